"""Scored files, read beside everything else, and what is known of them so far."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from detector import Detector
from detector.article import Article
from detector.errors import DetectorError
from detector.formats import ReadOptions, Record, Unreadable, find_inputs, read
from detector.serve.browsing.columns import Columns, Growing
from detector.serve.browsing.entries import Entry, entry, is_verdict, said_of, to_article
from detector.serve.browsing.query import Query
from detector.serve.browsing.ranking import Ranking
from detector.serve.browsing.selection import Order, Selection, Words
from detector.serve.browsing.spill import Spill

TOGETHER = 64  # records that are scored at once
MOST_TOLD = 100  # of what could not be read
LINES = (".jsonl", ".ndjson")


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far reading has come: `bytes` of `size`, as far as a file tells; `fault` ended it."""

    size: int = 0
    bytes: int = 0
    articles: int = 0
    scored: int = 0
    unreadable: int = 0
    told: list[Unreadable] = field(default_factory=list)
    fault: str = ""

    @property
    def share(self) -> float:
        """The share that was read, below 1 as long as anything may come."""
        return min(0.99, self.bytes / self.size) if self.size else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All articles, when they have been read."""

    columns: Columns
    order: Order
    words: Words
    ranking: Ranking

    def select(self, query: Query) -> Selection:
        """Return the articles that a query asks for."""
        return Selection(self.columns, self.order, self.words, query)


class Library:
    """The articles of scored files; those without a verdict are scored as they are read."""

    def __init__(self, detector: Detector, arguments: Sequence[str]) -> None:
        """Find the files; DetectorError if there are none."""
        self._paths, faults = find_inputs(arguments)
        if not self._paths:
            raise DetectorError(f"{faults[0].place}: {faults[0].reason}" if faults else "no files")
        self._detector = detector
        self._spill = Spill()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._load, name="browse", daemon=True)
        self.progress = Progress(size=sum(map(_size, self._paths)))
        self.shelf: Shelf | None = None
        for fault in faults:
            self._tell(fault)

    def start(self) -> None:
        """Begin to read, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End reading, and give up what is kept on disk."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        self._spill.close()

    def wait(self) -> None:
        """Return when everything was read."""
        self._thread.join()

    def entry(self, row: int) -> Entry:
        """Return what a table shows of an article."""
        return Entry(**self._spill.head(row))

    def article(self, row: int) -> Article:
        """Return an article with its text."""
        return to_article(self.entry(row), self._spill.text(row))

    def _load(self) -> None:
        growing = Growing()
        try:
            for path in self._paths:
                self._read(path, growing)
        except Exception as fault:  # whatever it is, the page must say so, not wait for ever
            self.progress.fault = f"{type(fault).__name__}: {fault}"
        if not self._stopping.is_set():
            self.shelf = _shelf(growing.columns())

    def _read(self, path: str, growing: Growing) -> None:
        begin = self.progress.bytes
        items = read(path, ReadOptions())
        while not self._stopping.is_set() and (some := list(islice(items, TOGETHER))):
            for record, said in self._judged(some):
                self._add(record, said, growing)
            if path.endswith(LINES):
                self.progress.bytes += sum(map(_bytes, some))
        self.progress.bytes = begin + _size(path)

    def _judged(
        self, items: Sequence[Record | Unreadable]
    ) -> Iterator[tuple[Record, Mapping[str, Any]]]:
        """Yield each record with its verdict, be it read or made."""
        records = [each for each in items if isinstance(each, Record)]
        for each in items:
            if isinstance(each, Unreadable):
                self._tell(each)
        found = [said_of(each) for each in records]
        missing = [
            each.article for each, said in zip(records, found, strict=True) if not is_verdict(said)
        ]
        made = self._detector.score_many(missing)
        self.progress.scored += len(missing)
        for record, said in zip(records, found, strict=True):
            yield record, said if is_verdict(said) else next(made).to_dict()

    def _add(self, record: Record, said: Mapping[str, Any], growing: Growing) -> None:
        shown = entry(record, said)
        self._spill.add(shown.to_dict(), record.article.text)
        growing.add(
            quality=shown.quality,
            label=shown.label,
            kind=shown.kind,
            traits=shown.traits,
            host=shown.host,
            length=len(record.article.text),
            names=shown.names(),
        )
        self.progress.articles += 1

    def _tell(self, fault: Unreadable) -> None:
        self.progress.unreadable += 1
        if len(self.progress.told) < MOST_TOLD:
            self.progress.told.append(fault)


def _shelf(columns: Columns) -> Shelf:
    return Shelf(
        columns=columns, order=Order(columns), words=Words(columns), ranking=Ranking(columns)
    )


def _size(path: str) -> int:
    """Return how many bytes a file has; 0 for a pipe, and for what is gone."""
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _bytes(item: Record | Unreadable) -> int:
    return len(item.raw or b"") + 1
