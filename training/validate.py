"""Cross-validation: scores of articles by models that saw none of their group, or of their family.

Folds run side by side with joblib; what they score does not depend on how many do.
"""

from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed

from detector.errors import DetectorError
from training import fit
from training.bins import Bins
from training.calibrate import chance
from training.problem import Numbers, Problem, Vector
from training.progress import Progress
from training.recipe import Recipe


@dataclass(frozen=True, kw_only=True)
class HeldOut:
    """The score of each row by a model that was fitted on the other folds."""

    fold: Numbers
    score: Vector

    @property
    def chance(self) -> Vector:
        """The scores as chances, not yet calibrated."""
        return chance(self.score)


def held_out(
    problem: Problem, bins: Bins, recipe: Recipe, fold: Numbers, *, jobs: int, progress: Progress
) -> HeldOut:
    """Fit a model for each fold on all others, and score the fold with it.

    Raises DetectorError where the rest of a fold has not both labels.
    """
    numbers = np.unique(fold)
    for number in numbers:
        rest = problem.good[fold != number]
        if len(rest) == 0 or rest.all() or not rest.any():
            raise DetectorError(
                "the articles come from too few groups to learn from some and check on others; "
                f"label articles of at least {recipe.folds} sites, good and low ones of each"
            )
    fits = (delayed(_score)(problem, bins, recipe, fold, number) for number in numbers)
    parts = Parallel(n_jobs=jobs, return_as="generator", max_nbytes="1M")(fits)
    score = np.zeros(len(fold))
    for number, part in zip(numbers, progress(parts, "checking", len(numbers)), strict=True):
        score[fold == number] = part
    return HeldOut(fold=fold, score=score)


def _score(problem: Problem, bins: Bins, recipe: Recipe, fold: Numbers, number: int) -> Vector:
    inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
    fitted = fit.fit(problem, bins, recipe, rows=inside, kinds=False)
    return fitted.decide(problem.matrix.rows(outside))
