"""Which hits of a phrase count: near the end, on a short line, at its beginning.

Each is a function from the lexeme arrays and the hits to a mask over the hits.
"""

from collections.abc import Callable

import numpy as np

from detector.lexemes import (
    CAPITAL,
    OPENS_SENTENCE,
    PUNCTUATION,
    WORD,
    WORDS,
    Lexemes,
    Mask,
    PhraseHits,
)

QUOTES = [ord(character) for character in "\"'“”„‘’«»"]
DOUBLE_QUOTES = [ord(character) for character in '"“”„«»']

Where = Callable[[Lexemes, PhraseHits], Mask]


def anywhere(_: Lexemes, hits: PhraseHits) -> Mask:
    """Every hit counts."""
    return np.ones(len(hits.line), np.bool_)


def any_of(*conditions: Where) -> Where:
    """At least one of the conditions holds."""
    return lambda lexemes, hits: np.any([each(lexemes, hits) for each in conditions], axis=0)


def all_of(*conditions: Where) -> Where:
    """All of the conditions hold."""
    return lambda lexemes, hits: np.all([each(lexemes, hits) for each in conditions], axis=0)


def near_end(share: float = 0.2) -> Where:
    """The hit lies in the last `share` of the article's characters."""

    def holds(lexemes: Lexemes, hits: PhraseHits) -> Mask:
        article = lexemes.lines.article[hits.line]
        first, last = (edge[article] for edge in lexemes.extent)
        return np.asarray(lexemes.tokens.start[hits.first] >= last - share * (last - first))

    return holds


def short_line(words: int) -> Where:
    """The hit's line has no more than `words` words."""
    return lambda lexemes, hits: lexemes.count(WORDS)[hits.line] <= words


def own_line(more: int = 0) -> Where:
    """The hit's line has at most `more` tokens beside the phrase, markup and marks included."""

    def holds(lexemes: Lexemes, hits: PhraseHits) -> Mask:
        tokens = lexemes.lines.token_end[hits.line] - lexemes.lines.token[hits.line]
        return np.asarray(tokens - (hits.last - hits.first + 1) <= more)

    return holds


def long_phrase(words: int) -> Where:
    """The phrase has at least `words` words."""
    return lambda lexemes, hits: _words(lexemes, hits.first, hits.last + 1) >= words


def covers(share: float) -> Where:
    """The phrase is at least `share` of the words and numbers on its line."""

    def holds(lexemes: Lexemes, hits: PhraseHits) -> Mask:
        lines = lexemes.lines
        whole = _words(lexemes, lines.token[hits.line], lines.token_end[hits.line])
        return np.asarray(_words(lexemes, hits.first, hits.last + 1) >= share * whole)

    return holds


def titled() -> Where:
    """Every word of the phrase begins with a capital, and no punctuation stands between them."""

    def holds(lexemes: Lexemes, hits: PhraseHits) -> Mask:
        tokens = lexemes.tokens
        lower = (tokens.kind == WORD) & ((tokens.shape & CAPITAL) == 0)
        broken = np.concatenate(([0], np.cumsum(lower | (tokens.kind == PUNCTUATION))))
        return np.asarray(broken[hits.last + 1] == broken[hits.first])

    return holds


def unquoted() -> Where:
    """No quotation mark opens right before the phrase."""

    def holds(lexemes: Lexemes, hits: PhraseHits) -> Mask:
        start = lexemes.tokens.start[hits.first]
        quoted = np.isin(lexemes.codes[np.maximum(start - 1, 0)], QUOTES)
        return np.asarray(~quoted | (start == lexemes.lines.start[hits.line]))

    return holds


def outside_quotes() -> Where:
    """No quotation is open at the phrase, counting quotation marks from the line's beginning."""

    def holds(lexemes: Lexemes, hits: PhraseHits) -> Mask:
        marks = np.isin(lexemes.codes[lexemes.tokens.start], DOUBLE_QUOTES)
        before = np.concatenate(([0], np.cumsum(marks)))
        opened = before[hits.first] - before[lexemes.lines.token[hits.line]]
        return np.asarray(opened % 2 == 0)

    return holds


def no_sentence() -> Where:
    """The hit's line does not end as a sentence does."""
    return lambda lexemes, hits: ~lexemes.ends_sentence[hits.line]


def opens_line() -> Where:
    """The phrase is the first thing said on its line; bullets and other markup may stand before."""
    return lambda lexemes, hits: _first_word(lexemes, hits.line) == hits.first


def opens_sentence() -> Where:
    """The phrase begins a sentence or a line."""
    return lambda lexemes, hits: (lexemes.tokens.shape[hits.first] & OPENS_SENTENCE) > 0


def _first_word(lexemes: Lexemes, lines: np.ndarray) -> np.ndarray:
    """Token of the first word or number of each line (the line's end where there is none)."""
    speaks = np.append(lexemes.tokens.kind <= 2, True)
    following = np.where(speaks, np.arange(len(speaks)), len(speaks))
    following = np.minimum.accumulate(following[::-1])[::-1]
    return np.asarray(following[lexemes.lines.token[lines]])


def _words(lexemes: Lexemes, first: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Count the words and numbers among the tokens `first` to `end`, the latter exclusive."""
    before = np.concatenate(([0], np.cumsum(lexemes.tokens.kind <= 2)))
    return np.asarray(before[end] - before[first])
