"""Load the detector that the options ask for."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
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
    from detector.lexer import COMPILED

    if point and threshold is not None:
        raise typer.BadParameter("choose --point or --threshold; one says what the other does")
    if not COMPILED:
        tell(
            "warning: the lexer runs as plain Python; "
            "install a C compiler and reinstall for 40 times the speed"
        )
    with _loading():
        from detector import Detector

        folder = model_folder(model)
        return Detector.load(folder, point=point or Point.BALANCED, threshold=threshold)


@contextmanager
def _loading() -> Iterator[None]:
    """Load what stays without what only costs time: 0.06 s of 0.4 s.

    numpy would start threads for products of matrices, of which there are none here, and Python
    would look through everything that is loaded for garbage.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def model_folder(named: Path | None) -> Path | None:
    """Return the folder of the model that is named; `default`, if no folder, is the shipped one."""
    return None if named == Path("default") and not named.is_dir() else named


def point_used(point: Point | None, threshold: float | None) -> Point | None:
    """Return the operating point in force, which is none where a threshold is given."""
    return None if threshold is not None else point or Point.BALANCED


def processes(jobs: int) -> int:
    """Return how many processes `--jobs` means; 0 is one for each core."""
    return jobs or os.cpu_count() or 1
