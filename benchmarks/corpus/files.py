"""Files of invented articles, written once and kept in the cache."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import orjson

from benchmarks.corpus.articles import MEAN, Record, made, made_of_length
from benchmarks.places import CACHE, CHECKOUT

SOURCES = ("benchmarks/corpus", "seeds", "training/residue")


def corpus(articles: int) -> Path:
    """Return a file of the first so many articles."""
    return stored(f"{articles}.jsonl", made(articles))


def one() -> Path:
    """Return a file of one article of middling length, for measuring how long a start takes."""
    return stored("one.jsonl", made_of_length(1, MEAN))


def stored(name: str, records: Iterable[Record]) -> Path:
    """Return a file with these records; they are written if there is no such file yet."""
    path = CACHE / f"corpus-{_version()}" / name
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{name}.half")
        write(half, records)
        half.rename(path)
    return path


def write(path: Path, records: Iterable[Record]) -> None:
    """Write a file of records; they may be more than fit into memory."""
    with path.open("wb") as file:
        file.writelines(orjson.dumps(record) + b"\n" for record in records)


@cache
def _version() -> str:
    """Return a digest of all that the articles are made from, so that no old file is taken."""
    digest = hashlib.sha256()
    for folder in SOURCES:
        for path in sorted((CHECKOUT / folder).rglob("*.*")):
            if path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
