"""The curves that the pictures show, as few enough points to be written down."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from training.evaluation.bootstrap import Estimate
from training.evaluation.figures import BINS, Vector, calibration_bin
from training.evaluation.judged import Judged
from training.evaluation.resampled import RELIABLE

FEWEST_LOST = 1e-3
POINTS = 121


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Points of three curves.

    `roc` has pairs of the share of good articles lost and the share of others caught; it begins at
    one in a thousand, or one of the good articles if that is more. `precision_recall` has triples
    of quality, the share of the others below it, and the share of others among all below it.
    `reliability` has a bin of quality each.
    """

    roc: tuple[tuple[float, float], ...] = ()
    precision_recall: tuple[tuple[float, float, float], ...] = ()
    reliability: tuple["Bin", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Articles of about the same quality: how many, their mean quality, the share that is good.

    Mean and share are weighted so that good articles and others count alike.
    """

    articles: int
    quality: float
    good: Estimate


def curves(judged: Judged, estimates: Mapping[str, Estimate]) -> Curves:
    """Return the points; none where a label is missing."""
    if judged.good.all() or not judged.good.any():
        return Curves()
    good, others = np.sort(judged.quality[judged.good]), np.sort(judged.quality[~judged.good])
    return Curves(
        roc=_roc(good, others),
        precision_recall=_precision_recall(good, others),
        reliability=_reliability(judged, estimates),
    )


def _roc(good: Vector, others: Vector) -> tuple[tuple[float, float], ...]:
    """Return the recall at shares that are even steps on a logarithmic axis, by `threshold`'s rule.

    Both are in order of quality.
    """
    lost = np.geomspace(max(FEWEST_LOST, 1 / len(good)), 1.0, POINTS)
    reached = np.arange(1, len(good) + 1) / len(good)
    cut = good[np.searchsorted(reached, lost, side="right").clip(max=len(good) - 1)]
    recall = np.searchsorted(others, cut, side="left") / len(others)
    return tuple(zip(lost.tolist(), recall.tolist(), strict=True))


def _precision_recall(good: Vector, others: Vector) -> tuple[tuple[float, float, float], ...]:
    """Return points at even steps of recall."""
    steps = np.unique(np.linspace(0, len(others) - 1, POINTS).astype(np.intp))
    cut = np.unique(others[steps])
    caught = np.searchsorted(others, cut, side="right")
    precision = caught / (caught + np.searchsorted(good, cut, side="right"))
    recall = caught / len(others)
    return tuple(zip(cut.tolist(), recall.tolist(), precision.tolist(), strict=True))


def _reliability(judged: Judged, estimates: Mapping[str, Estimate]) -> tuple[Bin, ...]:
    good = judged.good
    weight = np.where(good, 1 / good.sum(), 1 / (~good).sum())
    place = calibration_bin(judged.quality)
    articles = np.bincount(place, minlength=BINS)
    mean = np.bincount(place, weight * judged.quality, BINS)
    total = np.bincount(place, weight, BINS)
    return tuple(
        Bin(
            articles=int(articles[each]),
            quality=float(mean[each] / total[each]),
            good=estimates[f"{RELIABLE}{each}"],
        )
        for each in np.flatnonzero(articles)
    )
