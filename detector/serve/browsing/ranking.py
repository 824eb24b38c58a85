"""Which sites are rotten: hosts by the share of their articles that is low."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detector.serve.browsing.columns import KINDS, LABELS, Columns, Numbers, Whole
from detector.verdict import Label

Z = 1.959964  # the normal distribution's 97.5th percentile
TRAITS_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host: `share` is that of its articles that are low, at 95 % from `least` to `most`.

    `kind` is the most frequent of its low articles, `traits` those most of its articles have.
    """

    name: str
    articles: int
    low: int
    share: float
    least: float
    most: float
    quality: float
    kind: str
    traits: tuple[str, ...]


class Ranking:
    """Hosts, those first of which it is surest that much of them is low.

    That is the lower end of Wilson's interval (JASA 22, 1927): one low article of one is no proof.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        count = len(columns.hosts)
        low = columns.label == LABELS.index(Label.LOW)
        self._articles = np.bincount(columns.host, minlength=count)
        self._low = np.bincount(columns.host[low], minlength=count)
        self._least, self._most = wilson(self._low, self._articles)
        self._quality = _medians(columns, self._articles)
        kinded = columns.kind >= 0
        cell = columns.host[kinded].astype(np.int64) * len(KINDS) + columns.kind[kinded]
        self._kinds = np.bincount(cell, minlength=count * len(KINDS)).reshape(count, len(KINDS))
        self._trait_of, self._trait_counts = _traits(columns)
        self._order = np.lexsort((self._quality, -self._articles, -self._least))

    def __len__(self) -> int:
        return len(self._order)

    def hosts(self, begin: int, end: int) -> Iterator[Host]:
        """Yield the hosts of some places in the order."""
        for number in self._order[begin:end].tolist():
            yield self._host(number)

    def _host(self, number: int) -> Host:
        kinds = self._kinds[number]
        return Host(
            name=self._columns.hosts[number],
            articles=int(self._articles[number]),
            low=int(self._low[number]),
            share=float(self._low[number] / self._articles[number]),
            least=float(self._least[number]),
            most=float(self._most[number]),
            quality=float(self._quality[number]),
            kind=KINDS[int(kinds.argmax())] if kinds.any() else "",
            traits=self._traits_of(number),
        )

    def _traits_of(self, number: int) -> tuple[str, ...]:
        width = len(self._columns.traits)
        first, last = np.searchsorted(self._trait_of, [number * width, (number + 1) * width])
        frequent = np.argsort(-self._trait_counts[first:last], kind="stable")[:TRAITS_SHOWN]
        chosen = (self._trait_of[first:last] % max(width, 1))[frequent]
        return tuple(self._columns.traits[each] for each in chosen.tolist())


def wilson(hits: NDArray[np.integer], of: NDArray[np.integer]) -> tuple[Numbers, Numbers]:
    """Return the ends of Wilson's 95 % interval of each share."""
    share, square = hits / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = np.sqrt(share * (1 - share) * square + square * square / 4) / (1 + square)
    return np.maximum(0.0, middle - half), np.minimum(1.0, middle + half)


def _medians(columns: Columns, articles: Whole) -> Numbers:
    """Return the median quality of each host."""
    ordered = columns.quality[np.lexsort((columns.quality, columns.host))]
    begin = np.cumsum(articles) - articles
    if not len(ordered):
        return np.zeros(0)
    upper, lower = begin + articles // 2, begin + (articles - 1) // 2
    middle: Numbers = (ordered[lower] + ordered[upper]) / 2
    return middle


def _traits(columns: Columns) -> tuple[Whole, Whole]:
    """Return each pair of a host and a trait that occurs, as one number, and how often it does."""
    host = columns.host[columns.trait_row].astype(np.int64)
    return np.unique(host * len(columns.traits) + columns.trait, return_counts=True)
