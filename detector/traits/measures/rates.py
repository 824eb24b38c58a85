"""The sums that measures are made of: ratios that are 0.0 where there is nothing to divide by."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from detector.arrays import WORDS, Floats, PhraseHits
from detector.lexemes import Lexemes

Value = Callable[[Lexemes, PhraseHits], Floats]


def ratio(part: npt.ArrayLike, whole: npt.ArrayLike) -> Floats:
    """Divide, for each article."""
    parts, wholes = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    return np.divide(parts, wholes, out=np.zeros(len(parts)), where=wholes > 0)


def column_ratio(part: int, whole: int) -> Value:
    """One count over another, as columns of the lexer's counts."""
    return lambda lexemes, _: ratio(lexemes.totals[:, part], lexemes.totals[:, whole])


def per_hundred_words(lexemes: Lexemes, count: npt.ArrayLike) -> Floats:
    """So many for each hundred words."""
    return ratio(100.0 * np.asarray(count), lexemes.totals[:, WORDS])


def column_rate(column: int, *, each: float = 1.0) -> Value:
    """Count a column for each hundred words; `each` is what one of them is worth."""
    return lambda lexemes, _: per_hundred_words(lexemes, each * lexemes.totals[:, column])


def phrase_rate(lexemes: Lexemes, hits: PhraseHits) -> Floats:
    """Phrases of the measure's list for each hundred words."""
    article = lexemes.lines.article[hits.line]
    return per_hundred_words(lexemes, np.bincount(article, minlength=len(lexemes)))


def line_share(holds: Callable[[Lexemes], npt.NDArray[np.bool_]]) -> Value:
    """Share of the lines that are not blank for which something holds."""
    return lambda lexemes, _: ratio(
        lexemes.total(holds(lexemes) & lexemes.filled), lexemes.filled_lines
    )


def spread(total: Floats, squares: Floats, number: Floats) -> Floats:
    """Return standard deviation over mean, from a sum, a sum of squares and how many there are."""
    mean = ratio(total, number)
    variance = np.maximum(ratio(squares, number) - mean**2, 0.0)
    return ratio(np.sqrt(variance), mean)
