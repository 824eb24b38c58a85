"""Where the time goes: every stage has its time, once, and the README's table has every stage."""

import time
from pathlib import Path

import pytest

import benchmarks
from benchmarks import stages

README = Path(benchmarks.__file__).with_name("README.md")


def test_a_stage_inside_another_is_not_counted_twice() -> None:
    clock = stages.Clock()

    def busy(seconds: float) -> None:
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass

    inner = clock.around("inner", busy)

    def both() -> None:
        busy(0.02)
        inner(0.04)

    clock.around("outer", both)()
    assert clock.spent["inner"] >= 0.04
    assert clock.spent["outer"] < clock.spent["inner"]


def test_all_stages_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "stages.md"
    assert stages.main(["--articles", "40", "--runs", "1"], written=written) == 0
    table = written.read_text("utf-8")
    assert "Where the time goes" in capsys.readouterr().out
    for name in (*_names(), "pattern traits", "phrase traits", "structure traits", "all"):
        assert f"| {name} |" in table


def test_the_readme_tells_of_every_stage() -> None:
    told = README.read_text("utf-8")
    assert not [name for name in _names() if f"| {name} |" not in told]


def _names() -> list[str]:
    return [name for name, _, _ in stages.STAGES if name != "{}"]
