"""Words and phrases that are said again within few words, or on one line."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from detector import loops
from detector.arrays import (
    FUNCTION,
    KNOWN_WORDS,
    MARKUP,
    MARKUPS,
    PIPES,
    PUNCTUATION,
    SPACED,
    WORDS,
    Ints,
    Mask,
)
from detector.characters import among
from detector.hashing import buffers
from detector.lexemes import Lexemes
from detector.lexicon import word_list
from detector.traits.tables import word_hashes

SHORT = 3  # letters of a word that counts
PAIR = 0x9E3779B1  # odd: "shed garden" is not "garden shed"
# Small words of which a search may be made: "near me", "how to". It may hold no others.
SEARCHED = {"for", "my", "in", "me", "us", "new", "good", "most", "how", "to", "up", "at", "your"}
CLAUSE = frozenset(word_list("function_words")) - SEARCHED
APART = among(" \t\n\r,;|")
BUCKETS = 1 << 8  # of words by their hash


def crowds(lexemes: Lexemes, kinds: Sequence[tuple[int, int, int]]) -> tuple[Ints, Ints]:
    """Find the first and last words of phrases that crowd a passage of running text.

    Each of `kinds` says how many words the phrase has, how often it must be said, and within how
    many words.
    """
    tokens, lines = lexemes.tokens, lexemes.lines
    given = (
        lexemes.codes, lexemes.article_start, tokens.start, tokens.end, tokens.hash, tokens.kind,
        tokens.shape, tokens.tier, lexemes.article_token, lines.token, lines.token_end,
        lines.article, _in_prose(lexemes), np.array(kinds, np.int32),
    )  # fmt: skip
    longest = int(np.diff(lexemes.article_token).max(initial=0)) + 1
    word, place, before = np.empty((3, longest), np.int32)
    scratch = (word, place, before, np.empty(longest, np.uint8), np.empty(BUCKETS, np.int32))
    room = 1 << 12
    while True:
        first, last = np.empty((2, room), np.int32)
        count = loops.crowds(*buffers(*given, *scratch, first, last))
        if count <= room:
            return first[:count], last[:count]
        room = count


def _in_prose(lexemes: Lexemes) -> Ints:
    """Lines of English running text."""
    words = lexemes.count(WORDS)
    prose = (words >= 8) & (lexemes.count(PIPES) == 0) & ~lexemes.set_apart
    prose &= (lexemes.count(KNOWN_WORDS) >= 0.7 * words) & (8 * lexemes.count(MARKUPS) <= words)
    return np.flatnonzero(prose).astype(np.int32)


def says_again(lexemes: Lexemes, lines: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Those of `lines` that say a word four times or two in a row three times.

    Without that, no list is stuffed. Marks do not count, nor do small words that stand alone, but
    for those of a search.
    """
    tokens, held = lexemes.tokens, lexemes.tokens_of(lines)
    line = lexemes.line_of_token[held].astype(np.int64) << 32
    follows = np.flatnonzero((held[1:] == held[:-1] + 1) & (line[1:] == line[:-1]))
    follows = follows[tokens.shape[held[follows + 1]] & SPACED > 0]
    pair = tokens.hash[held[follows]] * np.uint32(PAIR) ^ tokens.hash[held[follows + 1]]
    mark = (tokens.kind[held] == PUNCTUATION) | (tokens.kind[held] == MARKUP)
    kept = np.flatnonzero(~mark | (tokens.end[held] - tokens.start[held] >= SHORT))
    kept = kept[~_small(lexemes, held[kept])]
    words = _said(line[kept] | tokens.hash[held[kept]], 4)
    return np.union1d(words, _said(line[follows] | pair, 3))


def _said(keys: npt.NDArray[np.int64], times: int) -> npt.NDArray[np.int64]:
    """The lines, above bit 31 of a key, on which one key stands so many times."""
    keys.sort()
    again = keys[times - 1 :] == keys[: max(len(keys) - times + 1, 0)]
    return np.asarray(keys[times - 1 :][again] >> 32)


def _small(lexemes: Lexemes, words: npt.NDArray[np.int64]) -> Mask:
    """Small words as `CLAUSE` has them: between spaces or separators, no curly contraction."""
    tokens, codes = lexemes.tokens, lexemes.codes
    small = tokens.tier[words] == FUNCTION
    words = words[small]
    start, end = tokens.start[words], tokens.end[words]
    before, after = codes[np.maximum(start - 1, 0)], codes[np.minimum(end, len(codes) - 1)]
    alone = APART.take(before, mode="clip") & APART.take(after, mode="clip")
    for back in (2, 3):
        alone &= codes[np.maximum(end - back, 0)] != ord("’")
    small[small] = alone & ~np.isin(tokens.hash[words], _searched())
    return np.asarray(small)


@cache
def _searched() -> npt.NDArray[np.uint32]:
    return np.array(word_hashes(sorted(SEARCHED)), np.uint32)
