"""One trial of an order of asking: a crawl is parted, labelled in batches, and measured.

Some sites (groups) are kept out altogether, and of the others some articles: those are what the
figures are of. The rest is the pool that is asked from. What was asked is learned from as
`detector train --from` does, but that each article is shown as it is and not in other views too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from detector.errors import DetectorError
from training import adapt
from training.asking.crawl import Crawl
from training.asking.doubt import pose
from training.asking.order import pick
from training.calibrate import chance
from training.datasets import Labelled
from training.evaluation.figures import figures
from training.learn import FEWEST_MORE
from training.problem import Numbers, Vector, group_folds, number
from training.recipe import OWN

BATCH = 25
ONE_IN = 10  # articles of the pool, and labels, is for measuring and never learned from
SAME, OTHER = "other articles", "other sites"
Turns = Sequence[str] | None
RANDOM: Turns = ()
MIXTURE: Turns = None  # whatever `training.asking.order` holds best


class Point(NamedTuple):
    """What was reached with so many labels, `low` of them not good and learned from."""

    labels: int
    low: int
    recall_at_1: float
    recall_at_5: float
    auc: float


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A crawl with its labels: the rows to ask from, and those to measure on, by what they are."""

    crawl: Crawl
    articles: Sequence[Labelled]
    pool: Numbers
    held: Mapping[str, Numbers]


def part(
    crawl: Crawl, articles: Sequence[Labelled], *, seed: int, sites: float, kept: float, low: float
) -> Trial:
    """Keep out a share of the sites of either label, and of the other articles the share `kept`.

    Where there are no sites to keep out (`sites` is 0), the groups of articles are not parted. Of
    the pool, low articles are left out until no more than the share `low` of it is low.
    """
    rng = np.random.default_rng([seed, 1])
    good = np.array([each.good for each in articles])
    group = number([each.group for each in articles])
    out = np.isin(group, _some_groups(group, good, sites, rng))
    apart = group if not sites else np.arange(len(articles))
    drawn = rng.permutation(np.unique(apart[~out]))
    inside = np.isin(apart, drawn[: round(len(drawn) * kept)]) & ~out
    pool = _thinned(rng.permutation(np.flatnonzero(~out & ~inside)), good, low)
    held = {SAME: np.flatnonzero(inside)} | ({OTHER: np.flatnonzero(out)} if sites else {})
    return Trial(crawl=crawl, articles=articles, pool=pool, held=held)


def _some_groups(
    group: Numbers, good: np.ndarray, share: float, rng: np.random.Generator
) -> Numbers:
    low = np.unique(group[~good])
    parts = [rng.permutation(each) for each in (np.setdiff1d(group, low), low)]
    return np.concatenate([each[: round(len(each) * share)] for each in parts])


def _thinned(pool: Numbers, good: np.ndarray, share: float) -> Numbers:
    low = np.flatnonzero(~good[pool])
    most = len(low) if share == 1.0 else round(share / (1 - share) * good[pool].sum())
    return np.delete(pool, low[most:])


def ask(
    trial: Trial, turns: Turns, points: Sequence[int], seed: int
) -> Iterator[tuple[int, Numbers]]:
    """Label the pool in batches; yield how many labels were paid for, and the rows learned from.

    In random order (`RANDOM`) everything is learned from; else one label in ten is of a tenth of
    the pool that is drawn beforehand and only measures. Raises DetectorError where the pool has
    fewer articles than that.
    """
    if len(trial.pool) < max(points):
        raise DetectorError(
            f"{len(trial.pool)} articles of {trial.articles[0].family} are left to ask, fewer than "
            f"the {max(points)} labels it is measured at; take its larger points out of SOURCES"
        )
    shuffled = np.random.default_rng([seed, 2]).permutation(trial.pool)
    tenth = 0 if turns == RANDOM else len(shuffled) // ONE_IN
    rest, learned = shuffled[tenth:], shuffled[:0]
    for paid in range(BATCH, max(points) + 1, BATCH):
        wanted = paid - min(paid // ONE_IN, tenth) - len(learned)
        learned = np.concatenate([learned, _next(trial, turns, rest, learned, wanted, seed)])
        rest = rest[~np.isin(rest, learned)]
        if paid in points:
            yield paid, learned


def _next(
    trial: Trial, turns: Turns, rest: Numbers, learned: Numbers, wanted: int, seed: int
) -> Numbers:
    if turns == RANDOM:
        return rest[:wanted]
    labelled = [trial.articles[row] for row in learned]
    crawl = trial.crawl
    picked = pick(crawl, crawl.score, rest, learned, labelled, count=wanted, seed=seed, turns=turns)
    return np.array([each.row for each in picked], np.int64)


def measure(trial: Trial, paid: int, rows: Numbers) -> dict[str, Point]:
    """Learn from these rows, and measure on what was kept out."""
    score = _score(trial, rows)
    low = sum(not trial.articles[row].good for row in rows)
    found = {}
    for name, held in trial.held.items():
        reached = figures(chance(score(held)), np.array([trial.articles[row].good for row in held]))
        recall = reached.recall
        found[name] = Point(paid, low, recall["0.01"], recall["0.05"], reached.auc)
    return found


def _score(trial: Trial, rows: Numbers) -> Callable[[Numbers], Vector]:
    """Return what scores rows: a changed model, or the old one where there are too few labels."""
    crawl, labelled = trial.crawl, [trial.articles[row] for row in rows]
    good = sum(each.good for each in labelled)
    if min(good, len(rows) - good) < FEWEST_MORE:
        return lambda held: crawl.score[held]
    problem = pose(crawl, rows, labelled)
    ground, fold = adapt.prepare(crawl.old, problem), group_folds(problem, OWN.folds)
    change = ground.learn(np.arange(len(rows)), adapt.strongest(ground, fold))
    fitted = adapt.moved(crawl.old, ground, change)
    return lambda held: fitted.decide(crawl.matrix.rows(held))
