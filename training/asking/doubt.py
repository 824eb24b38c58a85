"""What is in doubt about each article: where the model is unsure, where models disagree."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from training import adapt
from training.asking.crawl import Crawl
from training.calibrate import chance
from training.datasets import Labelled
from training.ground import Change, Ground, Rows
from training.problem import Numbers, Problem, Vector, group_folds, number, weights

FREE = (0.1, 10.0)  # the strength that goes furthest from the old model: it shows doubt the soonest
MEMBERS = 5  # of the committee; each is spared the labels of a fifth of the groups
FEWEST = 3  # labels of each sort; below that the model in force is asked alone


class Doubt(NamedTuple):
    """Of each row its score (a logit), and how far the committee parts on its quality."""

    score: Vector
    parted: Vector


def doubts(crawl: Crawl, rows: Rows, labelled: Sequence[Labelled]) -> Doubt | None:
    """Learn from the labels of these rows, and say what is in doubt about every row.

    Returns None where there are too few labels of a sort to learn from.
    """
    good = sum(each.good for each in labelled)
    if min(good, len(labelled) - good) < FEWEST:
        return None
    problem = pose(crawl, rows, labelled)
    ground, fold = adapt.prepare(crawl.old, problem), group_folds(problem, MEMBERS)
    everybody = ground.learn(np.arange(len(rows)), FREE)
    committee = [ground.learn(np.flatnonzero(fold != each), FREE) for each in np.unique(fold)]
    said = [chance(_scores(crawl, ground, member)) for member in committee]
    return Doubt(_scores(crawl, ground, everybody), np.std(said, axis=0))


def pose(crawl: Crawl, rows: Rows, labelled: Sequence[Labelled]) -> Problem:
    """Return the labels of some rows as something to learn from, each article as it is."""
    return Problem(
        matrix=crawl.matrix.rows(rows),
        good=np.array([each.good for each in labelled]),
        kind=np.full(len(rows), -1),
        weight=weights(labelled),
        article=np.arange(len(rows)),
        group=number([each.group for each in labelled]),
        family=_one_family(rows),
    )


def _one_family(rows: Rows) -> Numbers:
    return np.zeros(len(rows), np.int64)


def _scores(crawl: Crawl, ground: Ground, change: Change) -> Vector:
    added = crawl.design @ ground.of_features(change)
    return np.asarray(change.scale * crawl.score + change.shift + added)
