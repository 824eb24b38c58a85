"""How good scores are: what is caught when a given share of the good articles is lost."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

from training.calibrate import threshold

Vector = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
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


def figures(quality: Vector, good: Flags, weight: Vector | None = None) -> Figures:
    """Measure qualities against labels; both labels must be there."""
    weights = np.ones(len(quality)) if weight is None else weight
    cuts = {share: threshold(quality[good], weights[good], share) for share in LOST}
    others, low = weights[~good], quality[~good]
    recall = {
        f"{share:g}": float(others[low < cut].sum() / others.sum()) for share, cut in cuts.items()
    }
    return Figures(
        auc=float(roc_auc_score(good, quality, sample_weight=weights)),
        recall=recall,
        calibration_error=_calibration_error(quality, good, weights),
    )


def calibration_bin(quality: Vector) -> npt.NDArray[np.int64]:
    """Return the number of the bin that each quality falls in; 1.0 falls in the last."""
    return np.minimum((quality * BINS).astype(np.int64), BINS - 1)


def _calibration_error(quality: Vector, good: Flags, weights: Vector) -> float:
    even = weights / np.where(good, weights[good].sum(), weights[~good].sum()) / 2
    gap = np.bincount(calibration_bin(quality), even * (quality - good), BINS)
    return float(np.abs(gap).sum())
