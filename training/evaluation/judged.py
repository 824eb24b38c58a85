"""Labelled articles and what a detector made of them, in one pass, as columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detector.detect import Detector
from detector.traits import TRAITS
from detector.verdict import Contribution, Label, Verdict
from training.datasets import Labelled
from training.evaluation.figures import Flags, Vector

Whole = npt.NDArray[np.int64]
Seen = Callable[[Verdict], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a verdict; spans and lesser contributions would take too much memory."""

    quality: float
    label: Label
    traits: tuple[str, ...]
    reasons: tuple[Contribution, ...]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Articles with their verdicts; a row an article.

    `quality` is from 0 to 1; `low` and `unsure` are the labels given, `good` the right one.
    `group` numbers the groups in the order of their names. `traits` tells for each trait on which
    articles it was found.
    """

    articles: Sequence[Labelled]
    verdicts: Sequence[Kept]
    quality: Vector
    good: Flags
    low: Flags
    unsure: Flags
    group: Whole
    traits: Mapping[str, Flags]

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return int(self.group.max(initial=-1)) + 1

    def spread(self, rows: Flags) -> int:
        """Return how many groups some of the articles come from."""
        return len(np.unique(self.group[rows]))


def judge(articles: Sequence[Labelled], detector: Detector, *, jobs: int, seen: Seen) -> Judged:
    """Score every article once; unsure ones keep their quality."""
    verdicts = list(_kept(articles, detector, jobs, seen))
    return Judged(
        articles=articles,
        verdicts=verdicts,
        quality=np.array([each.quality for each in verdicts], np.float64),
        good=np.array([each.good for each in articles], np.bool_),
        low=np.array([each.label is Label.LOW for each in verdicts], np.bool_),
        unsure=np.array([each.label is Label.UNSURE for each in verdicts], np.bool_),
        group=_numbered([each.group for each in articles]),
        traits=_traits(verdicts),
    )


def _kept(
    articles: Sequence[Labelled], detector: Detector, jobs: int, seen: Seen
) -> Iterable[Kept]:
    for verdict in detector.score_many((article.text for article in articles), jobs=jobs):
        seen(verdict)
        yield Kept(
            quality=verdict.quality,
            label=verdict.label,
            traits=tuple(verdict.traits),
            reasons=tuple(verdict.reasons),
        )


def _numbered(names: Sequence[str]) -> Whole:
    """Number the names in their own order, so that the order of the articles changes nothing."""
    numbers = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([numbers[name] for name in names], np.int64)


def _traits(verdicts: Sequence[Kept]) -> dict[str, Flags]:
    names = [trait.name for trait in TRAITS]
    found = {name: np.zeros(len(verdicts), np.bool_) for name in names}
    for row, verdict in enumerate(verdicts):
        for name in verdict.traits:
            found[name][row] = True
    return found
