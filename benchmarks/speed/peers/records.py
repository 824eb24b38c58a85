"""The way of the records through a peer: read, decided on, and written again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

DECISION = "decision"
BATCH = 1_000
Decide = Callable[[Sequence[str]], Iterable[Any]]


def rewrite(decide: Decide, given: str, written: str) -> None:
    """Write each record with what `decide` says of its text; it gets a thousand at a time."""
    with Path(given).open("rb") as source, Path(written).open("wb") as target:
        while lines := list(islice(source, BATCH)):
            records = [orjson.loads(line) for line in lines]
            decisions = decide([record["text"] for record in records])
            for record, decision in zip(records, decisions, strict=True):
                record[DECISION] = decision
                target.write(orjson.dumps(record) + b"\n")


def examples(path: str) -> Iterator[tuple[str, bool]]:
    """Yield the text of each record, and whether it is clean, for peers that are to learn that."""
    with Path(path).open("rb") as source:
        for record in map(orjson.loads, source):
            yield record["text"], record["sort"] == "clean"


def web_page(text: str) -> str:
    """Return the text as HTML, each line a paragraph."""
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    return f"<!DOCTYPE html><html><head></head><body>\n{paragraphs}</body></html>"
