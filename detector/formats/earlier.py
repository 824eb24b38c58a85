"""What an earlier run has left in a record, as it was meant, whatever it was stored in.

A table holds a verdict as JSON. Parquet holds the traits as pairs, and null for a key that some
other record has; JSON holds it as it is.
"""

from collections.abc import Mapping
from typing import Any

from detector.errors import FormatError
from detector.formats.json_record import parse
from detector.formats.records import Record
from detector.formats.rows import RowRecord


def earlier(record: Record, into: str) -> dict[str, Any]:
    """Return what stands under `into`, or an empty object if that is no object."""
    value = record.fields.get(into)
    if isinstance(value, str):
        return _parsed(value)
    if not isinstance(value, Mapping):
        return {}
    return _from_arrow(value) if isinstance(record, RowRecord) else {**value}


def _parsed(cell: str) -> dict[str, Any]:
    try:
        return parse(cell.encode())
    except (FormatError, UnicodeEncodeError):
        return {}


def _from_arrow(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object without its nulls, but for the kind of what was judged."""
    judged = value.get("label") is not None
    whole = {
        key: _without_nulls(each)
        for key, each in value.items()
        if each is not None or (judged and key == "kind")
    }
    if isinstance(whole.get("traits"), list):
        whole["traits"] = dict(whole["traits"])
    return whole


def _without_nulls(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: each for key, each in value.items() if each is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value
