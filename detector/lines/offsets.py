"""From a place in a cleaned text to the place in the original where the same characters stand.

The cleaned text is made of kept stretches of the original and of what repairs have put between
them. A kept character has one place in the original; one that a repair put there stands for all
of what it replaced.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from detector.lines.cleaned import Residue


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A part of the cleaned text from `cleaned` on, and where it is from in the original.

    `end` is where the original goes on after what was replaced, and None for a kept stretch.
    """

    cleaned: int
    original: int
    end: int | None = None


class Offsets:
    """The way back from a cleaned text, for the residue that was taken out of the original.

    >>> from detector.lines.cleaned import ResidueKind
    >>> cut = Residue(start=0, end=5, kind=ResidueKind.OTHER, probability=1.0, text="Home|")
    >>> Offsets([cut]).span(0, 3)
    (5, 8)
    """

    def __init__(self, residue: Sequence[Residue]) -> None:
        self._stretches = [_Stretch(cleaned=0, original=0)]
        here = before = 0
        for each in residue:
            here += each.start - before
            if each.replacement:
                self._stretches.append(_Stretch(cleaned=here, original=each.start, end=each.end))
            here += len(each.replacement)
            self._stretches.append(_Stretch(cleaned=here, original=each.end))
            before = each.end
        self._starts = [each.cleaned for each in self._stretches]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters `start` up to but not including `end` stand in the original.

        From the first of them to the last: what was cut out between them is inside. An empty span
        stays empty.
        """
        first, _ = self._character(start)
        return first, self._character(end - 1)[1] if end > start else first

    def _character(self, position: int) -> tuple[int, int]:
        """Return where the character at a position of the cleaned text begins and ends."""
        stretch = self._stretches[bisect_right(self._starts, position) - 1]
        if stretch.end is not None:
            return stretch.original, stretch.end
        original = stretch.original + position - stretch.cleaned
        return original, original + 1
