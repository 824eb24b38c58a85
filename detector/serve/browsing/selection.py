"""Which articles a query asks for, and how many there would be at each other choice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from detector.serve.browsing.columns import KINDS, LABELS, Columns, Whole
from detector.serve.browsing.query import NO_HOST, Query

Mask = NDArray[np.bool_]
BINS = 20
EDGES = np.arange(BINS + 1) / BINS
NOWHERE = -2  # the number of a name that no article has
SEARCHES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """A bar of the histogram: articles of each label, from `least` up to `most`."""

    least: float
    most: float
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many articles are in it."""
        return sum(self.counts.values())


class Order:
    """The rows in every order that a table can have; sorted once, since that takes longest."""

    def __init__(self, columns: Columns) -> None:
        names = np.array(sorted(range(len(columns.hosts)), key=columns.hosts.__getitem__), np.int64)
        place = np.empty_like(names)
        place[names] = np.arange(len(names))
        self._rows = {
            "file": np.arange(len(columns)),
            "quality": np.argsort(columns.quality, kind="stable"),
            "length": np.argsort(columns.length, kind="stable"),
            "host": np.lexsort((columns.quality, place[columns.host])),
        }

    def rows(self, sort: str) -> Whole:
        """Return all rows as `sort` of a query has them."""
        rows = self._rows[sort.removeprefix("-")]
        return rows[::-1] if sort.startswith("-") else rows


class Words:
    """Looks for words in the names; what was found is kept for the next page of the table."""

    def __init__(self, columns: Columns) -> None:
        self._names = columns.names
        self.mask = lru_cache(maxsize=SEARCHES)(self._mask)

    def _mask(self, words: str) -> Mask:
        """Return the rows with all words: look for one after the other, in what is left."""
        rows: Sequence[int] = range(len(self._names))
        for word in words.casefold().split():
            rows = [row for row in rows if word in self._names[row]]
        inside = np.zeros(len(self._names), bool)
        inside[rows] = True
        return inside


class Selection:
    """The articles that a query asks for; counts are those under all its *other* filters."""

    def __init__(self, columns: Columns, order: Order, words: Words, query: Query) -> None:
        self._columns = columns
        self._order = order
        self._words = words
        self._query = query
        self._masks = dict(self._filters())

    @cached_property
    def rows(self) -> Whole:
        """The rows in the order that is asked for."""
        rows = self._order.rows(self._query.sort)
        return rows[self._but()[rows]] if self._masks else rows

    def labels(self) -> dict[str, int]:
        """Count the articles of each label."""
        return _counted(self._columns.label[self._but("label")], LABELS)

    def kinds(self) -> dict[str, int]:
        """Count the articles of each kind; others have none."""
        kinds = self._columns.kind[self._but("kind")]
        return _counted(kinds[kinds >= 0], KINDS)

    def traits(self, most: int) -> dict[str, int]:
        """Count the articles with each of the most frequent traits, and with the one asked for."""
        columns = self._columns
        inside = self._but("trait")[columns.trait_row]
        return _frequent(columns.trait[inside], columns.traits, most, self._query.trait or None)

    def hosts(self, most: int) -> dict[str, int]:
        """Count the articles of each of the most frequent hosts, and of the one asked for."""
        columns, asked = self._columns, self._query.host
        inside = self._but("host")
        return _frequent(
            columns.host[inside], columns.hosts, most, "" if asked == NO_HOST else asked
        )

    def bins(self) -> list[Bin]:
        """Count the articles of each label by quality."""
        inside = self._but("quality")
        place = np.searchsorted(EDGES, self._columns.quality[inside], side="right") - 1
        cell = np.minimum(place, BINS - 1) * len(LABELS) + self._columns.label[inside]
        counts = np.bincount(cell, minlength=BINS * len(LABELS)).reshape(BINS, len(LABELS))
        return [
            Bin(
                least=float(EDGES[number]),
                most=float(EDGES[number + 1]),
                counts=dict(zip(LABELS, row, strict=True)),
            )
            for number, row in enumerate(counts.tolist())
        ]

    def beside(self, row: int) -> tuple[int | None, int | None, int | None]:
        """Return the row before and the row after one, and its place from 1; None where none is."""
        found = np.flatnonzero(self.rows == row)
        if not len(found):
            return None, None, None
        place = int(found[0])
        before = int(self.rows[place - 1]) if place else None
        after = int(self.rows[place + 1]) if place + 1 < len(self.rows) else None
        return before, after, place + 1

    def _but(self, without: str = "") -> Mask:
        """Return the rows that pass every filter but one."""
        inside = np.ones(len(self._columns), bool)
        for name, mask in self._masks.items():
            if name != without:
                inside &= mask
        return inside

    def _filters(self) -> Iterator[tuple[str, Mask]]:
        columns, query = self._columns, self._query
        if query.label:
            yield "label", columns.label == LABELS.index(query.label)
        if query.kind:
            yield "kind", columns.kind == KINDS.index(query.kind)
        if query.trait:
            yield "trait", self._with_trait(query.trait)
        if query.host:
            host = "" if query.host == NO_HOST else query.host
            yield "host", columns.host == _number(columns.hosts, host)
        if (query.least, query.most) != (0.0, 1.0):
            below = columns.quality <= 1 if query.most == 1 else columns.quality < query.most
            yield "quality", (columns.quality >= query.least) & below
        if query.words:
            yield "words", self._words.mask(query.words)

    def _with_trait(self, name: str) -> Mask:
        columns = self._columns
        inside = np.zeros(len(columns), bool)
        inside[columns.trait_row[columns.trait == _number(columns.traits, name)]] = True
        return inside


def _number(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else NOWHERE


def _counted(places: Whole, names: tuple[str, ...]) -> dict[str, int]:
    counts = np.bincount(places, minlength=len(names))
    return dict(zip(names, counts.tolist(), strict=True))


def _frequent(
    places: Whole, names: tuple[str, ...], most: int, always: str | None
) -> dict[str, int]:
    """Count the most frequent names, and one more; equally frequent ones stay in their order."""
    counts = np.bincount(places, minlength=len(names))
    order = np.argsort(-counts, kind="stable")[:most]
    found = {names[each]: int(counts[each]) for each in order.tolist() if counts[each]}
    if always is not None and always not in found:
        found[always] = int(counts[names.index(always)]) if always in names else 0
    return found
