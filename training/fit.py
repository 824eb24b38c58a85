"""Fits the linear model: words, bins, and an intercept for each family that is thrown away."""

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from detector.application import ARTICLE, COLUMNS, KINDS, PAGE
from detector.verdict import Kind
from training.bins import Bins
from training.matrix import Keys, Matrix, scaled
from training.problem import Numbers, Problem, Vector, even, fewest
from training.recipe import Recipe

GROUPS = 512  # that are counted at once
FEWEST_PAGES = 25  # views of pages that are no article; below that, none is asked for


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A linear model before calibration, with the columns `detector.application.COLUMNS`.

    `words` has a row for each n-gram of `keys` (in order), `steps` one a bin (as stored), `base`
    one number a column. `softness` is that of `detector.model`.
    """

    bins: Bins
    exponent: float
    softness: float
    base: Vector
    keys: Keys
    words: npt.NDArray[np.float64]
    steps: npt.NDArray[np.float64]

    def decide(self, matrix: Matrix) -> Vector:
        """Score texts: a number a text, before calibration.

        The matrix must have all n-grams that the model knows; others are passed over.
        """
        words = matrix.columns(np.searchsorted(matrix.keys, self.keys)).words
        binned = self.bins.transform(matrix.numbers)
        scores = self.base + scaled(words, self.exponent) @ self.words + binned @ self.steps
        if not self.knows(PAGE):
            return np.asarray(scores[:, ARTICLE])
        both = scores[:, ARTICLE] / -self.softness, scores[:, PAGE] / -self.softness
        return np.asarray(-self.softness * np.logaddexp(*both))

    def knows(self, column: int) -> bool:
        """Whether anything was learned for a column."""
        return bool(self.words[:, column].any() or self.steps[:, column].any())


def fit(
    problem: Problem,
    bins: Bins,
    recipe: Recipe,
    *,
    rows: Numbers | None = None,
    kinds: bool = True,
) -> Fitted:
    """Fit whether to keep an article and whether it is one; and the kinds, unless told not to.

    Only `rows` are looked at, by default all. No more than two copies of the features are held.
    """
    rows = np.arange(len(problem.good)) if rows is None else rows
    known = _widespread(problem, rows, fewest(problem.group[rows], recipe))
    design = _design(problem, bins, recipe, rows, known)
    steps = np.concatenate([np.zeros(len(known), np.bool_), bins.steps])
    good, kind, weight = problem.good[rows], problem.kind[rows], problem.weight[rows]
    columns = np.zeros((len(COLUMNS), 1 + len(steps)))
    columns[ARTICLE] = _falling(design, good, weight, steps, recipe)
    design = design[:, : len(steps)]
    columns[PAGE] = _page(design, good, kind, weight, steps, recipe)
    if kinds:
        columns[KINDS:] = _kinds(design, kind, weight, recipe)
    return Fitted(
        bins=bins,
        exponent=recipe.exponent,
        softness=1.0,
        base=columns[:, 0],
        keys=problem.matrix.keys[known],
        words=columns[:, 1 : 1 + len(known)].T,
        steps=columns[:, 1 + len(known) :].T * recipe.bin_value,
    )


def _design(
    problem: Problem, bins: Bins, recipe: Recipe, rows: Numbers, known: Numbers
) -> sparse.csr_matrix:
    """Columns of the n-grams, of the bins, and of the intercepts of families."""
    words = scaled(problem.matrix.words[rows][:, known], recipe.exponent)
    binned = bins.transform(problem.matrix.numbers[rows]) * np.float32(recipe.bin_value)
    place = np.arange(len(rows))
    loud = np.full(len(rows), recipe.family_value, np.float32)
    intercepts = sparse.csr_matrix((loud, (place, problem.family[rows])))
    return sparse.csr_matrix(sparse.hstack([words, binned, intercepts], format="csr"))


def _widespread(problem: Problem, rows: Numbers, fewest: int) -> Numbers:
    """N-grams (columns) that at least `fewest` groups use in these rows."""
    ordered = rows[np.argsort(problem.group[rows], kind="stable")]
    _, first, rank = np.unique(problem.group[ordered], return_index=True, return_inverse=True)
    used = np.zeros(problem.matrix.words.shape[1], np.int64)
    for part in np.split(np.arange(len(ordered)), first[GROUPS::GROUPS]):
        ones = np.ones(len(part), np.float32)
        here = rank[part] - rank[part[0]]
        member = sparse.csr_matrix((ones, (here, np.arange(len(part)))))
        of_groups = member @ problem.matrix.words[ordered[part]]
        used += np.bincount(of_groups.indices, minlength=len(used))
    return np.flatnonzero(used >= fewest)


def _falling(
    design: sparse.csr_matrix,
    good: npt.NDArray[np.bool_],
    weight: Vector,
    steps: npt.NDArray[np.bool_],
    recipe: Recipe,
) -> Vector:
    """Fit good against the rest; a trait's step that would raise the score is taken out.

    Columns beyond those that `steps` speaks of (the intercepts of families) are thrown away.
    Returns the intercept and the weights of the columns.
    """
    model = _logistic(recipe, warm=True)
    kept = np.ones(design.shape[1], np.float32)
    shown = design
    for _ in range(4):
        _fit(model, shown, good, weight)
        weights = model.coef_[0, : len(steps)]
        rising = np.flatnonzero(steps & (weights > 0))
        if not len(rising):
            break
        kept[rising] = 0.0
        weights[rising] = 0.0
        shown = sparse.csr_matrix(design @ sparse.diags(kept))
    return np.concatenate([model.intercept_, weights])


def _page(
    design: sparse.csr_matrix,
    good: npt.NDArray[np.bool_],
    kind: Numbers,
    weight: Vector,
    steps: npt.NDArray[np.bool_],
    recipe: Recipe,
) -> Vector:
    """Fit good articles against pages that are none; zeros where there are too few such pages.

    Families of pages have little in common with those of articles, so none has an intercept: what
    sets pages apart is what they are. `page_margin` makes sure that only clear cases count.
    """
    page = kind == tuple(Kind).index(Kind.BOILERPLATE)
    rows = np.flatnonzero(good | page)
    if page.sum() < FEWEST_PAGES:
        return np.zeros(1 + len(steps))
    column = _falling(design[rows], good[rows], even(weight[rows], good[rows]), steps, recipe)
    column[0] += recipe.page_margin
    return column


def _kinds(
    design: sparse.csr_matrix, kind: Numbers, weight: Vector, recipe: Recipe
) -> npt.NDArray[np.float64]:
    """Fit the kinds against each other, on low articles alone; zeros for kinds never seen."""
    columns = np.zeros((len(Kind), 1 + design.shape[1]))
    low = kind >= 0
    seen = np.unique(kind[low])
    if len(seen) < 2:
        return columns
    shown = design[low]
    for each in seen:
        model = _logistic(recipe, warm=False)
        target = kind[low] == each
        _fit(model, shown, target, weight[low] * np.where(target, 1 / target.mean(), 1.0))
        columns[each] = np.concatenate([model.intercept_, model.coef_[0]])
    return columns


def _logistic(recipe: Recipe, *, warm: bool) -> LogisticRegression:
    return LogisticRegression(
        C=recipe.inverse_regularisation, max_iter=recipe.iterations, tol=1e-3, warm_start=warm
    )


def _fit(
    model: LogisticRegression,
    design: sparse.csr_matrix,
    target: npt.NDArray[np.bool_],
    weight: Vector,
) -> None:
    """Fit; that the iterations end before the optimum is meant, as it regularises too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(design, target, weight)
