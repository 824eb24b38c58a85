"""The table that `detector score` shows on a terminal."""

import os
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.table import Table
from rich.text import Text

from detector.cli import colours
from detector.cli.bars import bar
from detector.cli.terminal import output_console
from detector.pages.shares import readable
from detector.printable import on_one_line

if TYPE_CHECKING:
    from detector.formats import Record
    from detector.verdict import Contribution, Verdict

ROWS_AT_ONCE = 50
IN_A_LOG = 120  # columns, where there is no terminal to ask: in a hook, in CI
BAR_WIDTH = 8
QUALITY_WIDTH = BAR_WIDTH + 5
LABEL_WIDTH = 6
KIND_WIDTH = 11
REASONS_SHOWN = 3
GAPS = 8


class ScoreTable:
    """Prints a row an article, some at a time, so that a long input is seen as it is read."""

    def __init__(self) -> None:
        self._console = output_console()
        if not self._console.is_terminal and "COLUMNS" not in os.environ:
            self._console.width = IN_A_LOG
        self._rows: list[tuple[Record, Verdict]] = []
        self._header = True
        left = self._console.width - QUALITY_WIDTH - LABEL_WIDTH - KIND_WIDTH - GAPS
        self._name_width = max(left * 2 // 5, 8)
        self._reasons_width = max(left - self._name_width, 8)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None or isinstance(error, KeyboardInterrupt):
            self._print()

    def add(self, record: "Record", verdict: "Verdict") -> None:
        """Take one more row."""
        self._rows.append((record, verdict))
        if len(self._rows) == ROWS_AT_ONCE:
            self._print()

    def _print(self) -> None:
        if not self._rows:
            return
        table = self._columns()
        for record, verdict in self._rows:
            table.add_row(*self._cells(record, verdict))
        self._console.print(table)
        self._rows, self._header = [], False

    def _columns(self) -> Table:
        """Return a table whose columns are as wide for the next rows as for these."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=self._header)
        for heading, width in (
            ("article", self._name_width),
            ("quality", QUALITY_WIDTH),
            ("label", LABEL_WIDTH),
            ("kind", KIND_WIDTH),
            ("reasons", self._reasons_width),
        ):
            table.add_column(heading, width=width, no_wrap=True, overflow="ellipsis")
        return table

    def _cells(self, record: "Record", verdict: "Verdict") -> tuple[Text, ...]:
        style = colours.OF_LABEL[verdict.label]
        ascii_only = self._console.options.ascii_only
        filled = bar(verdict.quality, BAR_WIDTH, ascii_only=ascii_only)
        return (
            Text(_cut(record.article.id or str(record.place), self._name_width)),
            Text(f"{filled} {verdict.quality:.2f}", style=style),
            Text(verdict.label, style=style),
            Text(verdict.kind or ""),
            reasons(verdict),
        )


def _cut(name: str, width: int) -> str:
    """Return the name on one line, its end if it is long: the end of a path tells files apart."""
    shown = on_one_line(name)
    return shown if len(shown) <= width else f"…{shown[1 - width :]}"


def reasons(verdict: "Verdict") -> Text:
    """Return the strongest reasons on one line, or why there is no telling."""
    if verdict.unsure_because:
        return Text(verdict.unsure_because)
    shown = verdict.reasons[:REASONS_SHOWN]
    return Text("  ").join(_reason(each) for each in shown)


def _reason(reason: "Contribution") -> Text:
    number = Text(f"{reason.contribution:+.1f}", style=colours.of_contribution(reason.contribution))
    return number + Text(f" {on_one_line(readable(reason.feature))}")
