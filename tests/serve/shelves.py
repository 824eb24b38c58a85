"""Scored records to browse, and the same asked of them one record at a time."""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detector import Detector
from detector.serve.browsing.library import Library, Shelf
from detector.serve.browsing.query import NO_HOST, Query
from tests.cli.samples import GOOD

HOSTS = ("a.example", "b.example", "c.example", "A.example")
TRAITS = ("comment_tail", "stray_tag", "stock_phrase")
KINDS = ("filler", "spam", "boilerplate")
WORDS = ("ferry", "Harbour", "queue", "mayor")
EDGES = (0.0, 0.05, 0.15, 0.3, 0.5, 0.95, 1.0)


def scored(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Return records with verdicts; qualities stand at edges of bins more often than by chance."""
    source = random.Random(seed)
    return [_record(source, number) for number in range(count)]


def _record(source: random.Random, number: int) -> dict[str, Any]:
    label = source.choice(("good", "low", "unsure"))
    host = source.choice((*HOSTS, ""))
    return {
        "id": f"n{number}",
        "title": " ".join(source.sample(WORDS, 2)),
        "url": f"https://{host}/{number}" if host else None,
        "text": GOOD[: source.randint(20, 300)],
        "detector": {
            "schema": 1,
            "model": "made-up",
            "quality": source.choice((*EDGES, round(source.random(), 4))),
            "label": label,
            "kind": source.choice(KINDS) if label == "low" else None,
            "traits": dict.fromkeys(source.sample(TRAITS, source.randint(0, 3)), 2),
            "reasons": [{"feature": "stray_tag", "contribution": -1.5}],
        },
    }


def shelved(detector: Detector, *paths: Path) -> tuple[Library, Shelf]:
    """Return a library that has been read; to be stopped."""
    library = Library(detector, [str(path) for path in paths])
    library.start()
    library.wait()
    assert library.shelf
    return library, library.shelf


def host_of(record: dict[str, Any]) -> str:
    """Return the host as an address of the page has it."""
    return record["url"].split("/")[2].lower() if record["url"] else NO_HOST


def passes(record: dict[str, Any], query: Query) -> dict[str, bool]:
    """Tell of each filter whether a record passes it."""
    said = record["detector"]
    below = said["quality"] < query.most or query.most == said["quality"] == 1
    names = f"{record['title']} {record['id']} {record['url'] or ''}".casefold()
    return {
        "label": query.label in ("", said["label"]),
        "kind": query.kind in ("", said["kind"]),
        "trait": not query.trait or query.trait in said["traits"],
        "host": query.host in ("", host_of(record)),
        "quality": query.least <= said["quality"] and below,
        "words": all(word in names for word in query.words.casefold().split()),
    }


def asked(records: Sequence[dict[str, Any]], query: Query, but: str = "") -> list[int]:
    """Return the places of the records that pass every filter but one."""
    return [
        place
        for place, record in enumerate(records)
        if all(passed for name, passed in passes(record, query).items() if name != but)
    ]


def counted(values: list[Any]) -> dict[Any, int]:
    """Count what is there; None is nothing."""
    return dict(Counter(value for value in values if value is not None))
