"""Labelled rows as a change to a model is learned from them, many times over and quickly.

Every strength and every fold asks for a fit of its own, to some hundred labels and some hundred
thousand features. But a change that is kept small is a sum of the rows that it is learned from, so
it lies in the space that they span: a fit in coordinates of that space, one a row, finds the same
change (the representer theorem; Schölkopf, Herbrich and Smola, A Generalized Representer Theorem,
2001), in a tenth of the time. Where there are more rows than that pays for, the features themselves
are the coordinates.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

Vector = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]
Strength = tuple[float, float]

MOST_SPANNED = 2000  # rows; the time to find their space grows with the cube of their number
FLAT = 1e-6  # of the widest direction; what is no wider is rounding
LEAST_SCALE = 0.05  # of the old model: its order is never turned around


class Change(NamedTuple):
    """The new score is `scale` times the old one, plus `shift`, plus rows times `weights`.

    `weights` are of the coordinates of a `Ground`.
    """

    scale: float
    shift: float
    weights: Vector


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Labelled rows, and what the old model says of them.

    `rows` are their coordinates; `back` turns weights of coordinates into weights of rows, whose
    sum the change is, and is None where the features themselves are the coordinates.
    """

    design: sparse.csr_matrix
    score: Vector
    good: Flags
    weight: Vector
    rows: npt.NDArray[np.float64] | sparse.csr_matrix
    back: npt.NDArray[np.float64] | None

    def learn(self, chosen: Rows, strength: Strength) -> Change:
        """Fit a change to the old score, from these rows alone; none if they have one label."""
        if self.good[chosen].all() or not self.good[chosen].any():
            return Change(1.0, 0.0, np.zeros(self.rows.shape[1]))
        loud, regularisation = strength
        score = self.score[chosen, np.newaxis] * loud
        shown = _beside(self.rows[chosen], score)
        model = LogisticRegression(C=regularisation, max_iter=300)
        model.fit(shown, self.good[chosen], self.weight[chosen])
        scale = max(float(model.coef_[0, -1]) * loud, LEAST_SCALE)
        return Change(scale, float(model.intercept_[0]), model.coef_[0, :-1])

    def changed(self, change: Change, chosen: Rows) -> Vector:
        """Score these rows after a change."""
        moved = self.rows[chosen] @ change.weights
        return np.asarray(change.scale * self.score[chosen] + change.shift + moved)

    def of_features(self, change: Change) -> Vector:
        """Return what a change adds to the weight of each feature."""
        if self.back is None:
            return change.weights
        return np.asarray(self.design.T @ (self.back @ change.weights))


def lay(design: sparse.csr_matrix, score: Vector, good: Flags, weight: Vector) -> Ground:
    """Make rows of features ready to be learned from."""
    rows, back = _spanned(design) if design.shape[0] <= MOST_SPANNED else (design, None)
    return Ground(design=design, score=score, good=good, weight=weight, rows=rows, back=back)


def _spanned(design: sparse.csr_matrix) -> tuple[Vector, Vector]:
    """Return the coordinates of each row in the space of all, and the way back."""
    alike = (design @ design.T).toarray().astype(np.float64)
    width, direction = np.linalg.eigh(alike)
    wide = width > FLAT * max(float(width[-1]), FLAT)
    length = np.sqrt(width[wide])
    return direction[:, wide] * length, direction[:, wide] / length


def _beside(
    rows: npt.NDArray[np.float64] | sparse.csr_matrix, score: Vector
) -> npt.NDArray[np.float64] | sparse.csr_matrix:
    if isinstance(rows, np.ndarray):
        return np.hstack([rows, score])
    return sparse.csr_matrix(sparse.hstack([rows, sparse.csr_matrix(score)], format="csr"))
