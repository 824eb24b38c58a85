"""The four shapes of a trait, and no fifth: phrases, pattern, structure, measure.

A trait is a value in a small file of its own. It carries the texts in which it must be found and
those in which it must not: the tests, `detector traits NAME` and the docs all read these.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
import regex

from detector.lexemes import Floats, Lexemes, Mask, PhraseHits
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


OPENING = (
    r"""(?:^[^\w"“”'‘]*+|[.!?:;,)|•»…][])"”*_]*+\s++|\s[–—-]{1,2}\s)"""  # of a line or a clause
)


def either(*wordings: str) -> str:
    """Join wordings into one group of a pattern; a space in them is any white space."""
    return "(?:" + "|".join(wordings).replace(" ", r"(?:\s{1,3}+)") + ")"


def alone(*wordings: str) -> str:
    """Return a pattern of wordings that have a line to themselves, apart from marks."""
    return rf"^\W{{0,8}}+\K{either(*wordings)}(?=\W{{0,8}}+$)"


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

    def find(self, lexemes: Lexemes, hits: PhraseHits) -> Spans:
        """Find the phrases among the `hits` of its own list."""
        kept = hits.where(self.where(lexemes, hits)) if len(hits.line) else hits
        tokens = lexemes.tokens
        return spans(tokens.start[kept.first], tokens.end[kept.last])


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A regular expression, tried only on lines that can hold it.

    These are the lines with one of the `triggers` (characters below U+10000) on them, and the
    lines with a hit of the phrase list `lines`. Fenced code is passed over, and so are the lines
    of which `passes_over` holds.
    """

    name: str
    doc: str
    expression: str
    triggers: str = ""
    lines: str | None = None
    in_code: bool = False
    passes_over: Callable[[Lexemes], Mask] | None = None
    flags: Sequence[Example]
    passes: Sequence[str]
    compiled: "regex.Pattern[str]" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", regex.compile(self.expression, regex.VERSION1))

    def find(self, lexemes: Lexemes, hits: PhraseHits, bits: int) -> Spans:
        """Find the pattern on the lines that have one of the trigger `bits` or a phrase hit."""
        tried = (lexemes.lines.triggers & np.uint64(bits)) != 0
        tried[hits.line] = True
        if not tried.any():
            return NOWHERE
        if not self.in_code:
            tried &= ~lexemes.code
        if self.passes_over:
            tried &= ~self.passes_over(lexemes)
        found = [pair for line in np.flatnonzero(tried) for pair in self._on(lexemes, int(line))]
        return spans([start for start, _ in found], [end for _, end in found])

    def _on(self, lexemes: Lexemes, line: int) -> list[tuple[int, int]]:
        start = int(lexemes.lines.start[line])
        try:
            matches = self.compiled.finditer(lexemes.line_text(line), timeout=TIMEOUT)
            return [(start + match.start(), start + match.end()) for match in matches]
        except TimeoutError:
            return []


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


Trait = Phrases | Pattern | Structure


class Listed(Protocol):
    """Anything that may name a phrase list."""

    @property
    def lines(self) -> str | None: ...
