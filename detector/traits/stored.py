"""Keeps the compiled tables in the package, so that the first article need not wait for them.

They take 0.2 s to compile and a few milliseconds to read. `python -m training tables` writes two
files: `tables.json` tells of each array where it stands in `tables.npy`, and from what all of them
were compiled. Where a phrase list or a pattern has changed since, they are compiled anew.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from detector import lexicon
from detector.arrays import Tables, Trie
from detector.traits.gates import Gate
from detector.traits.shapes import Listed, Pattern
from detector.traits.tables import PHRASES, Compiled, compile_tables

HERE = Path(__file__).parent
ALIGNED = 8  # every array begins at a multiple of this many bytes


def stored_tables(traits: Iterable[Listed], folder: Path = HERE) -> Compiled:
    """Return the tables of these traits: those of the folder, where it has them."""
    listed = tuple(traits)
    index = folder / "tables.json"
    if index.is_file():
        said = orjson.loads(index.read_bytes())
        if said["source"] == _source(listed):
            return _compiled(_read(said["tables"], np.load(folder / "tables.npy")))
    return compile_tables(listed)


def write(traits: Iterable[Listed], folder: Path = HERE) -> Path:
    """Compile the tables of these traits and store them; returns the file that tells of them."""
    listed = tuple(traits)
    made = compile_tables(listed)
    parts: list[npt.NDArray[np.uint8]] = []
    tables = _written(
        {
            "triggers": made.tables.triggers,
            "trie": _fields(made.tables.trie),
            "words": made.tables.words,
            "members": made.members,
            "gates": {name: _fields(gate) for name, gate in made.gates.items()},
        },
        parts,
    )
    np.save(folder / "tables.npy", np.concatenate(parts), allow_pickle=False)
    index = folder / "tables.json"
    said = {"source": _source(listed), "tables": tables}
    index.write_bytes(orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return index


def _compiled(said: Mapping[str, Any]) -> Compiled:
    tables = Tables(
        triggers=said["triggers"],
        trie=Trie(**said["trie"]),
        words=said["words"],
        lists=said["members"],
    )
    gates = {name: Gate(**gate) for name, gate in said["gates"].items()}
    return Compiled(tables=tables, gates=gates)


def _source(traits: Sequence[Listed]) -> str:
    """Return a digest of everything that the tables are compiled from."""
    names = sorted({trait.lines for trait in traits if trait.lines})
    patterns = [
        (each.name, each.lines, each.triggers, each.begins, each.before_trigger, each.starts)
        for each in traits
        if isinstance(each, Pattern)
    ]
    digest = hashlib.sha256(orjson.dumps((names, patterns)))
    for file in (*(PHRASES / f"{name}.txt" for name in names), *lexicon.FILES):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _fields(value: Trie | Gate) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _written(value: Any, parts: list[npt.NDArray[np.uint8]]) -> Any:
    """Return a value as JSON knows it, and add the bytes of the arrays in it to `parts`.

    Of an array that is mostly zeros only the others are stored, behind their places.
    """
    if isinstance(value, np.ndarray):
        flat = np.ascontiguousarray(value).reshape(-1)
        place = np.flatnonzero(flat)
        sparse = len(place) * (4 + flat.itemsize) < flat.nbytes
        held = {"places": _stored(place.astype("<i4"), parts)} if sparse else {}
        held["values"] = _stored(flat[place] if sparse else flat, parts)
        return {"array": value.dtype.str, "shape": value.shape, **held}
    if isinstance(value, Mapping):
        return {name: _written(each, parts) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_written(each, parts) for each in value]
    return value.item() if isinstance(value, np.generic) else value


def _stored(array: npt.NDArray[Any], parts: list[npt.NDArray[np.uint8]]) -> tuple[int, int]:
    """Append the array's bytes; returns where they begin and end."""
    start = sum(map(len, parts))
    parts.append(array.view(np.uint8))
    parts.append(np.zeros(-array.nbytes % ALIGNED, np.uint8))
    return start, start + array.nbytes


def _read(said: Any, content: npt.NDArray[np.uint8]) -> Any:
    """Return what `_written` was given."""
    if isinstance(said, list):
        return [_read(each, content) for each in said]
    if not isinstance(said, dict):
        return said
    if "array" not in said:
        return {name: _read(each, content) for name, each in said.items()}
    values = content[slice(*said["values"])].view(said["array"])
    if "places" not in said:
        return values.reshape(said["shape"])
    array = np.zeros(said["shape"], said["array"])
    array.reshape(-1)[content[slice(*said["places"])].view("<i4")] = values
    return array
