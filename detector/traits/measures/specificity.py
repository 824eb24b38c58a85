"""Specificity: filler names nobody, quotes nobody and dates nothing. For each hundred words."""

from detector.arrays import NAMES, NUMBERS, QUOTES
from detector.traits.measures.rates import column_rate, phrase_rate
from detector.traits.shapes import Measure

MEASURES = (
    Measure(
        name="number_rate",
        doc="Numbers for each hundred words.",
        value=column_rate(NUMBERS),
        examples=[("They sold 12 of 40 boats", 50.0), ("They sold it", 0.0)],
    ),
    Measure(
        name="date_rate",
        doc="Names of months and days for each hundred words.",
        value=phrase_rate,
        lines="date",
        examples=[("It closed on Monday", 25.0), ("It closed", 0.0)],
    ),
    Measure(
        name="quotation_rate",
        doc="Quotations for each hundred words: half the number of double quotation marks.",
        value=column_rate(QUOTES, each=0.5),
        examples=[("“It is shut,” he said", 20.0), ("It is shut", 0.0)],
    ),
    Measure(
        name="attribution_rate",
        doc="Words that say who said it, for each hundred words: said, told, according to.",
        value=phrase_rate,
        lines="attribution",
        examples=[("It is shut, Okafor said", 20.0), ("It is shut", 0.0)],
    ),
    Measure(
        name="name_rate",
        doc="Capitalised words inside sentences for each hundred words.",
        value=column_rate(NAMES),
        examples=[("We met Anna in Oslo.", 40.0), ("We met.", 0.0)],
    ),
)
