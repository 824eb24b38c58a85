"""Reads the files of a model as its manifest lists them; nothing in them is ever run.

Of each file the manifest says `size` (in bytes) and `sha256`, of an array also `dtype` and `shape`.
The digests tell what was damaged on its way. Against malice they are no help, since whoever writes
a file can write its digest, too: so sizes are held to limits before anything is read, and the
header of an array is not parsed but compared with the one that it must have.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.errors import ModelError
from detector.model_folder import COPY, TRAIN, size_of
from detector.model_limits import whole

LARGEST = 64 << 20  # bytes of a file
MAGIC = b"\x93NUMPY\x01\x00"  # how an .npy file of version 1.0 begins (numpy.lib.format)
PLAIN = len(MAGIC) + 2  # bytes before its header, which has as many as the last two say
ALIGNED = 16

Bytes = npt.NDArray[np.uint8]


def described(content: bytes, array: npt.NDArray[Any] | None = None) -> dict[str, Any]:
    """Return what a manifest says of a file: of its bytes, and of the array that they hold."""
    said = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return said if array is None else said | {"dtype": _told(array.dtype), "shape": array.shape}


def check_names(said: Mapping[str, Any], names: Sequence[str]) -> None:
    """Raise ValueError if a manifest lists other files than these."""
    for name in (*said["files"], *names):
        if name not in names:
            raise ValueError(f"it lists {name!r}, which is no file of a model")
        if name not in said["files"]:
            raise ValueError(f"it does not list {name}")


def content(folder: Path, name: str, said: Mapping[str, Any]) -> Bytes:
    """Read a file; ModelError if it is not the one that the manifest was written with."""
    file, listed = folder / name, said["files"][name]
    size, found = whole(listed["size"], f"the size of {name}", 0, LARGEST), size_of(file)
    if found is None:
        raise ModelError(f"{file}: it is missing; {COPY}")
    if found != size:
        raise ModelError(f"{file}: {found:,} bytes, and it was written with {size:,}; {COPY}")
    read = np.fromfile(file, np.uint8, count=size)
    if hashlib.sha256(read.data).hexdigest() != listed["sha256"]:
        raise ModelError(f"{file}: not the file that the model was written with; {COPY}")
    return read


def text(folder: Path, name: str, said: Mapping[str, Any]) -> str:
    """Read a text; ModelError if it is not the one that the manifest was written with."""
    return content(folder, name, said).tobytes().decode()


def array(
    folder: Path, name: str, said: Mapping[str, Any], dtype: npt.DTypeLike, *columns: int
) -> npt.NDArray[Any]:
    """Read an array of this kind: as many rows as the manifest says, and of `columns` if given.

    It stays in the memory that it was read into: `np.load` would copy it piece by piece. Raises
    ModelError.
    """
    kind, listed = np.dtype(dtype), said["files"][name]
    if listed["dtype"] != _told(kind) or not isinstance(listed["shape"], list):
        raise ModelError(f"{folder / name}: not an array of {_told(kind)}; {TRAIN}")
    shape = tuple(whole(each, f"the shape of {name}", 0, LARGEST) for each in listed["shape"])
    if len(shape) != 1 + len(columns) or shape[1:] != columns:
        wanted = ", ".join(map(str, ("rows", *columns)))
        raise ModelError(f"{folder / name}: of shape {shape}, not of ({wanted}); {TRAIN}")
    read = content(folder, name, said)
    start = PLAIN + int.from_bytes(read[len(MAGIC) : PLAIN].tobytes(), "little")
    order = _order(read[:start].tobytes(), kind, shape)
    if order is None or read.size - start != math.prod(shape) * kind.itemsize:
        raise ModelError(f"{folder / name}: not the array that the model says it is; {COPY}")
    return read[start:].view(kind).reshape(shape, order=order)


def _order(header: bytes, kind: np.dtype[Any], shape: tuple[int, ...]) -> Any:
    """Return whether an array of this kind is stored by rows or by columns; None if it is not."""
    said = header[PLAIN:].rstrip()
    descr = np.lib.format.dtype_to_descr(kind)
    for order, by_columns in (("C", False), ("F", True)):
        must = f"{{'descr': {descr!r}, 'fortran_order': {by_columns}, 'shape': {shape!r}, }}"
        if said == must.encode() and header.startswith(MAGIC) and len(header) % ALIGNED == 0:
            return order
    return None


def _told(kind: np.dtype[Any]) -> Any:
    """Return a kind of array as JSON has it."""
    descr = np.lib.format.dtype_to_descr(kind)
    return descr if isinstance(descr, str) else [list(field) for field in descr]
