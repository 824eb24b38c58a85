"""The same figures for parts of the articles: by source, domain, length, form and kind."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from training.calibrate import threshold
from training.datasets import Labelled
from training.evaluation.bootstrap import Estimate
from training.evaluation.figures import BINS, Flags, calibration_bin
from training.evaluation.judged import Judged
from training.evaluation.proportion import proportion

CUT = 0.01  # of all good articles lie below the quality that rows are compared at
NOT_GIVEN = "(not given)"
LENGTHS = MappingProxyType({100: "under 100 words", 300: "100-299 words", 1000: "300-999 words"})
LONGEST = "1000 words and more"
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What happens to the articles of one part; shares are None where there are no such articles.

    `good_low` and `others_low` are the shares called low at the threshold in force; `recall` and
    `good_lost` the shares of others and of good ones below the quality that loses 1 % of all good
    articles.
    """

    name: str
    good: int
    others: int
    good_low: Estimate
    others_low: Estimate
    unsure: float
    recall: float | None
    good_lost: float | None
    median_quality: float


def tables(judged: Judged) -> dict[str, tuple[Row, ...]]:
    """Return a table for each thing that some article has, the parts with most articles first."""
    cut = _cut(judged)
    return {
        table: tuple(_row(judged, name, rows, cut) for name, rows in parts(judged, of))
        for table, of in COLUMNS.items()
        if any(map(of, judged.articles))
    }


def parts(judged: Judged, of: Callable[[Labelled], str]) -> list[tuple[str, Rows]]:
    """Return the parts with the places of their articles, the greatest first; lengths in order."""
    names = [of(article) or NOT_GIVEN for article in judged.articles]
    counts = Counter(names)
    order = sorted(counts, key=lambda name: (-counts[name], name))
    if of is _length:
        order = [name for name in (*LENGTHS.values(), LONGEST) if name in counts]
    places: dict[str, list[int]] = {name: [] for name in order}
    for place, name in enumerate(names):
        places[name].append(place)
    return [(name, np.array(rows, np.intp)) for name, rows in places.items()]


def alarms_by_source(judged: Judged) -> dict[str, dict[str, float]]:
    """Return the share of the good articles of each source on which each trait was found."""
    table = {}
    for source, rows in parts(judged, _source):
        good = rows[judged.good[rows]]
        if len(good):
            table[source] = {
                name: float(found[good].mean())
                for name, found in judged.traits.items()
                if found[judged.good].any()
            }
    return table


def quality_by_source(judged: Judged) -> dict[str, dict[str, tuple[float, ...]]]:
    """Return the shares of the good and of the other articles of a source in each tenth of 0..1."""
    place = calibration_bin(judged.quality)
    return {
        source: {
            label: tuple((np.bincount(place[chosen], minlength=BINS) / len(chosen)).tolist())
            for label, chosen in _by_label(judged, rows).items()
        }
        for source, rows in parts(judged, _source)
    }


def _by_label(judged: Judged, rows: Rows) -> dict[str, Rows]:
    found = {"good": rows[judged.good[rows]], "others": rows[~judged.good[rows]]}
    return {label: chosen for label, chosen in found.items() if len(chosen)}


def _cut(judged: Judged) -> float | None:
    good = judged.quality[judged.good]
    return threshold(good, np.ones(len(good)), CUT) if len(good) else None


def _row(judged: Judged, name: str, rows: Rows, cut: float | None) -> Row:
    good, others = (rows[each] for each in (judged.good[rows], ~judged.good[rows]))
    below = None if cut is None else judged.quality < cut
    return Row(
        name=name,
        good=len(good),
        others=len(others),
        good_low=proportion(judged.low[good], judged.group[good]),
        others_low=proportion(judged.low[others], judged.group[others]),
        unsure=float(judged.unsure[rows].mean()),
        recall=_share(below, others),
        good_lost=_share(below, good),
        median_quality=float(np.median(judged.quality[rows])),
    )


def _share(below: Flags | None, rows: Rows) -> float | None:
    return None if below is None or not len(rows) else float(below[rows].mean())


def _source(article: Labelled) -> str:
    return article.source


def _length(article: Labelled) -> str:
    words = len(article.text.split())
    return next((name for most, name in LENGTHS.items() if words < most), LONGEST)


COLUMNS: Mapping[str, Callable[[Labelled], str]] = MappingProxyType(
    {
        "source": _source,
        "domain": lambda article: article.domain,
        "length": _length,
        "form": lambda article: article.form,
        "kind": lambda article: article.kind,
    }
)
