"""A text that is read step by step, and what each step changes in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from detector.plain import Places, Plain, Span, Trick

LONGEST_WORD = 60  # characters on either side: what is longer is no word, and is not walked through


class Change(NamedTuple):
    """`start:end` reads `text`, a character at most.

    Without a `trick` it is a habit of typing, and no disguise.
    """

    start: int
    end: int
    text: str
    trick: Trick | None = None


@dataclass(slots=True, kw_only=True)
class Reading:
    """A text that is being read, after the changes so far; see `Plain`."""

    text: str
    start: Places
    end: Places
    tricks: list[tuple[Trick, int]] = field(default_factory=list)

    def change(self, changes: Iterable[Change]) -> None:
        """Make changes, which are in order and apart."""
        made = list(changes)
        if not made:
            return
        start, end = np.array([(each.start, each.end) for each in made]).T
        kept = np.array([len(each.text) for each in made])
        self.tricks += [
            (each.trick, original)
            for each, original in zip(made, self.start[start].tolist(), strict=True)
            if each.trick
        ]
        self.end[start[kept > 0]] = self.end[end[kept > 0] - 1]
        edges = np.zeros(len(self.text) + 1, np.int64)
        np.add.at(edges, start + kept, 1)
        np.add.at(edges, end, -1)
        stays = np.cumsum(edges)[:-1] == 0
        self.start, self.end = self.start[stays], self.end[stays]
        self.text = _changed(self.text, made)

    def plain(self) -> Plain:
        """Return what is read in the end."""
        words: dict[Trick, list[Span]] = {trick: [] for trick in Trick}
        found = sorted(self.tricks, key=itemgetter(1))
        places = np.searchsorted(self.start, [original for _, original in found])
        for (trick, _), place in zip(found, places.tolist(), strict=True):
            if not words[trick] or place >= words[trick][-1][1]:
                words[trick].append(_word(self.text, min(place, len(self.text) - 1)))
        return Plain(text=self.text, start=self.start, end=self.end, words=words)


def begin(text: str) -> Reading:
    """Return a text as it stands, to be changed."""
    places = np.arange(len(text) + 1)
    return Reading(text=text, start=places[:-1], end=places[1:].copy())


def _changed(text: str, changes: Iterable[Change]) -> str:
    pieces, here = [], 0
    for start, end, new, _ in changes:
        pieces += [text[here:start], new]
        here = end
    return "".join((*pieces, text[here:]))


def _word(text: str, place: int) -> Span:
    """Return the word at a place: at least the character that stands there."""
    start, end = place, place + 1
    first, last = max(place - LONGEST_WORD, 0), min(place + LONGEST_WORD, len(text))
    while start > first and text[start - 1].isalnum():
        start -= 1
    while end < last and text[end].isalnum():
        end += 1
    return start, end
