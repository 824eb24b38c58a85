"""Where on a batch's lines a pattern is tried: at the words and characters that it needs.

All is done for a whole batch at once: the hits of a pattern's list are sorted by line and place, so
two words that must be near each other are found by looking places up, and only the few that are
left are looked at one by one. `detector.traits.anchors` makes a gate.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_letters
from typing import Any

import numpy as np
import numpy.typing as npt
import regex

from detector.arrays import Ints, Mask, PhraseHits
from detector.lexemes import Lexemes

MARKS = 8  # characters that may stand before words that open a line, and behind those that end it
WHOLE = -1  # the place of a line that is searched all over
CROWD = 24  # triggers on a line: where there are more, one search takes less time than many tries
NEVER = -(1 << 30)  # no distance is as small
NEVER_REACHED = np.int32(2**31 - 1)  # no place lies as far

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The anchors and triggers of a pattern, as tables.

    `first` and `second` tell of each phrase its class as the first or second words of anchors; 0
    is none. Tables of what a class needs have two rows, the second for words that open their line:
    `alone` for nothing more, `to_end` characters to the line's end, `signs` bits of characters,
    and `near` characters to the second words, by their class. A match may begin `before` so many
    characters, where `starts` matches. Lines with all bits of one of `triggers` are tried too:
    all over, or around its character if a match begins so near `before_trigger`; on those with
    the bits of one of `begun`, at the pairs of characters `begins`, both below 128.
    """

    first: npt.NDArray[np.int16]
    second: npt.NDArray[np.int16]
    alone: Mask
    to_end: Ints
    signs: npt.NDArray[np.uint64]
    near: Ints
    before: Ints
    starts: str
    triggers: Sequence[tuple[np.uint64, str]]
    before_trigger: int
    begun: Sequence[np.uint64]
    begins: Mask

    def places(self, lexemes: Lexemes, hits: PhraseHits) -> list[tuple[int, int]]:
        """Lines, and places on them (or `WHOLE`), at which to try the expression, in order."""
        return sorted({*self._at_words(lexemes, hits), *self._at_triggers(lexemes)})

    def _at_words(self, lexemes: Lexemes, hits: PhraseHits) -> Iterable[tuple[int, int]]:
        kind = self.first[hits.phrase]
        here = np.flatnonzero(kind)
        if not len(here):
            return ()
        kind, line = kind[here], hits.line[here]
        start, end = lexemes.tokens.start[hits.first[here]], lexemes.tokens.end[hits.last[here]]
        opens = (start - lexemes.lines.start[line] <= MARKS).astype(np.intp)
        held = self.alone[opens, kind]
        held |= lexemes.lines.end[line] - end <= self.to_end[opens, kind]
        held |= (lexemes.lines.triggers[line] & self.signs[opens, kind]) != 0
        there = np.flatnonzero(self.second[hits.phrase])
        if len(there):
            begin = lexemes.tokens.start[hits.first[there]]
            first, second = _within(start, end + self._furthest, begin)
            near = self.near[opens[first], kind[first], self.second[hits.phrase[there[second]]]]
            followed = begin[second] - end[first] <= near
            held[first[followed & (hits.line[there[second]] == line[first])]] = True
        kept = np.flatnonzero(held)
        place = start[kept] - lexemes.lines.start[line[kept]]
        before = self.before[kind[kept]].tolist()
        rows = zip(line[kept].tolist(), place.tolist(), opens[kept].tolist(), before, strict=True)
        return (tried for row in rows for tried in self._around(lexemes, *row))

    def _around(
        self, lexemes: Lexemes, line: int, place: int, opens: int, before: int
    ) -> Iterator[tuple[int, int]]:
        """Where a match with these words may begin: at them, at a mark before them, further off."""
        begin = int(lexemes.lines.start[line])
        yield line, place
        if place and not lexemes.text[begin + place - 1].isspace():
            yield line, place - 1
        if opens or before >= place:
            yield line, 0
        if before:
            edges = begin + max(place - before, 0), begin + place + 1
            starts = self._starts.finditer(lexemes.text, *edges)
            yield from ((line, start.start() - begin) for start in starts)

    @cached_property
    def _starts(self) -> "regex.Pattern[str]":
        return regex.compile(self.starts, regex.VERSION1)

    @cached_property
    def _furthest(self) -> np.int32:
        return np.int32(max(int(self.near.max(initial=0)), 0))

    def _at_triggers(self, lexemes: Lexemes) -> Iterator[tuple[int, int]]:
        for bits, character in self.triggers:
            for line in np.flatnonzero(_with_all(lexemes, [bits])).tolist():
                yield from self._around_trigger(lexemes, line, character)
        if self.begun:
            found = self._beginnings(lexemes, np.flatnonzero(_with_all(lexemes, self.begun)))
            on = np.searchsorted(lexemes.lines.start, found, side="right") - 1
            yield from zip(on.tolist(), (found - lexemes.lines.start[on]).tolist(), strict=True)

    @cached_property
    def _initials(self) -> Mask:
        """Characters with which a mark may begin that holds one of the pairs: addresses do too."""
        initials = np.asarray(self.begins.any(axis=1))
        initials[[ord(letter) for letter in ascii_letters]] = True
        return initials

    def _around_trigger(
        self, lexemes: Lexemes, line: int, character: str
    ) -> Iterator[tuple[int, int]]:
        if not self.before_trigger:
            yield line, WHOLE
            return
        text = lexemes.line_text(line)
        if text.count(character) > CROWD:
            yield line, WHOLE
            return
        place = text.find(character)
        while place >= 0:
            opens = int(place <= MARKS)
            yield from self._around(lexemes, line, place, opens, self.before_trigger)
            place = text.find(character, place + 1)

    def _beginnings(self, lexemes: Lexemes, lines: Positions) -> Positions:
        """Places on these lines where one of the pairs `begins` stands."""
        codes = lexemes.codes
        first = np.searchsorted(lexemes.marks, lexemes.lines.token[lines])
        marks = _ranges(first, np.searchsorted(lexemes.marks, lexemes.lines.token_end[lines]))
        likely = np.take(self._initials, lexemes.mark_codes[marks], mode="clip")
        tokens = lexemes.marks[marks[np.flatnonzero(likely)]]
        place = _ranges(lexemes.tokens.start[tokens], lexemes.tokens.end[tokens])
        following = codes[np.minimum(place + 1, len(codes) - 1)]
        pair = self.begins[np.minimum(codes[place], 127), np.minimum(following, 127)]
        return np.asarray(place[pair])


def _with_all(lexemes: Lexemes, triggers: Sequence[np.uint64]) -> Mask:
    """Lines that have all bits of one of these."""
    bits = lexemes.lines.triggers
    held = np.zeros(len(bits), np.bool_)
    for needed in triggers:
        held |= (bits & needed) == needed
    return held


def _within(
    start: Ints, limit: Ints, begin: Ints
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pair each `start` with every `begin` (both in order) above it and not above its `limit`."""
    low = np.searchsorted(begin, start, side="right")
    some = np.flatnonzero(np.append(begin, NEVER_REACHED)[low] <= limit)
    low = low[some]
    high = np.searchsorted(begin, limit[some], side="right")
    return np.repeat(some, high - low), _ranges(low, high)


def _ranges(first: npt.NDArray[Any], end: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Return all numbers from each `first` up to its `end`, the latter exclusive."""
    length = end - first
    return np.asarray(np.arange(int(length.sum())) + np.repeat(end - np.cumsum(length), length))
