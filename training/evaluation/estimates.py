"""Every figure with its interval, and what is missing where there is none."""

import math
from collections.abc import Mapping

from training.evaluation.bootstrap import Estimate, interval
from training.evaluation.figures import LOST, Vector, figures
from training.evaluation.judged import Judged
from training.evaluation.resampled import ALARM, recall_name, shares

OF_THE_GOOD = ("good_lost", ALARM)
OF_THE_OTHERS = ("others_caught",)
OF_ALL = ("unsure",)


def estimates(judged: Judged, resampled: Mapping[str, Vector]) -> dict[str, Estimate]:
    """Return each figure with its interval, by the names of `resampled`."""
    points = _points(judged)
    return {name: _estimate(judged, name, points[name], resampled[name]) for name in points}


def missing(judged: Judged) -> tuple[str, ...]:
    """Say which figures or intervals there cannot be, and what to add."""
    labels = {"good": judged.good, "low": ~judged.good}
    return tuple(
        note for label, rows in labels.items() for note in _notes(label, judged.spread(rows))
    )


def _notes(label: str, groups: int) -> list[str]:
    if groups == 0:
        return [
            f"No article is labelled {label}: the area under the curve, the recalls and the "
            f"calibration error need both labels. Add articles labelled {label}."
        ]
    if groups == 1:
        return [
            f"All {label} articles are of one group: an interval needs at least two groups of each "
            "label. Add articles of other sites, or give articles a group or a url."
        ]
    return []


def _points(judged: Judged) -> dict[str, float]:
    linear = shares(judged)
    if judged.good.all() or not judged.good.any():
        ranked = dict.fromkeys(("auc", *map(recall_name, LOST), "calibration_error"), math.nan)
    else:
        found = figures(judged.quality, judged.good)
        recalls = {recall_name(share): found.recall[f"{share:g}"] for share in LOST}
        error = {"calibration_error": found.calibration_error}
        ranked = {"auc": found.auc, **recalls, **error}
    return {**ranked, **{name: each for name, each in linear.items() if name not in ranked}}


def _estimate(judged: Judged, name: str, value: float, resampled: Vector) -> Estimate:
    if not math.isfinite(value):
        return Estimate(value=None)
    middle = interval(resampled) if _enough_groups(judged, name) else None
    low, high = middle or (None, None)
    return Estimate(value=value, low=low, high=high)


def _enough_groups(judged: Judged, name: str) -> bool:
    """Whether the articles that a figure speaks of come from two groups at least."""
    if name.startswith(OF_ALL):
        return judged.groups > 1
    good, others = judged.spread(judged.good), judged.spread(~judged.good)
    if name.startswith(OF_THE_GOOD):
        return good > 1
    return others > 1 and (name.startswith(OF_THE_OTHERS) or good > 1)
