"""Words: how long, how varied, how common."""

import numpy as np

from detector.lexemes import (
    CAPITALISED,
    FUNCTION_WORDS,
    KNOWN_WORDS,
    WORD,
    WORD_LETTERS,
    WORDS,
    Floats,
    Lexemes,
    PhraseHits,
)
from detector.traits.measures.rates import column_ratio, ratio
from detector.traits.shapes import Measure

WINDOW = 200  # words


def _type_token_ratio(lexemes: Lexemes, _: PhraseHits) -> Floats:
    words = np.flatnonzero(lexemes.tokens.kind == WORD)
    article = lexemes.article_of_token[words].astype(np.int64)
    place = np.arange(len(words)) - np.searchsorted(article, article)
    first = place < WINDOW
    keys = article[first] << 32 | lexemes.tokens.hash[words[first]]
    types = np.bincount(np.unique(keys) >> 32, minlength=len(lexemes))
    return ratio(types, np.bincount(article[first], minlength=len(lexemes)))


MEASURES = (
    Measure(
        name="word_length_mean",
        doc="Letters in a word, on average.",
        value=column_ratio(WORD_LETTERS, WORDS),
        examples=[("a tree", 2.5), ("", 0.0)],
    ),
    Measure(
        name="type_token_ratio",
        doc=f"Share of different words among the first {WINDOW}, so that length plays no part.",
        value=_type_token_ratio,
        examples=[("tea and tea and", 0.5), ("", 0.0)],
    ),
    Measure(
        name="stop_word_share",
        doc="Share of the words that hold sentences together: the, of, was.",
        value=column_ratio(FUNCTION_WORDS, WORDS),
        examples=[("the end of rain", 0.5), ("rain", 0.0)],
    ),
    Measure(
        name="known_word_share",
        doc="Share of the words that the lexicon knows; low in other languages than English.",
        value=column_ratio(KNOWN_WORDS, WORDS),
        examples=[("the rain", 1.0), ("xqzt the", 0.5)],
    ),
    Measure(
        name="capitalised_word_share",
        doc="Share of the words that begin with a capital.",
        value=column_ratio(CAPITALISED, WORDS),
        examples=[("The Port was closed", 0.5), ("rain", 0.0)],
    ),
)
