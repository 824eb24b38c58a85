"""All figures of many resamples at once: a group that was drawn n times weighs n.

They have the names in `wording.TITLES`, and `false_alarms.` and a trait's name, and `reliability.`
and the number of a bin. What is a
ratio of sums over groups takes one product of matrices; what goes by rank takes the articles in
order of quality.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from training.evaluation.bootstrap import Matrix, draws
from training.evaluation.figures import BINS, LOST, Flags, Vector, calibration_bin
from training.evaluation.judged import Judged, Whole

FLAGS = 5
ROUNDED = 12  # decimals; the last bits depend on the order in which a machine adds up
ALARM, RELIABLE = "false_alarms.", "reliability."


def recall_name(lost: float) -> str:
    """Return "recall_at_1_percent" for 0.01."""
    return f"recall_at_{lost * 100:g}_percent"


def resampled(judged: Judged, resamples: int) -> dict[str, Vector]:
    """Return each figure in each resample; nan where a resample lacks a label."""
    ranks, sums = _ranks(judged), _sums(judged)
    parts = [
        _ranked(times, ranks) | _linear(times @ sums, judged)
        for times in draws(judged.groups, len(judged.articles), resamples)
    ]
    return {
        name: np.concatenate([part[name] for part in parts]).round(ROUNDED) for name in parts[0]
    }


def shares(judged: Judged) -> dict[str, float]:
    """Return the figures of the articles themselves that are ratios of sums; nan if undefined."""
    whole = _sums(judged).sum(axis=0, keepdims=True)
    return {name: float(each[0]) for name, each in _linear(whole, judged).items()}


@dataclass(frozen=True, kw_only=True)
class _Ranks:
    """Articles in order of quality; `starts` is where each run of equal qualities begins."""

    good: Flags
    group: Whole
    starts: npt.NDArray[np.intp]


def _ranks(judged: Judged) -> _Ranks:
    order = np.argsort(judged.quality, kind="stable")
    quality = judged.quality[order]
    starts = np.flatnonzero(np.diff(quality, prepend=-1.0))
    return _Ranks(good=judged.good[order], group=judged.group[order], starts=starts)


def _ranked(times: Matrix, ranks: _Ranks) -> dict[str, Vector]:
    """Return the area under the curve and the recalls, a number a resample.

    A pair of equal qualities counts half, as in Mann and Whitney's statistic.
    """
    weight = times[:, ranks.group]
    good = _levels(weight * ranks.good, ranks)
    others = _levels(weight, ranks) - good
    all_good, all_others = good.sum(axis=1), others.sum(axis=1)
    below = np.cumsum(others, axis=1) - others
    with np.errstate(invalid="ignore", divide="ignore"):
        auc = (good * (below + others / 2)).sum(axis=1) / (all_good * all_others)
        lost = np.cumsum(good, axis=1) / all_good[:, np.newaxis]
        recalls = {recall_name(share): _below(below, lost, share) / all_others for share in LOST}
    return {"auc": auc, **recalls}


def _below(below: Matrix, lost: Matrix, share: float) -> Vector:
    """Return the others below the quality at which more than `share` of the good would be lost."""
    cut = (lost <= share).sum(axis=1).clip(max=lost.shape[1] - 1)
    found = below[np.arange(len(below)), cut]
    return np.where(np.isfinite(lost[:, 0]), found, np.nan)


def _levels(weight: Matrix, ranks: _Ranks) -> Matrix:
    """Add up articles of equal quality; mostly there are none, and there is nothing to do."""
    if len(ranks.starts) == len(ranks.good):
        return weight
    return np.add.reduceat(weight, ranks.starts, axis=1)


def _sums(judged: Judged) -> Matrix:
    """Return what each group adds to each sum that `_linear` knows: a row a group."""
    good, others = judged.good, ~judged.good
    gap, place = judged.quality - good, np.eye(BINS)[calibration_bin(judged.quality)]
    flags = [good, others, good & judged.low, others & judged.low, judged.unsure]
    alarms = [found & good for found in judged.traits.values()]
    bins = [(place.T * each).T for each in (good, others, good * gap, others * gap)]
    columns = np.column_stack([*flags, *bins, *alarms]).astype(np.float64)
    member = sparse.csr_matrix(
        (np.ones(len(good)), (judged.group, np.arange(len(good)))), (judged.groups, len(good))
    )
    return np.asarray(member @ columns)


def _linear(sums: Matrix, judged: Judged) -> dict[str, Vector]:
    """Return the figures that are ratios of sums, a number a resample."""
    (good, others, good_low, others_low, unsure), rest = sums.T[:FLAGS], sums.T[FLAGS:]
    good_bins, others_bins, good_gap, others_gap = rest[: 4 * BINS].reshape(4, BINS, -1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = good_bins / good / (good_bins / good + others_bins / others)
        return {
            "good_lost": good_low / good,
            "others_caught": others_low / others,
            "unsure": unsure / (good + others),
            "calibration_error": np.abs(good_gap / good + others_gap / others).sum(axis=0) / 2,
            **dict(
                zip(
                    (f"{ALARM}{name}" for name in judged.traits),
                    rest[4 * BINS :] / good,
                    strict=True,
                )
            ),
            **dict(zip((f"{RELIABLE}{number}" for number in range(BINS)), share, strict=True)),
        }
