"""The four shapes of a trait, and no fifth: phrases, pattern, structure, measure.

A trait is a value in a small file of its own. It carries the texts in which it must be found and
those in which it must not: the tests, `detector traits NAME` and the docs all read these. Its
`version` rises when it comes to mean something else: models trained before are refused then.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from operator import itemgetter
from typing import Protocol

import numpy as np
import numpy.typing as npt
import regex

from detector.arrays import Floats, Mask, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.gates import WHOLE, Gate
from detector.traits.where import Where, anywhere

Positions = npt.NDArray[np.int64]
TIMEOUT = 5.0  # seconds; the last line of defence, since every pattern is written to be linear


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Where a trait was found in a batch: in order, not overlapping, `end` exclusive."""

    start: Positions
    end: Positions

    def __len__(self) -> int:
        return len(self.start)


NOWHERE = Spans(start=np.empty(0, np.int64), end=np.empty(0, np.int64))


def spans(start: npt.ArrayLike, end: npt.ArrayLike) -> Spans:
    """Put spans in order and drop those that overlap an earlier one (of equals, the shorter)."""
    starts, ends = np.asarray(start, np.int64), np.asarray(end, np.int64)
    if not len(starts):
        return NOWHERE
    order = np.lexsort((-ends, starts))
    starts, ends = starts[order], ends[order]
    before = np.concatenate(([-1], np.maximum.accumulate(ends)[:-1]))
    kept = (starts >= before) & (ends > starts)
    return Spans(start=starts[kept], end=ends[kept])


# Before the first word of a line or of a clause.
OPENING = r"""(?<=^[^\w"“”'‘]*|[.!?:;,)|•»…][])"”*_]*\s+|\s[–—-]{1,2}\s)"""


def either(*wordings: str) -> str:
    """Join wordings into one group of a pattern; a space in them is any white space."""
    return "(?:" + "|".join(wordings).replace(" ", r"(?:\s{1,3}+)") + ")"


def alone(*wordings: str) -> str:
    """Return a pattern of wordings that have a line to themselves, apart from marks."""
    return rf"\b(?<=^\W{{0,8}}){either(*wordings)}(?=\W{{0,8}}+$)"


@cache
def compile_once(expression: str) -> "regex.Pattern[str]":
    """Compile an expression that takes long: call it where it is tried, not where it is written.

    Full case folding ("ß" as "ss") would take as long again, and words are not read so either.
    """
    return regex.compile(f"(?-f){expression}", regex.VERSION1)


@dataclass(frozen=True, slots=True)
class Example:
    """A text in which a trait must be found, and what the spans must say."""

    text: str
    spans: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """Sequences of words, matched whatever their case, spacing and punctuation.

    `lines` names a list in `traits/phrases/`; `where` says which of the hits count. Where `cut`
    holds, the whole line is taken out before anything else reads the article: a line that is
    plainly not part of it must not count for or against it.
    """

    name: str
    doc: str
    lines: str
    where: Where = anywhere
    cut: Where | None = None
    flags: Sequence[Example]
    passes: Sequence[str]
    version: int = 1

    def find(self, lexemes: Lexemes, hits: PhraseHits) -> Spans:
        """Find the phrases among the `hits` of its own list."""
        kept = hits.where(self.where(lexemes, hits)) if len(hits.line) else hits
        tokens = lexemes.tokens
        return spans(tokens.start[kept.first], tokens.end[kept.last])


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A regular expression, tried only where it can match.

    The list `lines` names the words that it needs (see `detector.traits.anchors`). Beside these,
    it is tried on the lines that have all characters (below U+10000) of one of the `triggers`:
    everywhere, or where a character of `begins` stands with one of those given for it behind it,
    or, for a single trigger, up to `before_trigger` characters before it. Where a match begins
    before what it needs, `starts` says at which places. Fenced code is passed over, and so are the
    spans on lines for which `passes_over` holds.
    """

    name: str
    doc: str
    expression: str
    triggers: Sequence[str] = ()
    begins: Mapping[str, str] = field(default_factory=dict)
    before_trigger: int = 0
    starts: str = r"\b(?=\w)"
    lines: str | None = None
    in_code: bool = False
    passes_over: Callable[[Lexemes, Positions], Mask] | None = None
    flags: Sequence[Example]
    passes: Sequence[str]
    version: int = 1

    @cached_property
    def compiled(self) -> "regex.Pattern[str]":
        """The expression, compiled when it is first tried."""
        return compile_once(self.expression)

    def find(self, lexemes: Lexemes, hits: PhraseHits, gate: Gate) -> Spans:
        """Find the pattern at the places that the gate lets through."""
        found: list[tuple[int, int, int]] = []
        for line, places in itertools.groupby(gate.places(lexemes, hits), itemgetter(0)):
            if self.in_code or not lexemes.code[line]:
                found += self._on(lexemes, line, [place for _, place in places])
        if not found:
            return NOWHERE
        line, start, end = np.array(found, np.int64).T
        kept = ~self.passes_over(lexemes, line) if self.passes_over else slice(None)
        return spans(start[kept], end[kept])

    def _on(self, lexemes: Lexemes, line: int, places: list[int]) -> list[tuple[int, int, int]]:
        start, text = int(lexemes.lines.start[line]), lexemes.line_text(line)
        matches = self._search(text) if places[0] == WHOLE else self._match(text, places)
        return [(line, start + match.start(), start + match.end()) for match in matches]

    def _search(self, text: str) -> Iterable["regex.Match[str]"]:
        try:
            return list(self.compiled.finditer(text, timeout=TIMEOUT))
        except TimeoutError:
            return ()

    def _match(self, text: str, places: list[int]) -> Iterator["regex.Match[str]"]:
        end = 0
        for place in places:
            if place >= end and (match := self._at(text, place)):
                end = match.end()
                yield match

    def _at(self, text: str, place: int) -> "regex.Match[str] | None":
        try:
            return self.compiled.match(text, place, timeout=TIMEOUT)
        except TimeoutError:
            return None


@dataclass(frozen=True, kw_only=True)
class Structure:
    """A function over the lexer's lines and tokens that returns spans (see `spans`).

    With `lines`, it is handed the hits of that phrase list too.
    """

    name: str
    doc: str
    find: Callable[[Lexemes, PhraseHits], Spans]
    lines: str | None = None
    flags: Sequence[Example]
    passes: Sequence[str]
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number about the whole article: finite, 0.0 for an empty one.

    `value` yields one number an article; with `lines` it is handed the hits of that phrase list.
    `examples` pairs texts with the number they must give.
    """

    name: str
    doc: str
    value: Callable[[Lexemes, PhraseHits], Floats]
    lines: str | None = None
    examples: Sequence[tuple[str, float]]
    version: int = 1


Trait = Phrases | Pattern | Structure


class Listed(Protocol):
    """Anything that may name a phrase list."""

    @property
    def lines(self) -> str | None: ...
