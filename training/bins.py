"""How numbers become columns: a trait's bins add up and may only lower the quality.

A measure is cut at its quantiles, and each bin has a weight of its own. A trait is cut at fixed
places, and each step up has a weight, so that more of a fault never counts for less.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from detector import features

TRAIT_EDGES = {
    "count": (1.0, 2.0, 3.0, 5.0, 8.0, 13.0),
    "share": (1e-9, 0.01, 0.03, 0.1, 0.3),
    "at_end": (1.0,),
}
Edges = Mapping[str, npt.NDArray[np.float64]]


@dataclass(frozen=True, kw_only=True)
class Bins:
    """The cuts, and which columns of the binned matrix are steps of a trait."""

    edges: Edges

    @property
    def steps(self) -> npt.NDArray[np.bool_]:
        """Columns that belong to a trait."""
        each = [np.full(len(cuts) + 1, "." in name) for name, cuts in self.edges.items()]
        return np.concatenate(each) if each else np.zeros(0, np.bool_)

    def transform(self, numbers: npt.NDArray[np.float64]) -> sparse.csr_matrix:
        """Return one column a bin: 1.0 in a measure's bin, and in all bins up to a trait's."""
        place = {name: column for column, name in enumerate(features.names())}
        columns = [
            _columns(numbers[:, place[name]], cuts, cumulative="." in name)
            for name, cuts in self.edges.items()
        ]
        return sparse.csr_matrix(np.concatenate(columns, axis=1))

    def weights(self, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Turn the weight of each bin, as a model stores it, into weights of columns."""
        parts, start = [], 0
        for name, cuts in self.edges.items():
            part = rows[start : start + len(cuts) + 1]
            parts.append(np.diff(part, axis=0, prepend=0.0) if "." in name else part)
            start += len(cuts) + 1
        return np.concatenate(parts) if parts else rows[:0]

    def rows(self, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Turn weights of columns into the weight of each bin, as a model stores it."""
        rows, start = [], 0
        for name, cuts in self.edges.items():
            part = weights[start : start + len(cuts) + 1]
            rows.append(np.cumsum(part, axis=0) if "." in name else part)
            start += len(cuts) + 1
        return np.concatenate(rows) if rows else weights[:0]


def fit(numbers: npt.NDArray[np.float64], quantiles: int) -> Bins:
    """Choose the cuts: fixed for traits, quantiles of `numbers` for measures."""
    edges = {}
    for place, name in enumerate(features.names()):
        _, dot, part = name.partition(".")
        edges[name] = (
            np.array(TRAIT_EDGES[part]) if dot else _quantiles(numbers[:, place], quantiles)
        )
    return Bins(edges=edges)


def _quantiles(values: npt.NDArray[np.float64], number: int) -> npt.NDArray[np.float64]:
    cuts = np.unique(np.quantile(values, np.arange(1, number) / number))
    return np.asarray(cuts[cuts > values.min()])


def _columns(
    values: npt.NDArray[np.float64], cuts: npt.NDArray[np.float64], *, cumulative: bool
) -> npt.NDArray[np.float32]:
    place = np.searchsorted(cuts, values, side="right")[:, np.newaxis]
    bins = np.arange(len(cuts) + 1)
    held = (bins <= place) & (bins > 0) if cumulative else bins == place
    return held.astype(np.float32)
