"""Turns scores into probabilities, and quality into operating points.

Both are learned from scores of articles whose group was not trained on. Calibration is Platt's
logistic map (Platt, Probabilistic Outputs for Support Vector Machines, 1999), weighted so that
half of the articles are good: that is the mix at which a quality of 0.9 means nine in ten.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from detector.model import OperatingPoint

Vector = npt.NDArray[np.float64]
POINTS = {"strict": 0.05, "balanced": 0.01, "lenient": 0.001}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The logit of the quality is `slope * score + shift`."""

    slope: float
    shift: float

    def quality(self, score: Vector) -> Vector:
        """Turn scores into qualities, 0..1."""
        return chance(self.slope * score + self.shift)


def chance(logit: Vector) -> Vector:
    """Turn logits into probabilities."""
    return np.asarray(expit(logit))


def calibrate(score: Vector, good: npt.NDArray[np.bool_], weight: Vector) -> Calibration:
    """Fit Platt's map."""
    model = LogisticRegression(C=1e6)
    model.fit(score[:, np.newaxis], good, weight)
    return Calibration(slope=float(model.coef_[0, 0]), shift=float(model.intercept_[0]))


def threshold(quality: Vector, weight: Vector, lost: float) -> float:
    """Quality below which the share `lost` of the (good) articles lies."""
    order = np.argsort(quality, kind="stable")
    below = np.cumsum(weight[order]) / weight.sum()
    return float(
        quality[order][np.searchsorted(below, lost, side="right").clip(max=len(order) - 1)]
    )


def operating_points(
    quality: Vector, good: npt.NDArray[np.bool_], weight: Vector
) -> Mapping[str, OperatingPoint]:
    """Choose the thresholds, and say what share of the other articles each catches."""
    points = {}
    for name, lost in POINTS.items():
        cut = threshold(quality[good], weight[good], lost)
        caught = weight[~good & (quality < cut)].sum() / weight[~good].sum()
        points[name] = OperatingPoint(threshold=cut, lost=lost, recall=float(caught))
    return points
