"""Writes a model folder: plain data that scoring reads without scikit-learn."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from detector import features, model
from detector.application import COLUMNS, KINDS, PAGE
from detector.model import OperatingPoint
from detector.verdict import Kind
from training.calibrate import Calibration
from training.files import versions, write_files
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
    said = {
        "schema": model.SCHEMA,
        "name": name,
        "limit": recipe.limit,
        "exponent": fitted.exponent,
        "kinds": [str(kind) for place, kind in enumerate(Kind) if fitted.knows(KINDS + place)],
        "base": base.tolist(),
        "softness": softness,
        "edges": {name: cuts.tolist() for name, cuts in fitted.bins.edges.items()},
        "points": {name: asdict(point) for name, point in points.items()},
        "traits": versions(map(features.owner, fitted.bins.edges)),
        "facts": dict(facts),
    }
    arrays = {model.NGRAMS: fitted.keys, model.WEIGHTS: weights}
    write_files(folder, model.MANIFEST, said, arrays=arrays, texts={model.CARD: card})
