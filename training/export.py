"""Writes a model folder: plain data that scoring reads without scikit-learn."""

import hashlib
import io
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from detector import model
from detector.application import COLUMNS, KINDS, PAGE
from detector.model import OperatingPoint
from detector.verdict import Kind
from training.calibrate import Calibration
from training.fit import Fitted
from training.recipe import Recipe


def write(
    folder: Path,
    *,
    name: str,
    fitted: Fitted,
    calibration: Calibration,
    points: Mapping[str, OperatingPoint],
    recipe: Recipe,
    facts: Mapping[str, Any],
    card: str,
) -> None:
    """Write `folder`; the calibration goes into the weights, so that they add up to the logit.

    A trait that is absent adds nothing; a measure always adds the weight of the bin it falls in.
    """
    made = np.arange(len(COLUMNS)) < KINDS  # columns that the quality is made of
    scale = np.where(made, calibration.slope, 1.0)
    bins = fitted.bins.rows(fitted.steps) * scale
    base = fitted.base * scale + np.where(made, calibration.shift, 0.0)
    softness = calibration.slope * fitted.softness if fitted.knows(PAGE) else None
    weights = np.concatenate([fitted.words * scale, bins]).astype(np.float32)
    arrays = {"ngrams.npy": array_bytes(fitted.keys), "weights.npy": array_bytes(weights)}
    header = {
        "schema": model.SCHEMA,
        "name": name,
        "limit": recipe.limit,
        "exponent": fitted.exponent,
        "kinds": [str(kind) for place, kind in enumerate(Kind) if fitted.knows(KINDS + place)],
        "base": base.tolist(),
        "softness": softness,
        "edges": {name: cuts.tolist() for name, cuts in fitted.bins.edges.items()},
        "points": {name: asdict(point) for name, point in points.items()},
        "sha256": {file: hashlib.sha256(content).hexdigest() for file, content in arrays.items()},
        "facts": dict(facts),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in arrays.items():
        replace_file(folder / file, content)
    replace_file(folder / "model.json", orjson.dumps(header, option=orjson.OPT_INDENT_2) + b"\n")
    replace_file(folder / "CARD.md", card.encode())


def array_bytes(array: npt.NDArray[Any]) -> bytes:
    """Return an array as a file of its own holds it."""
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def replace_file(target: Path, content: bytes) -> None:
    """Write a file beside its place, and put it there when it is whole."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(target)
