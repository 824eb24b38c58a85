"""Intervals by bootstrap over groups: what another draw of sites might have shown.

Articles of one site are alike, so that the sites are what was sampled, not the articles. A resample
draws as many groups as there are, with replacement, each with all its articles (the cluster
bootstrap: Field & Welsh, Bootstrapping clustered data, JRSS B 69, 2007); the interval lies between
percentiles of the resampled figures (Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
chapter 13). The draw depends on nothing but the number of groups: two models that judged the same
articles meet the same resamples, and the same articles always give the same intervals.

An error that chance can only enlarge, such as the calibration error, is a little larger in the
resamples than in the articles: its interval leans upwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.evaluation.figures import Vector

Matrix = npt.NDArray[np.float64]
RESAMPLES = 1000
SEED = 1979
SHARE = 0.95
CELLS = 2_000_000  # how many weights are held at once; bounds the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure and its 95 % interval; None where a label or groups are missing."""

    value: float | None
    low: float | None = None
    high: float | None = None


def draws(groups: int, articles: int, resamples: int = RESAMPLES) -> Iterator[Matrix]:
    """Yield how often each group was drawn: a row a resample, a column a group, some at a time."""
    random = np.random.default_rng(SEED)
    rows = max(1, CELLS // max(groups, articles))
    for first in range(0, resamples, rows):
        times = [_draw(random, groups) for _ in range(min(rows, resamples - first))]
        yield np.array(times, np.float64)


def _draw(random: np.random.Generator, groups: int) -> npt.NDArray[np.int64]:
    return np.bincount(random.integers(0, groups, groups), minlength=groups)


def interval(resampled: Vector) -> tuple[float, float] | None:
    """Return the middle 95 % of the resampled figures, without those that were undefined.

    A resample that drew no good article, or no other, has no recall. None if all are undefined.
    """
    defined = resampled[np.isfinite(resampled)]
    if not len(defined):
        return None
    low, high = np.quantile(defined, [(1 - SHARE) / 2, (1 + SHARE) / 2])
    return float(low), float(high)
