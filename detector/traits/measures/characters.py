"""Characters: which classes they are of, as shares of what is visible. Markup is not counted."""

from detector.arrays import (
    DIGITS,
    LETTERS,
    OTHERS,
    PUNCTUATIONS,
    SYMBOLS,
    UPPERS,
    Floats,
    PhraseHits,
)
from detector.lexemes import Lexemes
from detector.traits.measures.rates import Value, column_ratio, ratio
from detector.traits.shapes import Measure

VISIBLE = [LETTERS, DIGITS, PUNCTUATIONS, SYMBOLS, OTHERS]


def _share(column: int) -> Value:
    def value(lexemes: Lexemes, _: PhraseHits) -> Floats:
        return ratio(lexemes.totals[:, column], lexemes.totals[:, VISIBLE].sum(axis=1))

    return value


MEASURES = (
    Measure(
        name="uppercase_share",
        doc="Share of the letters that are capitals.",
        value=column_ratio(UPPERS, LETTERS),
        examples=[("ABcd", 0.5), ("12", 0.0)],
    ),
    Measure(
        name="digit_share",
        doc="Share of digits.",
        value=_share(DIGITS),
        examples=[("ab 12", 0.5), ("**ab**", 0.0)],
    ),
    Measure(
        name="punctuation_share",
        doc="Share of punctuation.",
        value=_share(PUNCTUATIONS),
        examples=[("abc.", 0.25), ("**abc**", 0.0)],
    ),
    Measure(
        name="symbol_share",
        doc="Share of symbols, such as emoji and currency signs.",
        value=_share(SYMBOLS),
        examples=[("abc£", 0.25), ("abc", 0.0)],
    ),
)
