"""One model against another on the same articles: differences that chance does not explain."""

from dataclasses import dataclass

from training.evaluate import Evaluation
from training.evaluation.bootstrap import interval
from training.evaluation.wording import LESS_IS_BETTER, NEITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure of the model less that of the other, with its 95 % interval.

    `excludes_zero` is None where there is no interval; `verdict` is "better", "worse", "different"
    (for what is neither), or "no clear difference".
    """

    model: float | None
    against: float | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    excludes_zero: bool | None = None
    verdict: str = "no interval"


def differences(model: Evaluation, against: Evaluation) -> dict[str, Difference]:
    """Compare every figure, by a paired bootstrap: both meet the same resampled groups."""
    return {name: _difference(name, model, against) for name in model.figures}


def _difference(name: str, model: Evaluation, against: Evaluation) -> Difference:
    one, other = model.figures[name], against.figures[name]
    if one.value is None or other.value is None:
        return Difference(model=one.value, against=other.value)
    gap = one.value - other.value
    middle = interval(model.resampled[name] - against.resampled[name])
    if middle is None or one.low is None or other.low is None:
        return Difference(model=one.value, against=other.value, difference=gap)
    low, high = middle
    return Difference(
        model=one.value,
        against=other.value,
        difference=gap,
        low=low,
        high=high,
        excludes_zero=low > 0 or high < 0,
        verdict=_verdict(name, low, high),
    )


def _verdict(name: str, low: float, high: float) -> str:
    if low <= 0 <= high:
        return "no clear difference"
    if name in NEITHER:
        return "different"
    return "better" if (low > 0) != (name in LESS_IS_BETTER) else "worse"
