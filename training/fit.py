"""Fits the linear model: words, bins, and an intercept for each family that is thrown away."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from detector.verdict import Kind
from training.bins import Bins
from training.datasets import Labelled
from training.matrix import Matrix

Vector = npt.NDArray[np.float64]
EVEN: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What a training run may choose; see `training/recipe.toml` for what each means."""

    bits: int = 18
    limit: int = 1300
    exponent: float = 0.25
    quantiles: int = 8
    bin_value: float = 0.15
    family_value: float = 10.0
    fewest_groups: int = 8
    inverse_regularisation: float = 1.0
    iterations: int = 80
    folds: int = 5
    emphasis: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is learned from: a row a view.

    `good` is the label, `kind` the kind's number or -1, `weight` sums to the number of rows, and
    `group` and `family` are numbers that rows of one group or family share.
    """

    matrix: Matrix
    good: npt.NDArray[np.bool_]
    kind: npt.NDArray[np.int64]
    weight: Vector
    group: npt.NDArray[np.int64]
    family: npt.NDArray[np.int64]

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> "Problem":
        names = ("good", "kind", "weight", "group", "family")
        rest = {name: getattr(self, name)[rows] for name in names}
        return Problem(matrix=self.matrix.rows(rows), **rest)


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A linear model before calibration: one column for the quality, one for each kind.

    `words` has a row a bucket, `bins` one a bin (as stored), `base` one number a column.
    """

    bins: Bins
    base: Vector
    words: npt.NDArray[np.float64]
    steps: npt.NDArray[np.float64]

    def decide(self, matrix: Matrix) -> Vector:
        """Score texts: one row a text, one column for the quality and each kind."""
        binned = self.bins.transform(matrix.numbers)
        return np.asarray(self.base + matrix.words @ self.words + binned @ self.steps)

    def knows(self, column: int) -> bool:
        """Whether anything was learned for a column."""
        return bool(self.words[:, column].any() or self.steps[:, column].any())


def weights(articles: Sequence[Labelled], emphasis: Mapping[str, float] = EVEN) -> Vector:
    """Weigh articles so that neither a site nor a source outshouts the rest, and labels are even.

    Within the articles of one source and label, a group of n counts as much as sqrt(n) articles;
    the source and label as a whole count as the square root of their number, times `emphasis` for
    the sources named there. The weights add up to the number of articles.
    """
    source = number([(article.source, article.good) for article in articles])
    group = number([(article.source, article.good, article.group) for article in articles])
    weight = 1.0 / np.sqrt(np.bincount(group)[group])
    weight *= (np.sqrt(np.bincount(source)) / np.bincount(source, weight))[source]
    weight *= [emphasis.get(article.source, 1.0) for article in articles]
    good = np.array([article.good for article in articles])
    for label in (good, ~good):
        weight[label] *= len(articles) / 2 / weight[label].sum()
    return np.asarray(weight)


def number(names: Sequence[object]) -> npt.NDArray[np.int64]:
    """Number the names in the order in which they come; equal ones share a number."""
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(name, len(seen)) for name in names], np.int64)


def fit(problem: Problem, bins: Bins, recipe: Recipe, *, kinds: bool = True) -> Fitted:
    """Fit the quality, and the kinds unless told not to."""
    kept = _widespread(problem, recipe.fewest_groups)
    binned = bins.transform(problem.matrix.numbers) * np.float32(recipe.bin_value)
    words = problem.matrix.words[:, kept]
    quality = _quality(problem, words, binned, bins.steps, recipe)
    columns = np.zeros((1 + len(Kind), len(quality)))
    columns[0] = quality
    if kinds:
        columns[1:] = _kinds(problem, words, binned, recipe)
    table = np.zeros((problem.matrix.words.shape[1], len(columns)))
    table[kept] = columns[:, 1 : 1 + len(kept)].T
    steps = columns[:, 1 + len(kept) :].T * recipe.bin_value
    return Fitted(bins=bins, base=columns[:, 0], words=table, steps=steps)


def _widespread(problem: Problem, fewest: int) -> npt.NDArray[np.int64]:
    """Buckets that at least `fewest` groups use."""
    rows = len(problem.group)
    groups = int(problem.group.max()) + 1
    member = sparse.csr_matrix(
        (np.ones(rows, np.float32), (problem.group, np.arange(rows))), (groups, rows)
    )
    used = (member @ (problem.matrix.words > 0)).tocsc()
    return np.flatnonzero(np.diff(used.indptr) >= fewest)


def _quality(
    problem: Problem,
    words: sparse.csr_matrix,
    binned: sparse.csr_matrix,
    steps: npt.NDArray[np.bool_],
    recipe: Recipe,
) -> Vector:
    """Fit good against the rest; a trait's step that would raise the quality is taken out."""
    rows = np.arange(len(problem.family))
    families = sparse.csr_matrix(
        (np.full(len(rows), recipe.family_value, np.float32), (rows, problem.family))
    )
    model = _logistic(recipe, warm=True)
    kept = np.ones(binned.shape[1], np.float32)
    for _ in range(4):
        design = sparse.hstack([words, binned @ sparse.diags(kept), families], format="csr")
        model.fit(design, problem.good, problem.weight)
        weights = model.coef_[0, : words.shape[1] + binned.shape[1]]
        rising = steps & (weights[words.shape[1] :] > 0)
        if not rising.any():
            break
        kept[rising] = 0.0
        model.coef_[0, words.shape[1] : len(weights)][rising] = 0.0
    weights[words.shape[1] :][rising] = 0.0
    return np.concatenate([model.intercept_, weights])


def _kinds(
    problem: Problem, words: sparse.csr_matrix, binned: sparse.csr_matrix, recipe: Recipe
) -> npt.NDArray[np.float64]:
    """Fit the kinds against each other, on low articles alone; zeros for kinds never seen."""
    width = 1 + words.shape[1] + binned.shape[1]
    columns = np.zeros((len(Kind), width))
    low = problem.kind >= 0
    seen = np.unique(problem.kind[low])
    if len(seen) < 2:
        return columns
    design = sparse.hstack([words[low], binned[low]], format="csr")
    for kind in seen:
        model = _logistic(recipe, warm=False)
        target = problem.kind[low] == kind
        weight = problem.weight[low] * np.where(target, 1 / target.mean(), 1.0)
        model.fit(design, target, weight)
        columns[kind] = np.concatenate([model.intercept_, model.coef_[0]])
    return columns


def _logistic(recipe: Recipe, *, warm: bool) -> LogisticRegression:
    return LogisticRegression(
        C=recipe.inverse_regularisation, max_iter=recipe.iterations, tol=1e-3, warm_start=warm
    )


def folds(group: npt.NDArray[np.int64], number: int) -> npt.NDArray[np.int64]:
    """Fold of each row; rows of a group share one, and the choice does not depend on their order.

    Groups go to folds by a hash of their number, so that neighbours in a file part.
    """
    fold = [
        int.from_bytes(hashlib.sha256(str(each).encode()).digest()[:4], "big") % number
        for each in range(int(group.max()) + 1)
    ]
    return np.array(fold)[group]
