"""Writes a model folder: plain data that scoring reads without scikit-learn."""

import hashlib
import io
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from detector import model
from detector.model import OperatingPoint
from detector.verdict import Kind
from training.calibrate import Calibration
from training.fit import Fitted, Recipe


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
    scale = np.array([calibration.slope, *[1.0] * (len(model.COLUMNS) - 1)])
    bins = fitted.bins.rows(fitted.steps) * scale
    base = fitted.base * scale + [calibration.shift, *[0.0] * (len(model.COLUMNS) - 1)]
    weights = np.concatenate([fitted.words * scale, bins]).astype(np.float32)
    buffer = io.BytesIO()
    np.save(buffer, weights, allow_pickle=False)
    header = {
        "schema": model.SCHEMA,
        "name": name,
        "bits": recipe.bits,
        "limit": recipe.limit,
        "exponent": recipe.exponent,
        "kinds": [str(kind) for place, kind in enumerate(Kind) if fitted.knows(1 + place)],
        "base": base.tolist(),
        "edges": {name: cuts.tolist() for name, cuts in fitted.bins.edges.items()},
        "points": {name: asdict(point) for name, point in points.items()},
        "sha256": hashlib.sha256(buffer.getvalue()).hexdigest(),
        "facts": dict(facts),
    }
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / "weights.npy", buffer.getvalue())
    _replace(folder / "model.json", orjson.dumps(header, option=orjson.OPT_INDENT_2) + b"\n")
    _replace(folder / "CARD.md", card.encode())


def _replace(target: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(target)
