"""Tells whoever trains how far it is: lines for all, and a bar where somebody watches."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from detector.cli.terminal import error_console, tell

Item = TypeVar("Item")


class Progress:
    """Tells on standard error; a silent one tells nothing."""

    def __init__(self, *, silent: bool = False) -> None:
        self.silent = silent

    def tell(self, message: str) -> None:
        """Say one thing."""
        if not self.silent:
            tell(message)

    def __call__(self, items: Iterable[Item], doing: str, total: int) -> Iterator[Item]:
        """Hand the items on, with a bar if standard error is a terminal."""
        if self.silent or not sys.stderr.isatty():
            yield from items
            return
        from rich.progress import track

        console = error_console()
        yield from track(items, description=doing, total=total, console=console, transient=True)
