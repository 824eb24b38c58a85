"""A table of a benchmark, as plain text for the terminal and as Markdown for the file."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from training.evaluation.bootstrap import Estimate
from training.evaluation.wording import NONE

WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells as they are printed; the first column is a name. `caption` says how to read it."""

    title: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def plain(self) -> str:
        """Write it with columns of even width, numbers to the right."""
        cells = [self.columns, *self.rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [
            "  ".join(
                f"{cell:{'>' if place else '<'}{width}}"
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in cells
        ]
        return "\n".join([self.title, "", *lines, "", textwrap.fill(self.caption, WIDTH)])

    def markdown(self) -> str:
        """Write it for a Markdown page."""
        ruler = ("---", *("--:" for _ in self.columns[1:]))
        lines = [f"| {' | '.join(row)} |" for row in (self.columns, ruler, *self.rows)]
        return "\n".join([f"## {self.title}", "", *lines, "", self.caption])


def share(value: float | None) -> str:
    """Return ".934", or a dash for None."""
    if value is None:
        return NONE
    return f"{value:.3f}".removeprefix("0")


def with_interval(estimate: Estimate) -> str:
    """Return ".934 (.921-.945)"."""
    if estimate.low is None:
        return share(estimate.value)
    return f"{share(estimate.value)} ({share(estimate.low)}-{share(estimate.high)})"


def joined(tables: Sequence[Table], *, markdown: bool) -> str:
    """Write all of them, blank lines between."""
    written = [table.markdown() if markdown else table.plain() for table in tables]
    return "\n\n".join(written) + "\n"
