"""What the words of lines say: n-grams that many sites use, weighed by a logistic regression."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from detector.lines.wording import Wording, familiar
from training.lines.reading import Lines, Vector
from training.lines.recipe import LineRecipe
from training.lines.sheets import Mask, Places

ITERATIONS = 60


@dataclass(frozen=True, kw_only=True)
class Words:
    """Which known n-grams each line has: a row a line, scaled as `Wording` scales them.

    `known` says which pages are in a language that the n-grams are of.
    """

    keys: npt.NDArray[np.uint32]
    present: sparse.csr_matrix
    known: npt.NDArray[np.bool_]


def find(lines: Lines, group: Places, asked: Mask, recipe: LineRecipe) -> Words:
    """Choose the n-grams that enough groups use on the lines `asked`; `group` is each line's."""
    line = np.repeat(np.arange(len(lines)), np.diff(lines.grams))
    here = asked[line]
    keys = _widespread(lines.keys[here], group[line[here]], recipe.fewest_groups)
    column = np.searchsorted(keys, lines.keys).clip(max=len(keys) - 1)
    held = keys[column] == lines.keys
    found = sparse.csr_matrix(
        (np.ones(int(held.sum()), np.float32), (line[held], column[held])),
        (len(lines), len(keys)),
    )
    distinct = np.diff(found.indptr)
    scale = np.repeat(1.0 / np.sqrt(np.maximum(distinct, 1)), distinct).astype(np.float32)
    present = sparse.csr_matrix((scale, found.indices, found.indptr), found.shape)
    share = familiar(lines.page, np.diff(lines.grams), distinct)
    return Words(keys=keys, present=present, known=share >= recipe.known)


def fit(words: Words, main: npt.NDArray[np.bool_], weight: Vector, recipe: LineRecipe) -> Wording:
    """Weigh the n-grams on the lines of some weight."""
    held = np.flatnonzero(weight)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the last steps change no decision
        fitted = LogisticRegression(C=recipe.inverse_regularisation, max_iter=ITERATIONS).fit(
            words.present[held], main[held], sample_weight=weight[held]
        )
    return Wording(
        keys=words.keys,
        weights=fitted.coef_[0].astype(np.float32),
        base=float(fitted.intercept_[0]),
        known=recipe.known,
    )


def score(words: Words, wording: Wording, lines: Lines, rows: Places) -> Vector:
    """Score some lines as `Wording` does; 0.0 on pages whose language is not known."""
    said = wording.base + words.present[rows] @ wording.weights.astype(np.float64)
    return np.asarray(np.where(words.known[lines.page.page[rows]], said, 0.0))


def silenced(score: Vector, lines: Lines, share: float) -> Vector:
    """Return the scores as if a share of the pages were in a language that is not known."""
    silent = np.random.default_rng(1).random(len(lines.page.bounds) - 1) < share
    return np.asarray(np.where(silent[lines.page.page], 0.0, score))


def _widespread(keys: npt.NDArray[np.uint32], group: Places, fewest: int) -> npt.NDArray[np.uint32]:
    once = np.unique((keys.astype(np.uint64) << np.uint64(32)) | group.astype(np.uint64))
    known, groups = np.unique((once >> np.uint64(32)).astype(np.uint32), return_counts=True)
    return known[groups >= fewest]


def group_numbers(groups: Sequence[str]) -> Places:
    """Number the groups: equal names, equal numbers."""
    return np.unique(np.array(groups), return_inverse=True)[1].astype(np.int64)
