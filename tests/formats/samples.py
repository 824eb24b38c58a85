"""Records and verdicts for the tests of every format, and the two ways through a file."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import settings, strategies

from detector.formats import Place, ReadOptions, Record, Unreadable, open_writer, read
from detector.formats.fields import to_record

VERDICT: dict[str, Any] = {
    "schema": 1,
    "model": "default",
    "quality": 0.031,
    "label": "low",
    "kind": "filler",
    "traits": {"stock_phrase": 9},
    "reasons": [{"feature": "stock_phrase.count", "contribution": -1.8}],
}
GOOD_VERDICT: dict[str, Any] = {**VERDICT, "label": "good", "kind": None, "traits": {}}
EXPLAINED: dict[str, Any] = {
    **VERDICT,
    "spans": [{"trait": "stock_phrase", "start": 0, "end": 4}],
    "contributions": [{"feature": "stock_phrase.count", "contribution": -1.8}],
}
CLEANED: dict[str, Any] = {
    "residue_share": 0.25,
    "residue": [
        {"start": 0, "end": 5, "kind": "navigation", "probability": 0.97, "text": "Home\n"},
        {
            "start": 9,
            "end": 13,
            "kind": "markup",
            "probability": 1.0,
            "text": "</p>",
            "replacement": " ",
        },
    ],
}

patient = settings(deadline=None)
"""For hypothesis tests that write files, whose time says nothing."""

any_text = strategies.text(strategies.characters(exclude_categories=()))
"""Any `str` at all, halves of surrogate pairs included."""

utf8_text = strategies.text(strategies.characters(codec="utf-8"))

json_values = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers() | any_text,
    lambda inner: strategies.lists(inner) | strategies.dictionaries(any_text, inner),
    max_leaves=6,
)

json_fields = strategies.builds(
    lambda text, fields: {**fields, "text": text},
    any_text,
    strategies.dictionaries(any_text.filter(lambda name: name != "detector"), json_values),
)


def record(**fields: Any) -> Record:
    """Return a record as some reader would yield it."""
    made = to_record(fields, place=Place(path="made.jsonl", line=1), options=ReadOptions())
    assert isinstance(made, Record)
    return made


def read_all(path: Path | str, **options: Any) -> list[Record | Unreadable]:
    return list(read(str(path), ReadOptions(**options)))


def records_in(path: Path | str, **options: Any) -> list[Record]:
    """Return the records of a file that must hold nothing else."""
    items = read_all(path, **options)
    assert [item for item in items if isinstance(item, Unreadable)] == []
    return [item for item in items if isinstance(item, Record)]


def outline(items: Iterable[Record | Unreadable]) -> list[str]:
    """Return the texts in order, and the line with an exclamation mark for what was unreadable."""
    return [
        item.article.text if isinstance(item, Record) else f"!{item.place.line}" for item in items
    ]


def only_fault(items: Sequence[Record | Unreadable]) -> Unreadable:
    """Return the one Unreadable among the items."""
    (fault,) = [item for item in items if isinstance(item, Unreadable)]
    return fault


def write_all(
    path: Path | str,
    records: Iterable[Record | Unreadable],
    verdict: Mapping[str, Any] | None = VERDICT,
    **options: Any,
) -> None:
    """Write every record with the same verdict."""
    with open_writer(str(path), **options) as writer:
        for each in records:
            assert isinstance(each, Record)
            writer.write(each, verdict)


def through(source: Path, target: Path, verdict: Mapping[str, Any] | None = VERDICT) -> bytes:
    """Read one file, write another, and return its bytes."""
    write_all(target, read(str(source), ReadOptions()), verdict)
    return target.read_bytes()


def json_line(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields).encode() + b"\n"


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a folder of its own for each example of a hypothesis test."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@contextmanager
def inside(place: Path) -> Iterator[None]:
    """Work in a folder, so that paths can be relative."""
    before = Path.cwd()
    os.chdir(place)
    try:
        yield
    finally:
        os.chdir(before)
