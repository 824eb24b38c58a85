"""Load the detector that the options ask for."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from detector.cli.options import Point
from detector.cli.terminal import tell

if TYPE_CHECKING:
    from detector import Detector


def load_detector(
    model: Path | None, *, point: Point | None = None, threshold: float | None = None
) -> "Detector":
    """Load the model at the point or threshold asked for, at the balanced point if neither is."""
    from detector import Detector
    from detector.lexer import COMPILED

    if point and threshold is not None:
        raise typer.BadParameter("choose --point or --threshold; one says what the other does")
    if not COMPILED:
        tell(
            "warning: the lexer runs as plain Python; "
            "install a C compiler and reinstall for 60 times the speed"
        )
    return Detector.load(model_folder(model), point=point or Point.BALANCED, threshold=threshold)


def model_folder(named: Path | None) -> Path | None:
    """Return the folder of the model that is named; `default`, if no folder, is the shipped one."""
    return None if named == Path("default") and not named.is_dir() else named


def point_used(point: Point | None, threshold: float | None) -> Point | None:
    """Return the operating point in force, which is none where a threshold is given."""
    return None if threshold is not None else point or Point.BALANCED


def processes(jobs: int) -> int:
    """Return how many processes `--jobs` means; 0 is one for each core."""
    return jobs or os.cpu_count() or 1
