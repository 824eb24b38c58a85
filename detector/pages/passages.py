"""A text in runs of lines that are the article and lines that are not, as `explain` shows them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from detector.pages.highlights import Highlight, Segment, segments

if TYPE_CHECKING:
    from detector.lines.cleaned import Line

SHOWN_OF_A_RUN = 5
FEWEST_FOLDED = 3  # less is not worth a click
STRONGEST = 5
OTHERS: Mapping[str, str] = {"other": "another kind"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line and the blank ones after it; `segments` cover it without a gap.

    `line` is there if the line is residue. Then no segment reaches over its ends.
    """

    segments: tuple[Segment, ...]
    line: "Line | None" = None

    @property
    def said(self) -> tuple[Segment, ...]:
        """The segments of the line itself, without the white space around it."""
        line = self.line
        return tuple(s for s in self.segments if line is None or line.start <= s.start < line.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Neighbouring rows of residue, or of the article."""

    rows: tuple[Row, ...]
    residue: bool

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that are read: all of the article, the first of the residue."""
        few = len(self.rows) < SHOWN_OF_A_RUN + FEWEST_FOLDED
        return self.rows if few or not self.residue else self.rows[:SHOWN_OF_A_RUN]

    @property
    def folded(self) -> tuple[Row, ...]:
        """The rows after those that are shown."""
        return self.rows[len(self.shown) :]

    @property
    def fold(self) -> str:
        """What the folded rows are: "120 more lines of navigation, 2 of share"."""
        return named((row.line for row in self.folded if row.line), " more")


def runs(text: str, marked: Sequence[Highlight], lines: "Sequence[Line]") -> Iterator[Run]:
    """Cut a text into runs of rows, which hold the highlights; one run where nothing is residue."""
    cut = lines if any(not each.kept for each in lines) else ()
    for residue, rows in groupby(_rows(text, marked, cut), lambda row: row.line is not None):
        yield Run(rows=tuple(rows), residue=residue)


def strongest(lines: "Sequence[Line]") -> "list[Line]":
    """Return the few lines that are residue with the least doubt, in the order of the text.

    Every kind has its turn before a kind has its second.
    """
    residue = sorted((each for each in lines if not each.kept), key=lambda each: each.probability)
    turns: list[tuple[int, Line]] = []
    before: Counter[str] = Counter()
    for each in residue:
        turns.append((before[each.kind], each))
        before[each.kind] += 1
    first = sorted(turns, key=lambda turn: turn[0])[:STRONGEST]
    return sorted((each for _, each in first), key=lambda each: each.start)


def named(lines: "Iterable[Line]", more: str = "") -> str:
    """Return how many lines there are of each kind: "31 lines of navigation, 11 of share"."""
    kinds = Counter(OTHERS.get(each.kind, each.kind) for each in lines).most_common()
    (kind, count), *others = kinds
    first = f"{count:,}{more} line{'' if count == 1 else 's'} of {kind}"
    return ", ".join((first, *(f"{number:,} of {name}" for name, number in others)))


def _rows(text: str, marked: Sequence[Highlight], lines: "Sequence[Line]") -> Iterator[Row]:
    starts = [0, *(each.start for each in lines[1:]), len(text)]
    edges = {place for each in lines for place in (each.start, each.end)}
    pieces = iter(segments(len(text), marked, edges))
    piece = next(pieces, None)
    for number, (_, end) in enumerate(pairwise(starts)):
        line = lines[number] if lines else None
        held = []
        while piece is not None and piece.start < end:
            held.append(piece)
            piece = next(pieces, None)
        yield Row(segments=tuple(held), line=None if line is None or line.kept else line)
