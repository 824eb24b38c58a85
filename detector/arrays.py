"""The lexer's arrays, and what the numbers in them mean.

All positions are code points of the batch's joined text; see `detector.lexemes.Lexemes`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detector import characters

Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trie:
    """Phrases, word by word: `entries` is a table of `detector.hashing.hash_table`.

    Its keys are hashes of word sequences, its values `2 * (phrase + 1)`, plus one where longer
    phrases begin so. `alone` and `pairs` are sieves of its phrases of one word, and of the first
    two words of others.
    """

    entries: npt.NDArray[np.uint64]
    alone: npt.NDArray[np.uint64]
    pairs: npt.NDArray[np.uint64]


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What the traits and the lexicon tell the lexer to look for.

    `triggers` has a bit for each trigger character, by code point below U+10000; `words` is a
    table of `detector.hashing.tier_table`.
    """

    triggers: npt.NDArray[np.uint64]
    trie: Trie
    words: npt.NDArray[np.uint32]
    lists: Mapping[str, Mask] = field(default_factory=dict)

    @cached_property
    def membership(self) -> tuple[Ints, Ints]:
        """The lists of phrase `p`, by number: entries `bounds[p]:bounds[p + 1]` of the second."""
        members = np.stack(list(self.lists.values()), axis=1)
        phrase, number = np.nonzero(members)
        bounds = np.searchsorted(phrase, np.arange(len(members) + 1))
        return bounds.astype(np.int32), number.astype(np.int32)

    @cached_property
    def glyphs(self) -> npt.NDArray[np.uint32]:
        """Class, trigger bit and fold of each code point below U+10000, as the lexer wants them."""
        classes, folds = characters.tables()
        packed = classes | ((self.triggers != 0) << 4).astype(np.uint32) | folds << np.uint32(16)
        return np.asarray(packed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Words, numbers, addresses, and runs of one punctuation or markup character."""

    start: Ints
    end: Ints
    hash: npt.NDArray[np.uint32]
    kind: npt.NDArray[np.uint8]
    shape: npt.NDArray[np.uint8]
    tier: npt.NDArray[np.uint8]

    def without(self, first: Ints, end: Ints) -> "Tokens":
        """All but some stretches, in order: from token `first[i]` to before `end[i]`."""
        begins, ends = [0, *end.tolist()], [*first.tolist(), len(self.start)]
        pieces = [slice(*edges) for edges in zip(begins, ends, strict=True) if edges[0] < edges[1]]
        return Tokens(
            **{
                name: np.concatenate([array[:0], *map(array.__getitem__, pieces)])
                for name in self.__slots__
                for array in [getattr(self, name)]
            }
        )


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

    def at(self, places: npt.NDArray[np.intp]) -> "Lines":
        """Only the lines at these places."""
        return Lines(**{name: getattr(self, name).take(places, axis=0) for name in self.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseHits:
    """Occurrences of phrases: which phrase, its first and last token, and its line."""

    phrase: Ints
    first: Ints
    last: Ints
    line: Ints

    def where(self, kept: Mask) -> "PhraseHits":
        """Only the hits for which `kept` holds."""
        return self.at(np.flatnonzero(kept))

    def at(self, places: slice | npt.NDArray[np.intp]) -> "PhraseHits":
        """Only the hits at these places."""
        return PhraseHits(**{name: getattr(self, name)[places] for name in self.__slots__})


def stretches(first: Ints, end: Ints) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Write out what lies from each `first` to before its `end`, and say where each one begins."""
    size = end.astype(np.int64) - first
    begin = np.cumsum(size) - size
    return np.arange(int(size.sum())) + np.repeat(first - begin, size), begin
