"""The measures, in order: numbers about the whole article, a theme a module."""

from detector.traits.measures import (
    characters,
    layout,
    sentences,
    specificity,
    style,
    vocabulary,
)
from detector.traits.shapes import Measure

MEASURES: tuple[Measure, ...] = (
    *sentences.MEASURES,
    *layout.MEASURES,
    *characters.MEASURES,
    *vocabulary.MEASURES,
    *specificity.MEASURES,
    *style.MEASURES,
)
