"""How well the lines that were kept are the lines of the article: the measure of the line model.

A page has a precision, the share of the kept words that are the article's, and a recall, the share
of the article's words that were kept. Words count, not lines, so that a menu of forty entries does
not outweigh the lead; and every page counts the same, so that a long one does not outweigh ten.
F1 is that of the two averages, not the average of the pages' own.

Arrays of lines have an entry for each line of all pages, one page after another; arrays of pages
one for each page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detector.arrays import NUMBERS, WORDS
from detector.lexing import lex
from detector.lines.cleaned import Cleaned
from detector.traits import compiled
from training.evaluation.bootstrap import RESAMPLES, Estimate, draws, interval
from training.evaluation.figures import Flags, Vector
from training.evaluation.judged import Whole

# Lines that a reader may count to either side: those inside the article's box, and its standfirst.
UNCOUNTED = frozenset(("inner", "standfirst"))


@dataclass(frozen=True, kw_only=True)
class PageScores:
    """Precision and recall (0..1) of each page that has an article; `page` is its number."""

    page: Whole
    precision: Vector
    recall: Vector

    def __len__(self) -> int:
        """Return how many pages were scored."""
        return len(self.page)

    def where(self, chosen: Flags) -> "PageScores":
        """Return only the pages for which `chosen` holds, an entry for each page scored."""
        return PageScores(
            page=self.page[chosen], precision=self.precision[chosen], recall=self.recall[chosen]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What some pages show together (0..1); the values are None where there is no page."""

    pages: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


def words(lines: Sequence[str]) -> Vector:
    """Count the words and numbers of each line; an ideograph or a kana is one word."""
    lexemes = lex(lines, compiled().tables)
    return lexemes.total(lexemes.count(WORDS) + lexemes.count(NUMBERS))


def kept_lines(lines: Sequence[str], cleaned: Cleaned) -> Flags:
    """Say of each line whether half of its visible characters were left; a blank line is not kept.

    `cleaned` is what cleaning made of the lines, joined with line breaks.
    """
    text = "\n".join(lines)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    line = np.cumsum(codes == ord("\n"))
    visible = np.array([not character.isspace() for character in text], np.bool_)
    left = visible.copy()
    for residue in cleaned.residue:
        if not residue.replacement:
            left[residue.start : residue.end] = False
    size, rest = (np.bincount(line[shown], minlength=len(lines)) for shown in (visible, left))
    return np.asarray((rest * 2 >= size) & (size > 0))


def score(*, keep: Flags, gold: Flags, words: Vector, page: Whole, counted: Flags) -> PageScores:
    """Score each page whose article has words.

    Arrays of lines: which were kept, which are the article, how many words each has, the number
    of its page (from 0), and whether it counts at all. Where nothing is kept, or nothing of what
    is kept is the article, precision is 0.
    """
    weight = words * counted
    pages = int(page.max(initial=-1)) + 1
    kept, wanted, right = (
        np.bincount(page, weight * lines, pages) for lines in (keep, gold, keep & gold)
    )
    known = np.flatnonzero(wanted)
    return PageScores(
        page=known,
        precision=right[known] / np.maximum(kept[known], 1),
        recall=right[known] / wanted[known],
    )


def f1(precision: npt.ArrayLike, recall: npt.ArrayLike) -> Vector:
    """Return the harmonic mean, 0 where both are 0."""
    first, second = np.asarray(precision, np.float64), np.asarray(recall, np.float64)
    total = first + second
    return np.asarray(2 * first * second / np.where(total > 0, total, 1))


def measured(
    scores: PageScores, site: Whole | None = None, *, resamples: int = RESAMPLES
) -> Measured:
    """Average the pages, with 95 % intervals by bootstrap.

    `site` is an array of all pages, also of those that were not scored: pages of one site are
    drawn together, since they are alike. Without it each page is a site of its own. A single site
    has no interval.
    """
    if not len(scores):
        none = Estimate(value=None)
        return Measured(pages=0, precision=none, recall=none, f1=none)
    sums = _sums(scores, scores.page if site is None else site[scores.page])
    whole = _figures(sums.sum(axis=0, keepdims=True))
    many = len(sums) > 1
    drawn = np.hstack(list(_drawn(sums, len(scores), resamples))) if many else whole[:, :0]
    precision, recall, both = (
        _estimate(float(value[0]), resampled) for value, resampled in zip(whole, drawn, strict=True)
    )
    return Measured(pages=len(scores), precision=precision, recall=recall, f1=both)


def by_group(
    scores: PageScores,
    names: Sequence[str],
    site: Whole | None = None,
    *,
    resamples: int = RESAMPLES,
) -> dict[str, Measured]:
    """Measure each group of pages, the one with most pages first; `names` has one for every page.

    Groups of which no page was scored are left out.
    """
    name = np.array(names, object)[scores.page]
    groups = {each: scores.where(name == each) for each in sorted(set(name))}
    order = sorted(groups, key=lambda each: -len(groups[each]))
    return {each: measured(groups[each], site, resamples=resamples) for each in order}


def _sums(scores: PageScores, site: Whole) -> Vector:
    """Add up precision, recall and pages of each site: a row a site."""
    members, place = np.unique(site, return_inverse=True)
    columns = (scores.precision, scores.recall, np.ones(len(scores)))
    return np.array([np.bincount(place, each, len(members)) for each in columns], np.float64).T


def _drawn(sums: Vector, pages: int, resamples: int) -> Iterator[Vector]:
    for times in draws(len(sums), pages, resamples):
        yield _figures(times @ sums)


def _figures(sums: Vector) -> Vector:
    """Return precision, recall and F1, a row each, of sums over pages: a row a resample."""
    precision, recall = sums[:, 0] / sums[:, 2], sums[:, 1] / sums[:, 2]
    return np.stack([precision, recall, f1(precision, recall)])


def _estimate(value: float, resampled: Vector) -> Estimate:
    low, high = interval(resampled) or (None, None)
    return Estimate(value=value, low=low, high=high)
