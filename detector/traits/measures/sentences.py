"""Sentences: how long they are, and how uneven. People are less even than templates."""

from detector.arrays import (
    COMMAS,
    SENTENCE_SQUARES,
    SENTENCE_WORDS,
    SENTENCES,
    WORDS,
    Floats,
    PhraseHits,
)
from detector.lexemes import Lexemes
from detector.traits.measures.rates import column_rate, column_ratio, spread
from detector.traits.shapes import Measure


def _spread(lexemes: Lexemes, _: PhraseHits) -> Floats:
    columns = (SENTENCE_WORDS, SENTENCE_SQUARES, SENTENCES)
    return spread(*(lexemes.totals[:, column] for column in columns))


MEASURES = (
    Measure(
        name="words",
        doc="How many words the article has.",
        value=lambda lexemes, _: lexemes.totals[:, WORDS],
        examples=[("The port was closed.", 4.0), ("", 0.0)],
    ),
    Measure(
        name="sentence_length_mean",
        doc="Words in a sentence, on average; lines without an end, such as headings, are none.",
        value=column_ratio(SENTENCE_WORDS, SENTENCES),
        examples=[("A heading\nIt rained. We stayed at home.", 3.0), ("No end", 0.0)],
    ),
    Measure(
        name="sentence_length_spread",
        doc="How uneven the sentences are: standard deviation of their words over the mean.",
        value=_spread,
        examples=[("It rained. We stayed at home.", 1 / 3), ("It rained. It poured.", 0.0)],
    ),
    Measure(
        name="comma_rate",
        doc="Commas for each hundred words.",
        value=column_rate(COMMAS),
        examples=[("Bread, milk, eggs and tea", 40.0), ("Bread", 0.0)],
    ),
)
