"""Words: how long, how varied, how common."""

import numpy as np

from detector import loops
from detector.arrays import (
    CAPITALISED,
    FUNCTION_WORDS,
    KNOWN_WORDS,
    WORD_LETTERS,
    WORDS,
    Floats,
    PhraseHits,
)
from detector.hashing import buffers
from detector.lexemes import Lexemes
from detector.traits.measures.rates import column_ratio, ratio
from detector.traits.shapes import Measure

WINDOW = 200  # words


def _type_token_ratio(lexemes: Lexemes, _: PhraseHits) -> Floats:
    words, different = np.empty((2, len(lexemes)), np.int32)
    slots = np.empty(1 << (4 * WINDOW).bit_length(), np.uint32)
    given = buffers(lexemes.tokens.hash, lexemes.tokens.kind, lexemes.article_token)
    loops.types(*given, WINDOW, *buffers(slots, words, different))
    return ratio(different, words)


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
