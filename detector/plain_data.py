"""Reads the files of a model: JSON and arrays, checked against their digests, and never run."""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from detector.errors import ModelError


def header(file: Path, schema: int) -> dict[str, Any]:
    """Read what a model says of itself; ModelError if it is of another schema, or none at all."""
    if not file.is_file():
        raise ModelError(
            f"{file.parent}: no model here ({file.name} is missing); name a model folder"
        )
    try:
        said = orjson.loads(file.read_bytes())
    except (orjson.JSONDecodeError, OSError) as fault:
        raise ModelError(f"{file}: cannot be read ({fault}); train the model again") from fault
    if not isinstance(said, dict):
        raise ModelError(f"{file}: not a model; name a folder that `detector train` wrote")
    if said.get("schema") != schema:
        raise ModelError(
            f"{file}: schema {said.get('schema')!r}, but this version reads schema {schema}; "
            "upgrade article-detector, or train the model again"
        )
    return said


def array(file: Path, digests: Mapping[str, str]) -> npt.NDArray[Any]:
    """Read an array; ModelError if it is not the one that the digests were taken of."""
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != digests[file.name]:
        raise ModelError(
            f"{file}: not the file that the model was written with; copy the whole folder again"
        )
    return np.asarray(np.load(io.BytesIO(content), allow_pickle=False))
