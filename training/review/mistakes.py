"""Labels that are likely mistakes: models that were trained without them contradict, confidently.

Confident is who is at least as sure as models are, on average, of those that bear the other label
(Northcutt, Jiang and Chuang, Confident Learning: Estimating Uncertainty in Dataset Labels, 2021).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from detector.model import Model
from training import adapt, learn, problem
from training.calibrate import calibrate
from training.problem import Numbers, Problem, Vector
from training.progress import Progress
from training.recipe import Recipe
from training.review.labelled import Labels


@dataclass(frozen=True, kw_only=True)
class Doubted:
    """A label that may be a mistake; `quality` is what models trained without it say."""

    number: int
    id: str
    label: str
    quality: float


def mistakes(
    labels: Labels, start: Model, *, cache: Path, jobs: int, progress: Progress
) -> list[Doubted]:
    """Return the labels that may be mistakes, the likeliest first.

    Raises DetectorError where there are too few labels to tell.
    """
    learn.require_enough(labels.taught, learn.FEWEST_MORE)
    recipe = Recipe(limit=start.limit, exponent=start.exponent, residue=0.0, crops=0.0)
    old = adapt.unpack(start)
    posed = problem.pose(
        labels.taught, recipe, known=old.keys, cache=cache, jobs=jobs, progress=progress
    )
    _, score = adapt.best_strength(old, posed, _folds(posed, recipe.folds))
    quality = calibrate(score, posed.good, posed.weight).quality(score)
    found = doubted(_by_article(quality, posed.article), [each.good for each in labels.taught])
    return [
        Doubted(
            number=labels.numbers[row],
            id=labels.taught[row].id,
            label=labels.taught[row].kind,
            quality=round(float(of_article), 4),
        )
        for row, of_article in found
    ]


def doubted(quality: Vector, good: Sequence[bool]) -> list[tuple[int, float]]:
    """Return the rows whose label is doubted with confidence, and their quality.

    `quality` is the chance that a row is good, by models that have not seen its label.
    """
    label = np.array(good)
    sure_good, sure_low = quality[label].mean(), quality[~label].mean()
    wrong = np.where(label, quality <= sure_low, quality >= sure_good)
    margin = np.abs(quality - label)
    rows = np.flatnonzero(wrong)
    return [(int(row), float(quality[row])) for row in rows[np.argsort(-margin[rows])]]


def _folds(posed: Problem, count: int) -> Numbers:
    """Fold by article: a label is judged by those of its own site, too."""
    return (posed.article * 2654435761 % (1 << 32)) % count


def _by_article(quality: Vector, article: Numbers) -> Vector:
    """Return the mean over the views of each article."""
    return np.asarray(np.bincount(article, quality) / np.bincount(article))
