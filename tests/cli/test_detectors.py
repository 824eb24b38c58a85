"""Loading the detector that the options ask for."""

from pathlib import Path

import pytest

from detector import lexer
from detector.cli.detectors import load_detector, point_used, processes
from detector.cli.options import Point

from .samples import Invoke


@pytest.mark.parametrize("compiled", [True, False])
def test_a_slow_lexer_is_told_once(
    invoke: Invoke, news: Path, monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    monkeypatch.setattr(lexer, "COMPILED", compiled)
    result = invoke("score", news)
    assert result.exit_code == 0
    assert result.stderr.count("install a C compiler") == (not compiled)


@pytest.mark.parametrize(
    ("point", "threshold", "used", "expected"),
    [
        (None, None, Point.BALANCED, 0.5),
        (Point.STRICT, None, Point.STRICT, 0.9),
        (None, 0.25, None, 0.25),
        (None, 0.0, None, 0.0),
    ],
)
def test_the_threshold_in_force(
    model: Path, point: Point | None, threshold: float | None, used: Point | None, expected: float
) -> None:
    assert point_used(point, threshold) is used
    assert load_detector(model, point=point, threshold=threshold).threshold == expected


def test_processes() -> None:
    assert processes(3) == 3
    assert processes(0) >= 1
