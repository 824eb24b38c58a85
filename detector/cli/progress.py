"""A counter on standard error for whoever is waiting."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from detector.cli.tally import Tally, counted
from detector.cli.terminal import error_console, is_terminal

if TYPE_CHECKING:
    from rich.text import Text


@contextmanager
def counter(
    tally: Tally, *, output: str | None, found: Callable[[], str] | None = None
) -> Iterator[None]:
    """Show the counts while the block runs, if standard error is a terminal that nobody writes to.

    `found` tells what was found so far, in place of how many articles are low. The display asks
    for the counts when it is drawn, so records pay nothing for it.
    """
    if not is_terminal(sys.stderr) or (output in (None, "-") and is_terminal(sys.stdout)):
        yield
        return
    from rich.live import Live

    with Live(
        _Counts(tally, found or (lambda: f"{tally.labels['low']:,} low")),
        console=error_console(),
        refresh_per_second=5,
        transient=True,
        redirect_stdout=False,
    ):
        yield


class _Counts:
    def __init__(self, tally: Tally, found: Callable[[], str]) -> None:
        self._tally = tally
        self._found = found
        self._started = monotonic()

    def __rich__(self) -> "Text":
        from rich.text import Text

        speed = self._tally.read / max(monotonic() - self._started, 0.001)
        read = counted(self._tally.read, "article")
        return Text(f"{read}, {self._found()}, {speed:,.0f} a second")
