"""How figures are called and written, on a terminal and on the page alike."""

from collections.abc import Mapping
from types import MappingProxyType

from training.evaluation.bootstrap import Estimate
from training.evaluation.figures import LOST
from training.evaluation.resampled import recall_name

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "auc": "area under the ROC curve",
        **{recall_name(lost): f"caught at {lost * 100:g} % of the good lost" for lost in LOST},
        "calibration_error": "calibration error",
        "good_lost": "good called low",
        "others_caught": "others called low",
        "unsure": "called unsure",
    }
)
LESS_IS_BETTER = ("calibration_error", "good_lost")
NEITHER = ("unsure",)
PLACES: Mapping[str, int] = MappingProxyType({"auc": 4, "calibration_error": 3})
NONE = "\N{EN DASH}"


def written(name: str, value: float | None) -> str:
    """Return "0.9812" for an area, "74.6 %" for a share, a dash for None."""
    if value is None:
        return NONE
    return f"{value:.{PLACES[name]}f}" if name in PLACES else percent(value)


def percent(share: float | None) -> str:
    """Return "74.6 %", with a second place below one percent."""
    if share is None:
        return NONE
    return (
        f"{share:.2%}".replace("%", " %") if 0 < share < 0.01 else f"{share:.1%}".replace("%", " %")
    )


def span(name: str, low: float | None, high: float | None) -> str:
    """Return "74.1 to 75.3 %", a dash for None."""
    if low is None or high is None:
        return NONE
    first, last = written(name, low), written(name, high)
    return f"{first.removesuffix(' %')} to {last}"


def of_share(estimate: Estimate) -> str:
    """Return "0.62 % (0.30 to 1.1 %)", without the brackets where there is no interval."""
    between = "" if estimate.low is None else f" ({span('', estimate.low, estimate.high)})"
    return percent(estimate.value) + between


def signed(name: str, value: float | None) -> str:
    """Return a difference: "+0.0012" for an area, "-1.30" in points of percent for a share."""
    if value is None:
        return NONE
    number = f"{value:+.{PLACES[name]}f}" if name in PLACES else f"{value * 100:+.2f}"
    return number.replace("-", "\N{MINUS SIGN}")


def signed_span(name: str, low: float | None, high: float | None) -> str:
    """Return "-0.0011 to +0.0020", a dash for None."""
    return NONE if low is None else f"{signed(name, low)} to {signed(name, high)}"


def excludes_zero(excluded: bool | None, verdict: str) -> str:
    """Return "yes: better" or "no", or the verdict alone if there is no interval."""
    if excluded is None:
        return verdict
    return f"yes: {verdict}" if excluded else "no"
