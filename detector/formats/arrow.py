"""Python values to Arrow columns, without losing anything quietly.

Arrow shortens 1.5 to 1 in a column of integers, takes true for 1 and drops keys that a struct
does not have. So what was stored is compared with what was meant, and a difference is an error
that names the record.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow

from detector.errors import FormatError
from detector.formats.records import Record

FAULTS = (pyarrow.ArrowException, OverflowError, TypeError, ValueError)

PLACE = [("start", pyarrow.int64()), ("end", pyarrow.int64())]
CONTRIBUTIONS = pyarrow.list_(
    pyarrow.struct([("feature", pyarrow.string()), ("contribution", pyarrow.float64()), *PLACE])
)
VERDICT = {
    "schema": pyarrow.int32(),
    "model": pyarrow.string(),
    "quality": pyarrow.float64(),
    "label": pyarrow.string(),
    "kind": pyarrow.string(),
    "traits": pyarrow.map_(pyarrow.string(), pyarrow.int32()),
    "reasons": CONTRIBUTIONS,
    "unsure_because": pyarrow.string(),
}
SOMETIMES = {
    "spans": pyarrow.list_(pyarrow.struct([("trait", pyarrow.string()), *PLACE])),
    "contributions": CONTRIBUTIONS,
    "residue_share": pyarrow.float64(),
    "residue": pyarrow.list_(
        pyarrow.struct(
            [
                *PLACE,
                ("kind", pyarrow.string()),
                ("probability", pyarrow.float64()),
                ("text", pyarrow.string()),
                ("replacement", pyarrow.string()),
            ]
        )
    ),
}


def verdict_type(verdicts: Iterable[Mapping[str, Any]]) -> Any:
    """Return the struct for verdicts like these; keys not known here are inferred from the first.

    What was only cleaned has residue but no verdict, and needs no room for one.
    """
    first = {key: value for each in verdicts for key, value in each.items()}
    always = VERDICT if first.keys() & VERDICT.keys() else {}
    types = always | {
        key: SOMETIMES.get(key) or settled_type([value])
        for key, value in first.items()
        if key not in always
    }
    return pyarrow.struct(list(types.items()))


def verdict_value(verdict: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return the verdict as Arrow takes it, its map of traits as pairs."""
    if verdict is None:
        return None
    traits = verdict.get("traits")
    pairs = {"traits": list(traits.items())} if isinstance(traits, Mapping) else {}
    return {**verdict, **pairs}


def inferred_schema(records: Sequence[Record]) -> Any:
    """Return a column for every field of the records, in order of first appearance."""
    names = dict.fromkeys(name for record in records for name in record.fields)
    return pyarrow.schema([(name, _column_type(name, records)) for name in names])


def settled_type(values: Sequence[Any]) -> Any:
    """Infer a type in which nothing is left open: what was always empty becomes a string."""
    return _settled(pyarrow.infer_type(values))


def column(name: str, kind: Any, records: Sequence[Record], values: Sequence[Any]) -> Any:
    """Return one value a record as an Arrow column; FormatError names the one that does not fit."""
    try:
        array = pyarrow.array(values, type=kind)
        if _is_plain(kind, values) or _same(array.to_pylist(), values):
            return array
    except FAULTS:
        pass
    raise _misfit(name, kind, records, values)


def _column_type(name: str, records: Sequence[Record]) -> Any:
    try:
        return settled_type([record.fields.get(name) for record in records])
    except FAULTS as error:
        raise FormatError(
            f"{records[0].place} and the records after it: {name!r} has values of several types "
            f"({error}): write .jsonl, which takes any fields"
        ) from error


def _settled(kind: Any) -> Any:
    types = pyarrow.types
    if types.is_null(kind):
        return pyarrow.string()
    if types.is_list(kind):
        return pyarrow.list_(_settled(kind.value_type))
    if types.is_struct(kind):
        return pyarrow.struct([(field.name, _settled(field.type)) for field in kind])
    return kind


def _is_plain(kind: Any, values: Sequence[Any]) -> bool:
    """Say whether these are strings in a column of strings, which need no second look."""
    return bool(pyarrow.types.is_string(kind)) and set(map(type, values)) <= {str, type(None)}


def _misfit(name: str, kind: Any, records: Sequence[Record], values: Sequence[Any]) -> FormatError:
    pairs = zip(records, values, strict=True)
    place = next((record.place for record, value in pairs if not _fits(kind, value)), "")
    return FormatError(
        f"{place}: the value of {name!r} does not fit the Parquet column, which is {kind} after "
        "the first records: write .jsonl, which takes any fields"
    )


def _fits(kind: Any, value: Any) -> bool:
    try:
        return _same(pyarrow.array([value], type=kind).to_pylist(), [value])
    except FAULTS:
        return False


def _same(stored: Any, meant: Any) -> bool:
    """Compare as JSON would: true is not 1, NaN is NaN, a missing key is null."""
    if isinstance(meant, Mapping):
        return meant.keys() <= stored.keys() and all(
            _same(value, meant.get(key)) for key, value in stored.items()
        )
    if isinstance(meant, list | tuple):
        return len(stored) == len(meant) and all(map(_same, stored, meant))
    if isinstance(meant, bool) or isinstance(stored, bool):
        return stored is meant
    return bool(stored == meant or (stored != stored and meant != meant))
