"""What each reason adds to the score, in the order in which it is shown."""

from dataclasses import dataclass
from math import fsum

from detector.verdict import BASE, JOINING, UNTOLD, WORDING, Contribution, Verdict

MOST_SHOWN = 20
SMALLEST_SHOWN = 0.005  # of what is left over: less would be shown as 0.00
BASE_NAME = "every article starts with"
WORDING_NAME = "all the other words"
JOINING_NAME = "both questions in doubt"  # whether it is an article, and whether a good one


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A line of the chart."""

    name: str
    contribution: float


def shares(verdict: Verdict) -> list[Share]:
    """Return the base, the reasons by size and what is left over; they sum to the logit."""
    reasons = sorted(
        (each for each in verdict.contributions if each.feature not in UNTOLD),
        key=lambda each: -abs(each.contribution),
    )
    shown, others = reasons[:MOST_SHOWN], reasons[MOST_SHOWN:]
    lines = [Share(name=BASE_NAME, contribution=_total(verdict, BASE))]
    lines += [Share(name=readable(each.feature), contribution=each.contribution) for each in shown]
    if others:
        lines.append(Share(name=f"{len(others)} smaller reasons", contribution=_sum(others)))
    rest = (
        Share(name=WORDING_NAME, contribution=_total(verdict, WORDING)),
        Share(name=JOINING_NAME, contribution=_total(verdict, JOINING)),
    )
    return [*lines, *(each for each in rest if abs(each.contribution) >= SMALLEST_SHOWN)]


def readable(feature: str) -> str:
    """Return the name of a feature as people read it: a run of words in quotation marks.

    >>> readable("wording: remains to be seen"), readable("comment_tail")
    ('“remains to be seen”', 'comment_tail')
    """
    words = feature.removeprefix(f"{WORDING}: ")
    return feature if words == feature else f"“{words}”"


def _total(verdict: Verdict, feature: str) -> float:
    return _sum([each for each in verdict.contributions if each.feature == feature])


def _sum(contributions: list[Contribution]) -> float:
    return fsum(each.contribution for each in contributions)
