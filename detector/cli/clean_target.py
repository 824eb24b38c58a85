"""Where cleaned articles go: into a file, a folder or the standard output, or before a person."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from detector.cli import options
from detector.cli.outputs import Outputs
from detector.cli.results import cleaned_result
from detector.cli.source import STANDARD, Source
from detector.cli.terminal import is_terminal
from detector.printable import printable

if TYPE_CHECKING:
    from detector.cli.run import Run
    from detector.formats import Record
    from detector.lines.cleaned import Cleaned

    Sink = Callable[[Record, Cleaned], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the cleaned articles go: a path, the format if its suffix is not to tell, the key.

    `text_only` is for standard output that gets the text of an article, with no room for more.
    """

    path: str
    format: options.FormatName | None
    into: str
    mark: bool
    excel_safe: bool
    text_only: bool

    def outputs(self, unreadable: str | None) -> Outputs:
        """Return all outputs."""
        return Outputs(articles={True: self.path}, format=self.format, unreadable=unreadable)


def target_of(
    source: Source,
    output: str | None,
    format: options.FormatName | None,
    *,
    into: str,
    mark: bool,
    excel_safe: bool,
) -> Target:
    """Return where to write; a usage error where records would flood a terminal."""
    if output is None and format is None and not mark and _is_one_text(source):
        format = options.FormatName.TEXT
    text_only = output in (None, STANDARD) and format is options.FormatName.TEXT
    if text_only and mark:
        raise typer.BadParameter("text has no room for what --mark tells; name another format")
    if output is None and not text_only and is_terminal(sys.stdout):
        raise typer.BadParameter("name the file for the result: -o CLEANED", param_hint="--output")
    return Target(
        path=output or STANDARD,
        format=format,
        into=into,
        mark=mark,
        excel_safe=excel_safe,
        text_only=text_only,
    )


def _is_one_text(source: Source) -> bool:
    """Say whether there is one input, and that is a file with one article as its text."""
    if len(source.named) != 1 or tuple(source.named) != tuple(source.paths):
        return False
    from detector.errors import FormatError
    from detector.formats.registry import format_to_read

    try:
        return format_to_read(source.paths[0], source.options.format).name in ("text", "html")
    except FormatError:
        return False


@contextmanager
def sink(target: Target, run: "Run") -> "Iterator[Sink]":
    """Yield what takes a record and its cleaned text."""
    if target.text_only and is_terminal(sys.stdout) and not target.excel_safe:
        yield _show
        return
    from detector.formats import open_writer

    unopened = open_writer(
        target.path, into=target.into, format=target.format, excel_safe=target.excel_safe
    )
    with run.adopt(target.path, unopened) as writer:

        def write(record: "Record", cleaned: "Cleaned") -> None:
            result = None if target.text_only else cleaned_result(record, cleaned, into=target.into)
            writer.write(record if target.mark else record.with_text(cleaned.text), result)

        yield write


def _show(_record: "Record", cleaned: "Cleaned") -> None:
    """Print the text for a person, without what could steer the terminal."""
    print(printable(cleaned.text).rstrip("\n"))
