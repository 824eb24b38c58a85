"""Writes the files of a model, and the manifest that says what they must be."""

import io
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from detector import features
from detector.plain_data import described
from detector.version import __version__


def versions(names: Iterable[str]) -> dict[str, int]:
    """Return what these traits and measures mean at the time, by the number that says so."""
    return {name: features.versions()[name] for name in dict.fromkeys(names)}


def write_files(
    folder: Path,
    manifest: str,
    said: Mapping[str, Any],
    *,
    arrays: Mapping[str, npt.NDArray[Any]],
    texts: Mapping[str, str],
) -> None:
    """Write the files of a model, and then the manifest, which says what they must be."""
    contents = {name: _content(array) for name, array in arrays.items()}
    contents |= {name: text.encode() for name, text in texts.items()}
    files = {name: described(each, arrays.get(name)) for name, each in contents.items()}
    told = {**said, "written_by": f"article-detector {__version__}", "files": files}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        _replace(folder / name, content)
    _replace(folder / manifest, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")


def rewrite_text(folder: Path, manifest: str, name: str, text: str) -> None:
    """Write one text of a model anew, and what the manifest says of it."""
    told = orjson.loads((folder / manifest).read_bytes())
    told["files"][name] = described(text.encode())
    _replace(folder / name, text.encode())
    _replace(folder / manifest, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")


def _content(array: npt.NDArray[Any]) -> bytes:
    """Return an array as a file of its own holds it."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def _replace(target: Path, content: bytes) -> None:
    """Write a file beside its place, and put it there when it is whole."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(target)
