"""How many labels reach which recall: what is asked next, against random order.

Sources of the test split stand for crawls that somebody labels; the shipped model was not trained
on them. Each is parted by several seeds (`training.asking.trial`), and each way of asking labels
the same pools.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from joblib import Parallel, delayed
from scipy.stats import t as student

from detector.errors import DetectorError
from detector.model import Model
from training import learn
from training.asking.crawl import Crawl, look
from training.asking.order import DISAGREEING, UNCERTAIN, UNLIKE
from training.asking.trial import MIXTURE, RANDOM, Point, Turns, ask, measure, part
from training.datasets import Labelled
from training.progress import Progress

WAYS: Mapping[str, Turns] = {
    "random": RANDOM,
    "mixture": MIXTURE,
    UNCERTAIN: (UNCERTAIN,),
    DISAGREEING: (DISAGREEING,),
    UNLIKE: (UNLIKE,),
}
SEEDS = 10
MEASURES = ("recall_at_1", "recall_at_5", "auc")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A family of the corpus as a crawl: how it is parted, and at how many labels it is measured.

    `low` is the largest share of the pool that is low.
    """

    family: str
    sites: float
    kept: float
    low: float
    points: Sequence[int]


SOURCES = (
    Source(family="wild", sites=0.25, kept=0.4, low=1.0, points=(50, 100, 150, 200, 300, 400)),
    Source(family="razon", sites=0.0, kept=0.4, low=0.15, points=(50, 100, 150, 200)),
    Source(family="mindner", sites=0.0, kept=0.4, low=1.0, points=(50, 100, 150, 200, 300, 400)),
)


class Reached(NamedTuple):
    """One point of a curve: means over seeds, each with half the width of its interval of 95 %."""

    crawl: str
    held_out: str
    way: str
    labels: int
    low_labels: float
    recall_at_1: float
    recall_at_1_interval: float
    recall_at_5: float
    recall_at_5_interval: float
    auc: float
    auc_interval: float
    seeds: int


def simulate(
    articles: Sequence[Labelled],
    model: Model,
    *,
    cache: Path,
    jobs: int,
    progress: Progress,
    sources: Sequence[Source] = SOURCES,
    ways: Mapping[str, Turns] = WAYS,
    seeds: int = SEEDS,
) -> list[Reached]:
    """Return the curves of every crawl, on what was kept out, for every way of asking."""
    found = []
    for source in sources:
        own = [article for article in articles if article.family == source.family]
        if not own:
            raise DetectorError(f"no articles of {source.family}, which SOURCES asks for")
        own = list(learn.without_duplicates(own, jobs, progress))
        texts = [article.text for article in own]
        crawl = look(texts, model, seed=0, cache=cache, jobs=jobs)
        calls = [(way, seed) for way in ways for seed in range(seeds)]
        runs = Parallel(n_jobs=jobs, return_as="generator")(
            delayed(_run)(crawl, own, source, ways[way], seed) for way, seed in calls
        )
        points = list(progress(runs, f"asking {source.family}", len(calls)))
        found += list(_curves(source.family, calls, points))
    return found


Run = list[dict[str, Point]]


def _run(
    crawl: Crawl, articles: Sequence[Labelled], source: Source, turns: Turns, seed: int
) -> Run:
    """Measure before any label, and then at each point."""
    trial = part(crawl, articles, seed=seed, sites=source.sites, kept=source.kept, low=source.low)
    asked = [(0, trial.pool[:0]), *ask(trial, turns, source.points, seed)]
    return [measure(trial, paid, rows) for paid, rows in asked]


def _curves(
    family: str, calls: Sequence[tuple[str, int]], runs: Sequence[Run]
) -> Iterator[Reached]:
    for way in dict.fromkeys(way for way, _ in calls):
        mine = [run for (other, _), run in zip(calls, runs, strict=True) if other == way]
        for held_out in mine[0][0]:
            for at_point in zip(*mine, strict=True):
                yield _reached(family, held_out, way, [each[held_out] for each in at_point])


def _reached(family: str, held_out: str, way: str, points: Sequence[Point]) -> Reached:
    figures: dict[str, float] = {}
    for name in MEASURES:
        values = [getattr(point, name) for point in points]
        figures |= {name: float(np.mean(values)), f"{name}_interval": half_width(values)}
    return Reached(
        crawl=family,
        held_out=held_out,
        way=way,
        labels=points[0].labels,
        low_labels=float(np.mean([point.low for point in points])),
        seeds=len(points),
        **figures,
    )


def half_width(values: Sequence[float]) -> float:
    """Return half the width of the interval of 95 % around the mean, by Student's t."""
    if len(values) < 2:
        return 0.0
    return float(student.ppf(0.975, len(values) - 1) * np.std(values, ddof=1) / len(values) ** 0.5)
