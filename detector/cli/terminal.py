"""The terminal: who is looking, and what may be shown to them."""

import sys
from typing import TYPE_CHECKING, TextIO

from detector.printable import printable

if TYPE_CHECKING:
    from rich.console import Console


def paragraphs(doc: str) -> list[str]:
    """Return the paragraphs of a docstring, each on one line."""
    return [" ".join(each.split()) for each in doc.strip().split("\n\n")]


def tell(message: str) -> None:
    """Say something on standard error, on one line: a name with line breaks must not say more."""
    print(printable(" ".join(message.splitlines())), file=sys.stderr)


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a person is at the other end of a standard stream, which may be closed."""
    return stream is not None and stream.isatty()


def output_console() -> "Console":
    """Return a console on standard output; colours only on a terminal, and not if NO_COLOR."""
    from rich.console import Console

    class Output(Console):
        def on_broken_pipe(self) -> None:
            """Raise on the BrokenPipeError that rich is handling, instead of exiting."""
            raise

    return Output(highlight=False, markup=False, emoji=False)


def error_console() -> "Console":
    """Return a console on standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)
