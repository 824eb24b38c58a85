"""Intervals of a share of a few articles, where a bootstrap would say 0 % to 0 %."""

import math

import numpy as np

from training.evaluation.bootstrap import Estimate
from training.evaluation.figures import Flags
from training.evaluation.judged import Whole

Z = 1.959964  # the normal distribution's 97.5th percentile


def proportion(hits: Flags, group: Whole) -> Estimate:
    """Return the share of hits with Wilson's 95 % interval (JASA 22, 1927), wider for sites.

    Articles of one group are alike, so that n of them tell as much as n / d independent ones; d is
    the design effect (Korn & Graubard, Survey Methodology 24, 1998), at least 1. Where all are hits
    or none is, nobody can know it, and the interval is that of independent articles: too narrow. No
    interval for a single group.
    """
    if not len(hits):
        return Estimate(value=None)
    share = float(hits.mean())
    members, place = np.unique(group, return_inverse=True)
    if len(members) < 2:
        return Estimate(value=share)
    low, high = _wilson(share, len(hits) / _design_effect(hits, place, share))
    return Estimate(value=share, low=low, high=high)


def _design_effect(hits: Flags, place: Whole, share: float) -> float:
    """Return how many times the variance is that of independent articles (a ratio estimator's)."""
    plain = share * (1 - share) / (len(hits) - 1)
    if not plain:
        return 1.0
    gap = np.bincount(place, hits - share) / len(hits)
    return max(1.0, float(gap @ gap) * len(gap) / (len(gap) - 1) / plain)


def _wilson(share: float, number: float) -> tuple[float, float]:
    square = Z * Z / number
    middle = (share + square / 2) / (1 + square)
    half = math.sqrt(share * (1 - share) * square + square * square / 4) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)
