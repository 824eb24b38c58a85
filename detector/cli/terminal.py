"""The terminal: who is looking, and what may be shown to them."""

import re
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

# Control characters but tab and newline; what reorders a line (UAX #9) and hides its true order.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """Return the text without what a terminal would act on; lone surrogates become U+FFFD."""
    return SURROGATE.sub("\ufffd", UNPRINTABLE.sub("", text))


def on_one_line(text: str) -> str:
    """Return printable text with every run of white space made one space."""
    return printable(" ".join(text.split()))


def paragraphs(doc: str) -> list[str]:
    """Return the paragraphs of a docstring, each on one line."""
    return [" ".join(each.split()) for each in doc.strip().split("\n\n")]


def tell(message: str) -> None:
    """Say something on standard error."""
    print(printable(message), file=sys.stderr)


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
