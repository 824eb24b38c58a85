"""What the lexer yields for a batch of articles, and what follows from it at once.

All positions are code points of the batch's joined text, so that one array serves many articles;
`Lexemes.article_start` turns them back into positions of an article's own text.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from detector import loops
from detector.arrays import (
    COLUMNS,
    NUMBER,
    SPACED,
    Codes,
    Floats,
    Ints,
    Lines,
    Mask,
    PhraseHits,
    Tables,
    Tokens,
    stretches,
)
from detector.characters import among
from detector.fences import fenced
from detector.hashing import buffers
from detector.plain import Plain

# The parts of a sentence's end, as they stand last on a line.
SENTENCE_ENDS = among(".!?:;\"'”’)]…。！？")
DOUBLE_QUOTES = among('"“”„«»')
BULLETS = among("-*+•‣·–—▪◦●")
NUMBERED = among(".)")


@dataclass(frozen=True, kw_only=True)
class Lexemes:
    """The lexeme arrays of a batch; `disguised` are articles that do not read as they stand."""

    text: str
    codes: Codes
    article_start: npt.NDArray[np.int64]
    tables: Tables
    tokens: Tokens
    lines: Lines
    hits: PhraseHits
    disguised: Mapping[int, Plain] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.article_start) - 1

    def without(self, lines: Mask) -> "Lexemes":
        """Return the same articles as if `lines` (a mask) were not there."""
        if not lines.any():
            return self
        cut, left = np.flatnonzero(lines), np.flatnonzero(~lines)
        size = np.where(lines, self.lines.token_end - self.lines.token, np.int32(0))
        fewer, above = np.cumsum(size, dtype=np.int32), np.cumsum(lines, dtype=np.int32)
        kept, hits = self.lines.at(left), self.hits.where(~lines[self.hits.line])
        gone = fewer[hits.line]
        return replace(
            self,
            tokens=self.tokens.without(self.lines.token[cut], self.lines.token_end[cut]),
            lines=replace(
                kept, token=kept.token - fewer[left], token_end=kept.token_end - fewer[left]
            ),
            hits=PhraseHits(
                phrase=hits.phrase,
                first=hits.first - gone,
                last=hits.last - gone,
                line=hits.line - above[hits.line],
            ),
        )

    def line_text(self, line: int) -> str:
        """Return one line as it stands in the article."""
        return self.text[self.lines.start[line] : self.lines.end[line]]

    def count(self, column: int) -> npt.NDArray[np.int32]:
        """Return one of the counts, for each line."""
        if column not in self._columns:
            self._columns[column] = self.lines.counts[:, column].copy()
        return self._columns[column]

    @cached_property
    def _columns(self) -> dict[int, npt.NDArray[np.int32]]:
        """The counts that were asked for: side by side they are read much faster."""
        return {}

    def total(self, values: npt.ArrayLike) -> Floats:
        """Add up values given for each line, for each article."""
        weights = np.asarray(values, np.float64)
        return np.asarray(np.bincount(self.lines.article, weights, len(self)), np.float64)

    @cached_property
    def totals(self) -> Floats:
        """The counts of each article: one row an article, `COLUMNS` columns."""
        totals = np.zeros((len(self), COLUMNS))
        loops.add_up(*buffers(self.lines.counts, self.lines.article, totals))
        return totals

    def tokens_on(self, lines: Mask) -> Mask:
        """Tokens on these lines (a mask)."""
        edges = np.zeros(len(self.tokens.start) + 1, np.int32)
        np.add.at(edges, self.lines.token[lines], 1)
        np.add.at(edges, self.lines.token_end[lines], -1)
        return np.asarray(np.cumsum(edges[:-1]) > 0)

    def listed(self, name: str) -> PhraseHits:
        """Return the hits of the phrases on the list `name`."""
        return self._by_list[name]

    @cached_property
    def _by_list(self) -> dict[str, PhraseHits]:
        """The hits of each list: all of them sorted once, since there are many lists."""
        bounds, lists = self.tables.membership
        hits = self.hits
        many = int((bounds[hits.phrase + 1] - bounds[hits.phrase]).sum())
        edges = np.zeros(len(self.tables.lists) + 2, np.int64)
        held = [np.empty(many, np.int32) for _ in PhraseHits.__slots__]
        given = (hits.phrase, hits.first, hits.last, hits.line, bounds, lists, edges)
        loops.split(*buffers(*given, *held))
        phrase, first, last, line = held
        sorted_out = PhraseHits(phrase=phrase, first=first, last=last, line=line)
        pieces = itertools.pairwise(edges[:-1].tolist())
        return {
            name: sorted_out.at(slice(*piece))
            for name, piece in zip(self.tables.lists, pieces, strict=True)
        }

    @cached_property
    def _sorted_out(self) -> tuple[Ints, Ints, Ints]:
        tokens = len(self.tokens.kind)
        spoken, marks, unknown = (np.empty(tokens + 1, np.int32) for _ in range(3))
        given = (self.tokens.kind, self.tokens.tier, spoken, marks, unknown)
        marked, strange = loops.sort_out(*buffers(*given))
        return spoken, marks[:marked], unknown[:strange]

    @property
    def spoken(self) -> Ints:
        """How many words and numbers stand before each token, and before the end of the batch."""
        return self._sorted_out[0]

    @property
    def marks(self) -> Ints:
        """Tokens that are neither words nor numbers."""
        return self._sorted_out[1]

    @property
    def unknown(self) -> Ints:
        """Words that the lexicon does not know."""
        return self._sorted_out[2]

    @cached_property
    def mark_codes(self) -> Codes:
        """The first characters of the `marks`."""
        return self.codes[self.tokens.start[self.marks]]

    @cached_property
    def double_quotes(self) -> Ints:
        """Tokens that are double quotation marks, straight or curly."""
        return self.marks[DOUBLE_QUOTES.take(self.mark_codes, mode="clip")]

    @cached_property
    def filled(self) -> Mask:
        """Lines that are not blank."""
        return np.asarray(self.lines.first != 0)

    @cached_property
    def filled_lines(self) -> Floats:
        """How many lines of each article are not blank."""
        return self.total(self.filled)

    @cached_property
    def ends_sentence(self) -> Mask:
        """Lines whose last character ends a sentence or a quotation."""
        return SENTENCE_ENDS.take(self.lines.last, mode="clip")

    @property
    def opens_with_bullet(self) -> Mask:
        """Lines whose first character is a bullet, whatever stands behind it."""
        return BULLETS.take(self.lines.first, mode="clip")

    @cached_property
    def bulleted(self) -> Mask:
        """Lines that begin with a bullet or a number, and a space behind it."""
        first = np.minimum(self.lines.token, max(len(self.tokens.start) - 2, 0))
        if not len(self.tokens.start):
            return np.zeros(len(self.lines), np.bool_)
        following = np.minimum(first + 1, len(self.tokens.start) - 1)
        spaced = (self.tokens.shape[following] & SPACED) > 0
        bullet = self.opens_with_bullet & spaced
        numbered = NUMBERED.take(self.codes[self.tokens.start[following]], mode="clip")
        numbered &= self.tokens.kind[first] == NUMBER
        more = self.lines.token_end - self.lines.token > 1
        return np.asarray((bullet | numbered) & more)

    @cached_property
    def heading(self) -> Mask:
        """Lines marked as a heading in Markdown."""
        return np.asarray(self.lines.first == ord("#"))

    @cached_property
    def code(self) -> Mask:
        """Lines of a fenced code block, the fences included; an unclosed fence opens nothing."""
        return fenced(self.lines, self.tokens, len(self))

    @cached_property
    def extent(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where each article's first visible line begins and its last one ends."""
        first = self.article_start[:-1].copy()
        last = first.copy()
        lines = np.flatnonzero(self.filled)
        articles = self.lines.article[lines]
        last[articles] = self.lines.end[lines]
        first[articles[::-1]] = self.lines.start[lines[::-1]]
        return first, last

    @cached_property
    def set_apart(self) -> Mask:
        """Lines that are items of a list, headings or code."""
        return np.asarray(self.bulleted | self.heading | self.code)

    @cached_property
    def line_of_token(self) -> Ints:
        """The line of each token."""
        size = self.lines.token_end - self.lines.token
        return np.repeat(np.arange(len(self.lines), dtype=np.int32), size)

    @cached_property
    def article_of_token(self) -> Ints:
        """The article of each token."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.article_token))

    @cached_property
    def article_token(self) -> Ints:
        """The first token of each article, and the end of the last one's."""
        return np.searchsorted(self.tokens.start, self.article_start).astype(np.int32)

    def tokens_of(self, lines: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.int64]:
        """Tokens of these lines, in order."""
        return stretches(self.lines.token[lines], self.lines.token_end[lines])[0]
