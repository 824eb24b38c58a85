"""Fits the linear model: words, bins, and an intercept for each family that is thrown away."""

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from detector.model import ARTICLE, COLUMNS, KINDS, PAGE
from detector.verdict import Kind
from training.bins import Bins
from training.matrix import Keys, Matrix, scaled
from training.problem import Numbers, Problem, Vector, fewest
from training.recipe import Recipe

FEWEST_PAGES = 25  # views of pages that are no article; below that, none is asked for


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A linear model before calibration, with the columns `detector.model.COLUMNS`.

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


def fit(problem: Problem, bins: Bins, recipe: Recipe, *, kinds: bool = True) -> Fitted:
    """Fit whether to keep an article and whether it is one; and the kinds, unless told not to."""
    known = problem.matrix.columns(_widespread(problem, fewest(problem.group, recipe)))
    words = scaled(known.words, recipe.exponent)
    binned = bins.transform(known.numbers) * np.float32(recipe.bin_value)
    design = sparse.hstack([words, binned], format="csr")
    steps = np.concatenate([np.zeros(words.shape[1], np.bool_), bins.steps])
    columns = np.zeros((len(COLUMNS), 1 + design.shape[1]))
    columns[ARTICLE] = _falling(design, problem.good, problem.weight, steps, recipe, problem.family)
    columns[PAGE] = _page(problem, design, steps, recipe)
    if kinds:
        columns[KINDS:] = _kinds(problem, design, recipe)
    return Fitted(
        bins=bins,
        exponent=recipe.exponent,
        softness=1.0,
        base=columns[:, 0],
        keys=known.keys,
        words=columns[:, 1 : 1 + len(known.keys)].T,
        steps=columns[:, 1 + len(known.keys) :].T * recipe.bin_value,
    )


def _widespread(problem: Problem, fewest: int) -> npt.NDArray[np.int64]:
    """N-grams (columns) that at least `fewest` groups use."""
    rows = len(problem.group)
    groups = int(problem.group.max()) + 1
    member = sparse.csr_matrix(
        (np.ones(rows, np.float32), (problem.group, np.arange(rows))), (groups, rows)
    )
    used = (member @ problem.matrix.words).tocsc()
    return np.flatnonzero(np.diff(used.indptr) >= fewest)


def _falling(
    design: sparse.csr_matrix,
    good: npt.NDArray[np.bool_],
    weight: Vector,
    steps: npt.NDArray[np.bool_],
    recipe: Recipe,
    family: Numbers | None = None,
) -> Vector:
    """Fit good against the rest; a trait's step that would raise the score is taken out.

    Each `family` has an intercept of its own, which is thrown away. Returns the intercept and the
    weights of the columns.
    """
    width = design.shape[1]
    extra = [] if family is None else [_intercepts(family, recipe.family_value)]
    model = _logistic(recipe, warm=True)
    kept = np.ones(width, np.float32)
    for _ in range(4):
        shown = sparse.hstack([design @ sparse.diags(kept), *extra], format="csr")
        _fit(model, shown, good, weight)
        weights = model.coef_[0, :width]
        rising = steps & (weights > 0)
        if not rising.any():
            break
        kept[rising] = 0.0
        weights[rising] = 0.0
    return np.concatenate([model.intercept_, weights])


def _intercepts(family: Numbers, value: float) -> sparse.csr_matrix:
    rows = np.arange(len(family))
    return sparse.csr_matrix((np.full(len(rows), value, np.float32), (rows, family)))


def _page(
    problem: Problem,
    design: sparse.csr_matrix,
    steps: npt.NDArray[np.bool_],
    recipe: Recipe,
) -> Vector:
    """Fit good articles against pages that are none; zeros where there are too few such pages.

    Families of pages have little in common with those of articles, so none has an intercept: what
    sets pages apart is what they are. `page_margin` makes sure that only clear cases count.
    """
    page = problem.kind == tuple(Kind).index(Kind.BOILERPLATE)
    rows = np.flatnonzero(problem.good | page)
    if page.sum() < FEWEST_PAGES:
        return np.zeros(1 + design.shape[1])
    good, weight = problem.good[rows], problem.weight[rows]
    for label in (good, ~good):
        weight[label] *= len(rows) / 2 / weight[label].sum()
    column = _falling(design[rows], good, weight, steps, recipe)
    column[0] += recipe.page_margin
    return column


def _kinds(problem: Problem, design: sparse.csr_matrix, recipe: Recipe) -> npt.NDArray[np.float64]:
    """Fit the kinds against each other, on low articles alone; zeros for kinds never seen."""
    columns = np.zeros((len(Kind), 1 + design.shape[1]))
    low = problem.kind >= 0
    seen = np.unique(problem.kind[low])
    if len(seen) < 2:
        return columns
    for kind in seen:
        model = _logistic(recipe, warm=False)
        target = problem.kind[low] == kind
        weight = problem.weight[low] * np.where(target, 1 / target.mean(), 1.0)
        _fit(model, design[low], target, weight)
        columns[kind] = np.concatenate([model.intercept_, model.coef_[0]])
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
