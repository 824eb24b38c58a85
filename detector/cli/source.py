"""Where the articles come from: find the inputs, read them one after the other."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from detector.cli.options import FormatName
from detector.cli.tally import Tally
from detector.cli.terminal import is_terminal, tell

if TYPE_CHECKING:
    from detector.formats import ReadOptions, Record, Unreadable

STANDARD = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The files that a run reads, and those named that it cannot; see `find_source`."""

    named: tuple[str, ...]
    paths: tuple[str, ...]
    missing: "tuple[Unreadable, ...]"
    options: "ReadOptions"


def read_options(text_field: str, id_field: str, format: FormatName | None) -> "ReadOptions":
    """Return what the options say about how to read."""
    from detector.formats import ReadOptions

    return ReadOptions(text_field=text_field, id_field=id_field, format=format)


def find_source(arguments: Sequence[str] | None, options: "ReadOptions") -> Source:
    """Find the inputs; standard input where none is named and it is not a terminal."""
    from detector.formats import find_inputs

    if not arguments and (sys.stdin is None or is_terminal(sys.stdin)):
        raise typer.BadParameter("name files or folders, or pipe articles in", param_hint="INPUT")
    named = tuple(arguments or (STANDARD,))
    paths, missing = find_inputs(named)
    return Source(named=named, paths=tuple(paths), missing=tuple(missing), options=options)


def begin(source: Source) -> Tally:
    """Report the inputs that are missing, and leave at once if there are no others."""
    tally = Tally()
    for item in source.missing:
        tally.add_missing(item)
    if not source.paths:
        raise typer.Exit(tally.exit_code())
    return tally


def records(source: Source, tally: Tally) -> "Iterator[Record]":
    """Yield every record in order; what cannot be read is counted and reported on the way."""
    from detector.formats import Record

    for path in source.paths:
        for item in items(path, source):
            if isinstance(item, Record):
                yield item
            elif path in source.named and item.place.line is None:
                tally.add_missing(item)
            else:
                tally.add_unreadable(item)


def items(path: str, source: Source) -> "Iterator[Record | Unreadable]":
    """Yield what one file holds, and say so if that is nothing."""
    from detector.formats import read

    empty = True
    for item in read(path, source.options):
        empty = False
        yield item
    if empty:
        tell(f"no articles in {'<stdin>' if path == STANDARD else path}")
