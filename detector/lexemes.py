"""What the lexer yields for a batch of articles, and what its numbers mean.

All positions are code points of the batch's joined text, so that one array serves many articles;
`Lexemes.article_start` turns them back into positions of an article's own text.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

# Kinds of token.
WORD, NUMBER, PUNCTUATION, MARKUP, SYMBOL, ADDRESS = range(1, 7)

# Shapes of token, bits.
CAPITAL, ALL_CAPITALS, INNER_CAPITAL, SPACED, OPENS_SENTENCE, _, IDEOGRAPH = (
    1 << bit for bit in range(7)
)

# Tiers of word: how common it is, as the lexicon says.
UNKNOWN, KNOWN, COMMON, FUNCTION, MASKED = range(5)

# Columns of the counts that are kept for each line.
(
    WORDS, NUMBERS, CAPITALISED, SHOUTED, KNOWN_WORDS, FUNCTION_WORDS, NAMES, QUOTES,
    LETTERS, UPPERS, DIGITS, SPACES, PUNCTUATIONS, MARKUPS, SYMBOLS, OTHERS,
    PIPES, TABS, COMMAS, SENTENCES, SENTENCE_WORDS, SENTENCE_SQUARES, WORD_LETTERS, ADDRESSES,
) = range(24)  # fmt: skip
COLUMNS = 24

# The parts of a sentence's end, as they stand last on a line.
SENTENCE_ENDS = np.array([ord(c) for c in ".!?:;\"'”’)]…。！？"], np.uint32)
BULLETS = np.array([ord(c) for c in "-*+•‣·–—▪◦●"], np.uint32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What the traits and the lexicon tell the lexer to look for.

    `triggers` has a bit for each trigger character, by code point below U+10000; the trie and the
    words are open-addressing tables as `detector.lexer` reads them.
    """

    triggers: npt.NDArray[np.uint64]
    trie_keys: npt.NDArray[np.uint32]
    trie_values: npt.NDArray[np.int32]
    word_keys: npt.NDArray[np.uint32]
    word_tiers: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Words, numbers, addresses, and runs of one punctuation or markup character."""

    start: Ints
    end: Ints
    hash: npt.NDArray[np.uint32]
    kind: npt.NDArray[np.uint8]
    shape: npt.NDArray[np.uint8]
    tier: npt.NDArray[np.uint8]

    def where(self, kept: Mask) -> "Tokens":
        """Only the tokens for which `kept` holds."""
        return Tokens(**{name: getattr(self, name)[kept] for name in self.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of all articles; `first` and `last` are their outermost visible characters.

    `token` and `token_end` bound a line's tokens, `triggers` are the bits of the trigger
    characters on it, `counts` has one row of `COLUMNS` numbers a line.
    """

    article: Ints
    start: Ints
    end: Ints
    token: Ints
    token_end: Ints
    hash: npt.NDArray[np.uint32]
    first: npt.NDArray[np.uint32]
    last: npt.NDArray[np.uint32]
    triggers: npt.NDArray[np.uint64]
    counts: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.start)

    def where(self, kept: Mask) -> "Lines":
        """Only the lines for which `kept` holds."""
        return Lines(**{name: getattr(self, name)[kept] for name in self.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseHits:
    """Occurrences of phrases: which phrase, its first and last token, and its line."""

    phrase: Ints
    first: Ints
    last: Ints
    line: Ints

    def where(self, kept: Mask) -> "PhraseHits":
        """Only the hits for which `kept` holds."""
        return PhraseHits(**{name: getattr(self, name)[kept] for name in self.__slots__})


@dataclass(frozen=True, kw_only=True)
class Lexemes:
    """The lexeme arrays of a batch of articles."""

    text: str
    codes: npt.NDArray[np.uint32]
    article_start: npt.NDArray[np.int64]
    tables: Tables
    tokens: Tokens
    lines: Lines
    hits: PhraseHits

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.article_start) - 1

    def without(self, lines: Mask) -> "Lexemes":
        """Return the same articles as if `lines` (a mask) were not there."""
        if not lines.any():
            return self
        kept = ~self.tokens_on(lines)
        line = np.cumsum(~lines, dtype=np.int32) - 1
        token = np.concatenate(([0], np.cumsum(kept, dtype=np.int32)))
        left, hits = self.lines.where(~lines), self.hits.where(~lines[self.hits.line])
        return replace(
            self,
            tokens=self.tokens.where(kept),
            lines=replace(left, token=token[left.token], token_end=token[left.token_end]),
            hits=PhraseHits(
                phrase=hits.phrase,
                first=token[hits.first],
                last=token[hits.last],
                line=line[hits.line],
            ),
        )

    def line_text(self, line: int) -> str:
        """Return one line as it stands in the article."""
        return self.text[self.lines.start[line] : self.lines.end[line]]

    def count(self, column: int) -> npt.NDArray[np.int32]:
        """Return one of the counts, for each line."""
        return self.lines.counts[:, column]

    def total(self, values: npt.ArrayLike) -> Floats:
        """Add up values given for each line, for each article."""
        weights = np.asarray(values, np.float64)
        return np.asarray(np.bincount(self.lines.article, weights, len(self)), np.float64)

    @cached_property
    def totals(self) -> Floats:
        """The counts of each article: one row an article, `COLUMNS` columns."""
        columns = [self.total(self.lines.counts[:, column]) for column in range(COLUMNS)]
        return np.stack(columns, axis=1)

    def tokens_on(self, lines: Mask) -> Mask:
        """Tokens on these lines (a mask)."""
        edges = np.zeros(len(self.tokens.start) + 1, np.int32)
        np.add.at(edges, self.lines.token[lines], 1)
        np.add.at(edges, self.lines.token_end[lines], -1)
        return np.asarray(np.cumsum(edges[:-1]) > 0)

    @cached_property
    def filled(self) -> Mask:
        """Lines that are not blank."""
        return np.asarray(self.lines.first != 0)

    @cached_property
    def ends_sentence(self) -> Mask:
        """Lines whose last character ends a sentence or a quotation."""
        return np.isin(self.lines.last, SENTENCE_ENDS)

    @cached_property
    def bulleted(self) -> Mask:
        """Lines that begin with a bullet or a number, and a space behind it."""
        first = np.minimum(self.lines.token, max(len(self.tokens.start) - 2, 0))
        if not len(self.tokens.start):
            return np.zeros(len(self.lines), np.bool_)
        following = np.minimum(first + 1, len(self.tokens.start) - 1)
        spaced = (self.tokens.shape[following] & SPACED) > 0
        bullet = np.isin(self.lines.first, BULLETS) & spaced
        numbered = (self.tokens.kind[first] == NUMBER) & np.isin(
            self.codes[self.tokens.start[following]], [ord("."), ord(")")]
        )
        more = self.lines.token_end - self.lines.token > 1
        return np.asarray((bullet | numbered) & more)

    @cached_property
    def heading(self) -> Mask:
        """Lines marked as a heading in Markdown."""
        return np.asarray(self.lines.first == ord("#"))

    @cached_property
    def code(self) -> Mask:
        """Lines of a fenced code block, the fences included; an unclosed fence opens nothing."""
        fences = self._fences()
        if not fences.any():
            return fences
        total = self.total(fences).astype(np.int64)
        before = np.cumsum(fences) - np.repeat(
            np.concatenate(([0], np.cumsum(total)[:-1])),
            np.bincount(self.lines.article, minlength=len(self)),
        )
        unclosed = (before == total[self.lines.article]) & (before % 2 == 1)
        return np.asarray(fences | ((before % 2 == 1) & ~unclosed))

    def _fences(self) -> Mask:
        tick = (self.lines.first == ord("`")) | (self.lines.first == ord("~"))
        fences = np.zeros(len(self.lines), np.bool_)
        marked = np.flatnonzero(tick)
        token = self.lines.token[marked]
        fences[marked] = self.tokens.end[token] - self.tokens.start[token] >= 3
        return fences

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
    def article_of_token(self) -> Ints:
        """The article of each token."""
        starts = self.article_start[1:-1]
        return np.searchsorted(starts, self.tokens.start, side="right").astype(np.int32)
