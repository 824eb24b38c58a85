"""A disguised text as its readers see it, and the way back to what it really holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Span = tuple[int, int]


class Trick(StrEnum):
    """How a word was disguised; the names are those of the traits that tell of it."""

    HIDDEN = "hidden_characters"
    MIXED = "mixed_script"
    BROKEN = "broken_words"


@dataclass(frozen=True, kw_only=True)
class Plain:
    """A text without its disguise.

    Its character `i` stands at `start[i]:end[i]` of the original. `words` has the disguised words,
    as places in `text`.
    """

    text: str
    start: Places
    end: Places
    words: Mapping[Trick, Sequence[Span]]

    def span(self, start: int, end: int) -> Span:
        """Return where the characters `start` up to but not including `end` are in the original.

        An empty span stays empty.
        """
        if start == end:
            place = int(self.start[start]) if start < len(self.text) else int(self.end[-1])
            return place, place
        return int(self.start[start]), int(self.end[end - 1])
