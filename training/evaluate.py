"""How good scores are: what is caught when a given share of the good articles is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

from detector.detect import Detector
from detector.verdict import Label, Verdict
from training.calibrate import threshold
from training.datasets import Labelled

Vector = npt.NDArray[np.float64]
LOST = (0.001, 0.01, 0.05)
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Area under the ROC curve; recall at each share of good articles lost; calibration error.

    `recall` is the share of the articles that are not good whose quality is below that of all but
    the given share of the good ones. `calibration_error` is the expected calibration error in ten
    bins of equal width (Naeini et al., 2015), with good and other articles weighted alike.
    """

    auc: float
    recall: Mapping[str, float]
    calibration_error: float


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What a detector does on labelled articles."""

    figures: Figures
    at_threshold: Mapping[str, float]
    by_source: Mapping[str, Mapping[str, float]]
    false_alarms: Mapping[str, float]
    articles: int

    def to_dict(self) -> dict[str, Any]:
        """Return all figures as plain data."""
        return asdict(self)


def figures(quality: Vector, good: npt.NDArray[np.bool_], weight: Vector | None = None) -> Figures:
    """Measure qualities against labels; both labels must be there."""
    weights = np.ones(len(quality)) if weight is None else weight
    cuts = {share: threshold(quality[good], weights[good], share) for share in LOST}
    low = weights[~good] / weights[~good].sum()
    recall = {f"{share:g}": float(low[quality[~good] < cut].sum()) for share, cut in cuts.items()}
    return Figures(
        auc=float(roc_auc_score(good, quality, sample_weight=weights)),
        recall=recall,
        calibration_error=_calibration_error(quality, good, weights),
    )


def evaluate(articles: Sequence[Labelled], detector: Detector, *, jobs: int = 1) -> Evaluation:
    """Score labelled articles and compare; unsure ones keep their quality, and are counted."""
    verdicts = list(detector.score_many((article.text for article in articles), jobs=jobs))
    quality = np.array([verdict.quality for verdict in verdicts])
    good = np.array([article.good for article in articles])
    return Evaluation(
        figures=figures(quality, good),
        at_threshold=_at_threshold(verdicts, good),
        by_source=_by_source(articles, verdicts),
        false_alarms=_false_alarms(verdicts, good),
        articles=len(articles),
    )


def _calibration_error(quality: Vector, good: npt.NDArray[np.bool_], weights: Vector) -> float:
    even = weights / np.where(good, weights[good].sum(), weights[~good].sum()) / 2
    place = np.minimum((quality * BINS).astype(np.int64), BINS - 1)
    gap = np.bincount(place, even * (quality - good), BINS)
    return float(np.abs(gap).sum())


def _at_threshold(verdicts: Sequence[Verdict], good: npt.NDArray[np.bool_]) -> dict[str, float]:
    low = np.array([verdict.label is Label.LOW for verdict in verdicts])
    unsure = np.array([verdict.label is Label.UNSURE for verdict in verdicts])
    return {
        "good_lost": float(low[good].mean()),
        "others_caught": float(low[~good].mean()),
        "unsure": float(unsure.mean()),
    }


def _by_source(
    articles: Sequence[Labelled], verdicts: Sequence[Verdict]
) -> dict[str, dict[str, float]]:
    keys = [f"{article.source} ({article.kind})" for article in articles]
    low = np.array([verdict.label is Label.LOW for verdict in verdicts])
    quality = np.array([verdict.quality for verdict in verdicts])
    table = {}
    for key in sorted(set(keys)):
        rows = np.array([each == key for each in keys])
        table[key] = {
            "articles": float(rows.sum()),
            "low": float(low[rows].mean()),
            "median_quality": float(np.median(quality[rows])),
        }
    return table


def _false_alarms(verdicts: Sequence[Verdict], good: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Share of the good articles on which each trait was found."""
    counts: dict[str, int] = {}
    for verdict, is_good in zip(verdicts, good, strict=True):
        for trait in verdict.traits if is_good else ():
            counts[trait] = counts.get(trait, 0) + 1
    return {name: counts[name] / int(good.sum()) for name in sorted(counts)}
