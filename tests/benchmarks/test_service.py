"""The tables of the service, with a service that is known; and what wrk's words mean."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any, cast

import pytest

from benchmarks.service import __main__ as benchmark
from benchmarks.service.load import Answered, answered
from benchmarks.service.servers import Server
from detector.errors import DetectorError

SAID = {"requests": 4000, "duration": 2_000_000, "median": 10_000, "p99": 40_000, "failed": 0}


def _said(**changes: int) -> str:
    return f"Running 2s test\n\n{json.dumps({**SAID, **changes})}\n"


def test_what_wrk_says_is_understood() -> None:
    found = answered(_said())
    assert found == Answered(requests=4000, seconds=2.0, median=0.01, p99=0.04)
    assert found.rate == 2000


@pytest.mark.parametrize("change", ["failed", "requests"])
def test_a_measurement_with_failures_is_none(change: str) -> None:
    with pytest.raises(DetectorError):
        answered(_said(**{change: 3 if change == "failed" else 0}))


class Known:
    """Takes a CPU second whenever it is looked at."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.seconds = 0.0

    @property
    def cpu(self) -> float:
        self.seconds += 1.0
        return self.seconds

    memory = 50_000_000


def test_ratios_are_those_of_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    rates = {
        "empty": iter((1000, 100, 500, 1000)),
        "ours": iter((1000, 90, 400, 900, 450, 450, 450)),
    }
    asked: list[float | None] = []

    def fake(address: str, _: Path, *, seconds: float, rate: float | None = None) -> Answered:
        asked.append(rate)
        requests = round(next(rates[address.split("/")[0]]) * seconds)
        return Answered(requests=requests, seconds=seconds, median=0.01, p99=0.02)

    monkeypatch.setattr(benchmark, "asked", fake)
    empty, ours = (cast(Server, Known(name)) for name in ("empty", "ours"))
    wanted: Any = Namespace(seconds=2.0, rounds=3)
    table = benchmark.single(empty, ours, Path("bodies"), wanted)
    assert "90 % of the empty endpoint's" in table.caption  # of .9, .8 and .9
    assert [row[1] for row in table.rows] == ["500", "400", "450"]
    assert asked[-3:] == [200.0] * 3


def test_memory_is_looked_at_until_all_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fake(_: str, __: Path, *, seconds: float) -> Answered:
        return Answered(requests=30, seconds=seconds, median=0.01, p99=0.02)

    monkeypatch.setattr(benchmark, "asked", fake)
    table = benchmark.memory(cast(Server, Known("ours")), Path("bodies"), 200, 1.0)
    assert table.rows[0] == ("0", "50")
    assert int(table.rows[-1][0]) >= 200
