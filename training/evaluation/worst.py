"""The worst errors: good articles of lowest quality, others of highest, with the reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from training.evaluation.judged import Judged

MOST = 10  # of each label
BEGINNING = 160  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one feature added to the logit of the quality."""

    feature: str
    contribution: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """An article on the wrong end; `kind` is what it is, `label` what it was called."""

    id: str
    group: str
    source: str
    kind: str
    quality: float
    label: str
    reasons: tuple[Reason, ...]
    begins: str


def worst(judged: Judged) -> tuple[Error, ...]:
    """Return the ten good articles of lowest quality, then the ten others of highest.

    Those that were called unsure are among them: their quality is what a filter would have gone by.
    """
    order = np.argsort(judged.quality, kind="stable")
    good = order[judged.good[order]][:MOST]
    others = order[~judged.good[order]][::-1][:MOST]
    return tuple(_errors(judged, (*good.tolist(), *others.tolist())))


def _errors(judged: Judged, rows: Iterable[int]) -> Iterable[Error]:
    for row in rows:
        article, verdict = judged.articles[row], judged.verdicts[row]
        yield Error(
            id=article.id,
            group=article.group,
            source=article.source,
            kind=article.kind,
            quality=verdict.quality,
            label=str(verdict.label),
            reasons=tuple(
                Reason(feature=each.feature, contribution=round(each.contribution, 4))
                for each in verdict.reasons
            ),
            begins=" ".join(article.text[: 2 * BEGINNING].split())[:BEGINNING],
        )
