"""Boosted trees as plain arrays: scored in one loop, and taken apart into what each split did."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.arrays import Floats
from detector.hashing import buffers
from detector.lines import sweeps
from detector.model_limits import LARGEST_NUMBER

NODE = np.dtype(
    [("column", "<i2"), ("threshold", "<f4"), ("left", "<i4"), ("right", "<i4"), ("value", "<f4")]
)
Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Forest:
    """Trees whose leaves' values add up to a logit.

    `nodes` has the fields of `NODE`, tree after tree, each from its root on; `roots` are the
    places of the roots. `left` and `right` are places in `nodes`, both 0 for a leaf. The value of
    an inner node is the mean of its two sides.
    """

    nodes: npt.NDArray[np.void]
    roots: npt.NDArray[np.int32]

    @cached_property
    def base(self) -> float:
        """What every row starts from: the sum of the roots' values."""
        return float(self.nodes["value"][self.roots].astype(np.float64).sum())

    def logit(self, rows: Rows) -> Floats:
        """Score each row: the sum of the leaves that it falls into."""
        out = np.zeros(len(rows))
        sweeps.descend(*buffers(rows), *self._arrays, *buffers(out))
        return out

    def contributions(self, rows: Rows) -> Floats:
        """What each column did, a row a row: with `base` they add up to the logit.

        Each split adds the step from its own mean to that of the side taken (Saabas, Interpreting
        random forests, 2014).
        """
        out = np.zeros(rows.shape)
        sweeps.attribute(*buffers(rows), *self._arrays, *buffers(out))
        return out

    @cached_property
    def _arrays(self) -> list[memoryview]:
        fields = ("column", "threshold", "left", "right")
        arrays = [np.ascontiguousarray(self.nodes[name]) for name in fields]
        value = self.nodes["value"].astype(np.float64)
        return buffers(self.roots.copy(), *arrays, value)

    def __getstate__(self) -> dict[str, Any]:
        """Travel to another process without what the loops take, which cannot."""
        return {"nodes": self.nodes, "roots": self.roots}

    def fault(self, columns: int) -> str | None:
        """Say what makes these trees unusable: a scorer must end, and stay inside its arrays.

        In a tree every way leads on to places further behind, so that no row can take more steps
        than there are nodes.
        """
        nodes, roots = self.nodes, self.roots
        if not len(nodes) or not len(roots) or roots[0] != 0 or (np.diff(roots) <= 0).any():
            return "no trees, one behind the other"
        if roots[-1] >= len(nodes):
            return "a root outside the nodes"
        inner = np.flatnonzero(nodes["left"])
        end = np.append(roots[1:], len(nodes))[np.searchsorted(roots, inner, side="right") - 1]
        below = np.stack([nodes["left"][inner], nodes["right"][inner]])
        if (below <= inner).any() or (below >= end).any():
            return "a node that leads back, or out of its tree"
        if (nodes["column"] < 0).any() or (nodes["column"] >= columns).any():
            return "a column that is not there"
        small = all(np.abs(nodes[name]).max() <= LARGEST_NUMBER for name in ("threshold", "value"))
        return None if small else "a number that is not finite, or too large"
