"""How a detector does on labelled articles: every figure with its interval, and by part."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from detector.detect import Detector
from training.datasets import Labelled
from training.evaluation.attacked import Attacked, attacked
from training.evaluation.bootstrap import RESAMPLES, Estimate
from training.evaluation.curves import Curves, curves
from training.evaluation.estimates import estimates, missing
from training.evaluation.figures import Vector
from training.evaluation.judged import Judged, Seen, judge
from training.evaluation.resampled import ALARM, RELIABLE, resampled
from training.evaluation.tables import Row, alarms_by_source, quality_by_source, tables
from training.evaluation.worst import Error, worst


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What a detector does on labelled articles.

    `figures` has the names of `wording.TITLES`. `false_alarms` is the share of good articles on
    which each trait was found. `resampled` has every figure in each resample, for comparing with
    another model; it is not written down.
    """

    model: str
    threshold: float
    counts: Mapping[str, int]
    resamples: int
    missing: tuple[str, ...]
    figures: Mapping[str, Estimate]
    false_alarms: Mapping[str, Estimate]
    false_alarms_by_source: Mapping[str, Mapping[str, float]]
    quality_by_source: Mapping[str, Mapping[str, tuple[float, ...]]]
    tables: Mapping[str, tuple[Row, ...]]
    attacks: tuple[Attacked, ...]
    curves: Curves
    worst: tuple[Error, ...]
    resampled: Mapping[str, Vector] = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return all figures as plain data."""
        plain = asdict(replace(self, resampled={}))
        del plain["resampled"]
        return plain


def evaluate(
    articles: Sequence[Labelled],
    detector: Detector,
    *,
    jobs: int = 1,
    resamples: int = RESAMPLES,
    seen: Seen = lambda _: None,
) -> Evaluation:
    """Score labelled articles once, and compare; `seen` is called with each verdict.

    Either label may be missing: what needs both is then None, and `missing` says so.
    """
    judged = judge(articles, detector, jobs=jobs, seen=seen)
    drawn = resampled(judged, resamples)
    found = estimates(judged, drawn)
    return Evaluation(
        model=detector.model.name,
        threshold=detector.threshold,
        counts=_counts(judged),
        resamples=resamples,
        missing=missing(judged),
        figures=_figures(found),
        false_alarms=_false_alarms(found),
        false_alarms_by_source=alarms_by_source(judged),
        quality_by_source=quality_by_source(judged),
        tables=tables(judged),
        attacks=attacked(judged, detector, jobs=jobs),
        curves=curves(judged, found),
        worst=worst(judged),
        resampled=drawn,
    )


def _counts(judged: Judged) -> dict[str, int]:
    articles, good = len(judged.articles), int(judged.good.sum())
    return {
        "articles": articles,
        "good": good,
        "others": articles - good,
        "groups": judged.groups,
        "unsure": int(judged.unsure.sum()),
    }


def _figures(found: Mapping[str, Estimate]) -> dict[str, Estimate]:
    return {name: each for name, each in found.items() if not name.startswith((ALARM, RELIABLE))}


def _false_alarms(found: Mapping[str, Estimate]) -> dict[str, Estimate]:
    """Return the traits that were found on good articles, the most frequent first."""
    alarms = {name.removeprefix(ALARM): each for name, each in found.items() if ALARM in name}
    return dict(sorted(alarms.items(), key=lambda item: -(item[1].value or 0.0)))
