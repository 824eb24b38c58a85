"""What was decided of the lines of a batch, before anything is cut."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detector.arrays import Floats, Mask
from detector.lines.cleaned import ResidueKind


@dataclass(frozen=True, kw_only=True)
class Decided:
    """Each array has an entry for each line of `Findings.whole.lines`, blank lines included.

    `probability` is that of being the article, `cut` says which lines go (never a blank one),
    `kind` is the place in `ResidueKind` of what the line would be as residue.
    """

    probability: Floats
    cut: Mask
    kind: npt.NDArray[np.int8]

    def kind_of(self, line: int) -> ResidueKind:
        """Return what a line would be as residue."""
        return tuple(ResidueKind)[int(self.kind[line])]
