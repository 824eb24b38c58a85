"""Which hits of a phrase count: near the end, on a short line, at its beginning.

Each is a function from the lexeme arrays and the hits to a mask over the hits.
"""

from collections.abc import Callable

import numpy as np

from detector.arrays import (
    CAPITAL,
    NUMBERS,
    OPENS_SENTENCE,
    PUNCTUATION,
    WORD,
    WORDS,
    Ints,
    Mask,
    PhraseHits,
    stretches,
)
from detector.characters import among
from detector.lexemes import Lexemes

QUOTES = among("\"'“”„‘’«»")

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
        whole = lexemes.count(WORDS)[hits.line] + lexemes.count(NUMBERS)[hits.line]
        return np.asarray(_words(lexemes, hits.first, hits.last + 1) >= share * whole)

    return holds


def titled() -> Where:
    """Every word of the phrase begins with a capital, and no punctuation stands between them."""

    def holds(lexemes: Lexemes, hits: PhraseHits) -> Mask:
        if not len(hits.line):
            return np.zeros(0, np.bool_)
        tokens, (token, begin) = lexemes.tokens, stretches(hits.first, hits.last + 1)
        lower = (tokens.kind[token] == WORD) & ((tokens.shape[token] & CAPITAL) == 0)
        return ~np.logical_or.reduceat(lower | (tokens.kind[token] == PUNCTUATION), begin)

    return holds


def unquoted() -> Where:
    """No quotation mark opens right before the phrase."""

    def holds(lexemes: Lexemes, hits: PhraseHits) -> Mask:
        start = lexemes.tokens.start[hits.first]
        quoted = QUOTES.take(lexemes.codes[np.maximum(start - 1, 0)], mode="clip")
        return np.asarray(~quoted | (start == lexemes.lines.start[hits.line]))

    return holds


def outside_quotes() -> Where:
    """No quotation is open at the phrase, counting quotation marks from the line's beginning."""

    def holds(lexemes: Lexemes, hits: PhraseHits) -> Mask:
        before, begun = (
            np.searchsorted(lexemes.double_quotes, token)
            for token in (hits.first, lexemes.lines.token[hits.line])
        )
        return np.asarray((before - begun) % 2 == 0)

    return holds


def no_sentence() -> Where:
    """The hit's line does not end as a sentence does."""
    return lambda lexemes, hits: ~lexemes.ends_sentence[hits.line]


def opens_line() -> Where:
    """The phrase is the first thing said on its line; bullets and other markup may stand before."""
    return lambda lexemes, hits: _words(lexemes, lexemes.lines.token[hits.line], hits.first) == 0


def opens_sentence() -> Where:
    """The phrase begins a sentence or a line."""
    return lambda lexemes, hits: (lexemes.tokens.shape[hits.first] & OPENS_SENTENCE) > 0


def _words(lexemes: Lexemes, first: Ints, end: Ints) -> Ints:
    """Count the words and numbers among the tokens `first` to `end`, the latter exclusive."""
    return np.asarray(lexemes.spoken[end] - lexemes.spoken[first])
