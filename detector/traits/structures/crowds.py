"""Words and phrases that are said again within few words."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detector.lexemes import (
    CAPITAL,
    FUNCTION,
    KNOWN_WORDS,
    MARKUPS,
    NUMBER,
    OPENS_SENTENCE,
    PIPES,
    WORD,
    WORDS,
    Ints,
    Lexemes,
    Mask,
)

SHORT = 3  # letters of a word that counts
APOSTROPHES = np.array([ord("'"), ord("’")], np.uint32)
BESIDE = np.array([ord(c) for c in ".`-_/@#=<>$&\\"], np.uint32)  # the first: only before
BITS = 18  # of a key, by which the phrases said once are sorted out first
PRIME = np.uint64(0x9E3779B97F4A7C15)


def crowds(
    lexemes: Lexemes, kinds: Sequence[tuple[int, int, int]]
) -> tuple[list[npt.NDArray[np.int32]], list[npt.NDArray[np.int32]]]:
    """Find the starts and ends of phrases that crowd a passage of running text.

    Each of `kinds` says how many words the phrase has, how often it must be said, and within how
    many words.
    """
    tokens = lexemes.tokens
    words = np.flatnonzero((tokens.kind == WORD) & _in_prose(lexemes)).astype(np.int32)
    article, content = lexemes.article_of_token[words], _content(lexemes, words)
    start, end = [], []
    for length, times, within in kinds:
        first = _crowded(tokens.hash[words], article, content, length, times, within)
        start.append(tokens.start[words[first]])
        end.append(tokens.end[words[first + length - 1]])
    return start, end


def _in_prose(lexemes: Lexemes) -> Mask:
    """Tokens on lines of English running text."""
    words = lexemes.count(WORDS)
    prose = (words >= 8) & (lexemes.count(PIPES) == 0)
    prose &= ~(lexemes.bulleted | lexemes.heading | lexemes.code)
    prose &= (lexemes.count(KNOWN_WORDS) >= 0.7 * words) & (8 * lexemes.count(MARKUPS) <= words)
    return lexemes.tokens_on(prose)


def _content(lexemes: Lexemes, words: Ints) -> Mask:
    """Words that a search may be made of: no small words, names, units or contractions."""
    tokens, shape = lexemes.tokens, lexemes.tokens.shape[words]
    content = (tokens.tier[words] != FUNCTION) & (tokens.end[words] - tokens.start[words] >= SHORT)
    content &= (shape & CAPITAL == 0) | (shape & OPENS_SENTENCE > 0)
    content[np.flatnonzero(content)] = ~_shortened(lexemes, words[content])
    content[np.flatnonzero(content)] = _bare(lexemes, words[content])
    before = np.maximum(words - 1, 0)
    same = lexemes.article_of_token[before] == lexemes.article_of_token[words]
    return np.asarray(content & ~((tokens.kind[before] == NUMBER) & same))


def _bare(lexemes: Lexemes, words: Ints) -> Mask:
    """Words with no mark of code, an address or a compound beside them."""
    codes = np.pad(lexemes.codes, 1)
    before, after = codes[lexemes.tokens.start[words]], codes[lexemes.tokens.end[words] + 1]
    first = lexemes.tokens.start[words] == lexemes.article_start[lexemes.article_of_token[words]]
    last = lexemes.tokens.end[words] == lexemes.article_start[lexemes.article_of_token[words] + 1]
    return np.asarray((first | ~np.isin(before, BESIDE)) & (last | ~np.isin(after, BESIDE[1:])))


def _shortened(lexemes: Lexemes, words: Ints) -> Mask:
    """Words with an apostrophe before their last two letters: "we're", "it's", "year's"."""
    ends = lexemes.tokens.end[words]
    return np.asarray(
        np.isin(lexemes.codes[np.stack([ends - 2, ends - 3])], APOSTROPHES).any(axis=0)
    )


def _crowded(
    hashes: npt.NDArray[np.uint32],
    article: Ints,
    content: Mask,
    length: int,
    times: int,
    within: int,
) -> npt.NDArray[np.int64]:
    """Places of the phrases of `length` words that are said too often too near."""
    count = max(len(hashes) - length + 1, 0)
    held = article[:count] == article[len(article) - count :]
    key = article[:count].astype(np.uint64)
    for step in range(length):
        key = key * PRIME + hashes[step : step + count]
        held &= content[step : step + count]
    place = np.flatnonzero(held)
    bucket = (key[place] >> np.uint64(64 - BITS)).astype(np.int64)
    place = place[(np.bincount(bucket, minlength=1 << BITS) >= times)[bucket]]
    place = place[np.argsort(key[place], kind="stable")]
    ahead = max(len(place) - times + 1, 0)
    last, first = place[len(place) - ahead :], place[:ahead]
    near = np.flatnonzero((key[last] == key[first]) & (last - first <= within))
    return np.unique(place[near[:, None] + np.arange(times)])
