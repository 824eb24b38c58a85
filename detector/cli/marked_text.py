"""The text of an article on a terminal: what was found in it, and its residue struck through.

A mark in the margin and the kind at the end of the line say the same to whoever sees no styles.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from detector.cli import colours
from detector.pages.highlights import Segment, highlights
from detector.pages.passages import Row, Run, runs
from detector.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

    from detector.lines.cleaned import Line
    from detector.verdict import Verdict

STRUCK = "dim strike"
MARGIN, MARGIN_OF_RESIDUE = "  ", "- "

Styles = Mapping[str, str]
Rows = Iterator[tuple[str, Text]]


def marked_text(
    text: str, verdict: "Verdict", lines: "Sequence[Line]", console: "Console"
) -> Table | Text:
    """Return the text with each span in brackets, named, in the colour of its trait.

    Where there is residue, every line gets a margin, which long lines keep to on a terminal.
    """
    styles = {name: colours.of_trait(number) for number, name in enumerate(verdict.traits)}
    found = list(runs(text, highlights(verdict), lines))
    if not any(run.residue for run in found):
        return Text().join(_article(text, run, styles) for run in found)
    rows = [row for run in found for row in _rows(text, run, styles, console)]
    if not console.is_terminal:
        return Text("\n").join(Text(margin) + shown if shown else shown for margin, shown in rows)
    grid = Table.grid()
    grid.add_column(width=len(MARGIN), no_wrap=True)
    grid.add_column()
    for margin, shown in rows:
        grid.add_row(margin, shown)
    return grid


def _rows(text: str, run: Run, styles: Styles, console: "Console") -> Rows:
    if not run.residue:
        yield from ((MARGIN, line) for line in _lines(_article(text, run, styles)))
        return
    for row in run.shown:
        yield MARGIN_OF_RESIDUE, _struck(text, row, styles)
        yield from _blank_after(text, row)
    if run.folded:
        yield MARGIN_OF_RESIDUE, _fold(run, styles, ascii_only=console.options.ascii_only)
        yield from _blank_after(text, run.folded[-1])


def _article(text: str, run: Run, styles: Styles) -> Text:
    return _words(text, [each for row in run.rows for each in row.segments], styles)


def _lines(words: Text) -> list[Text]:
    """Return the lines without the break that ends the last of them."""
    lines = list(words.split("\n", allow_blank=True))
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def _struck(text: str, row: Row, styles: Styles) -> Text:
    """Return a line of residue with its kind."""
    kind = f"  ({row.line.kind})" if row.line else ""
    return _words(text, row.said, styles, STRUCK).append(kind, "dim")


def _fold(run: Run, styles: Styles, *, ascii_only: bool) -> Text:
    """Return what stands for the folded rows, with the brackets that open or close in them."""
    segments = [each for row in run.folded for each in row.segments]
    start, end = segments[0].start, segments[-1].end
    traits = dict.fromkeys(each for segment in segments for each in segment.traits)
    shown = Text(f"{'...' if ascii_only else '…'} {run.fold}", "dim")
    for each in traits:
        if each.start < start and each.end <= end:
            shown.append(f" | {each.trait}]", f"bold {styles[each.trait or '']}")
        if each.start >= start and each.end > end:
            shown = Text("[", styles[each.trait or ""]) + shown
    return shown


def _blank_after(text: str, row: Row) -> Rows:
    """Yield the blank lines below a line of residue."""
    breaks = text.count("\n", row.said[-1].end, row.segments[-1].end)
    for _ in range(breaks - 1):
        yield MARGIN, Text()


def _words(text: str, segments: Sequence[Segment], styles: Styles, also: str = "") -> Text:
    shown = Text()
    for segment in segments:
        _append(shown, text[segment.start : segment.end], segment, styles, also)
    return shown


def _append(shown: Text, said: str, segment: Segment, styles: Styles, also: str) -> None:
    """Add a segment: the brackets that open before it, its words, those that close after it."""
    for each in segment.traits:
        if each.start == segment.start:
            shown.append("[", styles[each.trait or ""])
    trait = styles[segment.traits[-1].trait or ""] if segment.traits else ""
    words = f"underline {_underline(segment)}" if segment.words else ""
    shown.append(printable(said), f"{trait or words} {also}".strip())
    for each in reversed(segment.traits):
        if each.end == segment.end:
            shown.append(f" | {each.trait}]", f"bold {styles[each.trait or '']}")


def _underline(segment: Segment) -> str:
    return colours.of_contribution(segment.words[-1].contribution)
