"""Reads the arrays of a model, checked against their digests; nothing in them is ever run."""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.errors import ModelError

HEADER = 1 << 17  # bytes; an .npy file of version 1.0 has a shorter one


def array(file: Path, digests: Mapping[str, str]) -> npt.NDArray[Any]:
    """Read an array; ModelError if it is not the one that the digests were taken of."""
    content = np.fromfile(file, np.uint8)
    if hashlib.sha256(content.data).hexdigest() != digests[file.name]:
        raise ModelError(
            f"{file}: not the file that the model was written with; copy the whole folder again"
        )
    return _array(content)


def _array(content: npt.NDArray[np.uint8]) -> npt.NDArray[Any]:
    """Return the array of an .npy file, in the memory that it was read into.

    `np.load` would copy it piece by piece. ValueError if it holds objects, or is no such file.
    """
    stream = io.BytesIO(content[:HEADER].tobytes())
    if np.lib.format.read_magic(stream) != (1, 0):
        raise ValueError("an .npy file of another version than 1.0")
    shape, by_columns, dtype = np.lib.format.read_array_header_1_0(stream)
    if dtype.hasobject:
        raise ValueError("an array of objects")
    return content[stream.tell() :].view(dtype).reshape(shape, order="F" if by_columns else "C")
