"""What is still caught when people disguise what they do not want to be caught."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from detector.detect import Detector
from detector.verdict import Label
from training import attacks
from training.evaluation.judged import Judged

MOST = 200  # articles of either label that are drawn: each is judged once for every attack
SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attacked:
    """What one attack does to the articles that should be caught.

    `caught` is the share called low after it, of `articles` that were drawn; `lost` the share of
    those caught before that it saves, less what it gives away: below 0 it does harm to itself.
    `good_low` is the share of good articles called low after it, None where there are none.
    """

    attack: str
    articles: int
    caught: float
    lost: float
    good_low: float | None


def attacked(judged: Judged, detector: Detector, *, jobs: int) -> tuple[Attacked, ...]:
    """Judge some articles under every attack; nothing, where none of them is caught without one."""
    others = _drawn(judged, good=False)
    good = _drawn(judged, good=True)
    before = _low(others, detector, jobs)
    if not before:
        return ()
    rows = []
    for name in attacks.ATTACKS:
        caught = _low(attacks.attack(name, others, good, SEED), detector, jobs)
        still_good = attacks.attack(name, good, good, SEED)
        rows.append(
            Attacked(
                attack=name,
                articles=len(others),
                caught=caught,
                lost=1.0 - caught / before,
                good_low=_low(still_good, detector, jobs) if good else None,
            )
        )
    return tuple(rows)


def _drawn(judged: Judged, *, good: bool) -> list[str]:
    """Draw some articles of a label; the same ones whatever the detector."""
    texts = [article.text for article in judged.articles if article.good is good]
    return random.Random(SEED).sample(texts, min(MOST, len(texts)))


def _low(texts: Sequence[str], detector: Detector, jobs: int) -> float:
    verdicts = detector.score_many(texts, jobs=jobs)
    return sum(each.label is Label.LOW for each in verdicts) / max(len(texts), 1)
