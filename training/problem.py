"""What is learned from: the views of articles as rows of features, with labels and weights."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from detector.verdict import Kind
from training import matrix
from training.datasets import Labelled
from training.matrix import Keys, Matrix
from training.progress import Progress
from training.recipe import Recipe
from training.views import views

Vector = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
KINDS = tuple(str(kind) for kind in Kind)
EVEN: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is learned from: a row a view.

    `good` is the label, `kind` the kind's number or -1, `weight` sums to the number of rows.
    `article`, `group` and `family` are numbers that rows of one article, group or family share.
    """

    matrix: Matrix
    good: npt.NDArray[np.bool_]
    kind: Numbers
    weight: Vector
    article: Numbers
    group: Numbers
    family: Numbers

    def __getitem__(self, rows: Numbers) -> "Problem":
        names = ("good", "kind", "weight", "article", "group", "family")
        rest = {name: getattr(self, name)[rows] for name in names}
        return Problem(matrix=self.matrix.rows(rows), **rest)


def pose(
    articles: Sequence[Labelled],
    recipe: Recipe,
    *,
    known: Keys | None = None,
    cache: Path,
    jobs: int,
    progress: Progress,
) -> Problem:
    """Show the articles in all their views, and extract the features.

    The n-grams are the `known` ones (in order), or else those that are widespread.
    """
    shown = views(articles, recipe)
    progress.tell(f"reading {len(articles):,} articles in {len(shown):,} views")
    article = np.array([view.article for view in shown])
    share = np.array([view.weight for view in shown])
    kind = [KINDS.index(each.kind) if each.kind in KINDS else -1 for each in articles]
    group = number([each.group for each in articles])[article]
    texts = [view.text for view in shown]
    found = matrix.read(texts, limit=recipe.limit, cache=cache, jobs=jobs, progress=progress)
    if known is None:
        known = found.widespread(group, fewest(group, recipe))
    return Problem(
        matrix=found.matrix(known),
        good=np.array([each.good for each in articles])[article],
        kind=np.array(kind)[article],
        weight=weights(articles, recipe.emphasis)[article] * share,
        article=article,
        group=group,
        family=number([each.family for each in articles])[article],
    )


def fewest(group: Numbers, recipe: Recipe) -> int:
    """How many groups must use an n-gram: fewer than the recipe says where there are few groups."""
    return min(recipe.fewest_groups, max(2, len(np.unique(group)) // 50))


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
    return even(weight, np.array([article.good for article in articles]))


def even(weight: Vector, good: npt.NDArray[np.bool_]) -> Vector:
    """Return the weights scaled so that each label has half, and all add up to their number."""
    scaled = weight.copy()
    for label in (good, ~good):
        scaled[label] *= len(weight) / 2 / weight[label].sum()
    return scaled


def number(names: Sequence[object]) -> Numbers:
    """Number the names in the order in which they come; equal ones share a number."""
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(name, len(seen)) for name in names], np.int64)


def group_folds(problem: Problem, count: int) -> Numbers:
    """Fold of each row, from 0 to `count` - 1; rows of a group share one.

    Groups go to folds by a hash of their number, so that neighbours in a file part. Where there is
    only one group, its articles part instead.
    """
    apart = problem.group if problem.group.max() else problem.article
    return _hashed(apart, count)


def family_folds(problem: Problem, count: int, by_site: Sequence[int] = ()) -> Numbers:
    """Fold of each row; rows of a family share one, or rows of a group for families `by_site`.

    Families go to folds the largest first, each to the fold that has the fewest rows.
    """
    fold = _hashed(problem.group, count)
    whole = ~np.isin(problem.family, by_site)
    rows = np.bincount(fold[~whole], minlength=count)
    sizes = np.bincount(problem.family[whole], minlength=int(problem.family.max()) + 1)
    for family in np.argsort(-sizes, kind="stable"):
        if sizes[family]:
            lightest = int(np.argmin(rows))
            fold[whole & (problem.family == family)] = lightest
            rows[lightest] += sizes[family]
    return fold


def some_groups(problem: Problem, most: int) -> Problem:
    """Return the rows of some groups, about `most` of them; all rows where there are no more."""
    parts = -(-len(problem.group) // most)
    return problem if parts <= 1 else problem[np.flatnonzero(_hashed(problem.group, parts) == 0)]


def _hashed(numbers: Numbers, count: int) -> Numbers:
    fold = [
        int.from_bytes(hashlib.sha256(str(each).encode()).digest()[:4], "big") % count
        for each in range(int(numbers.max()) + 1)
    ]
    return np.array(fold)[numbers]
