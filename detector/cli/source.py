"""Where the articles come from: find the inputs, read them one after the other."""

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import typer

from detector.cli.options import FormatName
from detector.cli.tally import Tally
from detector.cli.terminal import is_terminal, tell

if TYPE_CHECKING:
    from typing import TypeAlias

    from detector.formats import Line, ReadOptions, Record, Unreadable

    Note: TypeAlias = "Unreadable | Nothing"
    Batch: TypeAlias = Sequence[Line | Record | Note]

Item = TypeVar("Item")
STANDARD = "-"
LEAST = 64  # what an item weighs beside its characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The files that a run reads, and those named that it cannot; see `find_source`."""

    named: tuple[str, ...]
    paths: tuple[str, ...]
    missing: "tuple[Unreadable, ...]"
    options: "ReadOptions"


def read_options(
    text_field: str, id_field: str, format: FormatName | None, max_record_bytes: str
) -> "ReadOptions":
    """Return what the options say about how to read."""
    from detector.errors import DetectorError
    from detector.formats import ReadOptions
    from detector.formats.limits import to_bytes

    try:
        most = to_bytes(max_record_bytes)
    except DetectorError as error:
        raise typer.BadParameter(str(error), param_hint="--max-record-bytes") from None
    return ReadOptions(
        text_field=text_field, id_field=id_field, format=format, max_record_bytes=most
    )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """What stands for an input that holds no articles."""

    path: str

    def tell(self) -> None:
        """Say so: it may be a mistake."""
        tell(f"no articles in {'<stdin>' if self.path == STANDARD else self.path}")


class Size(NamedTuple):
    """How many records a batch holds, read or unreadable, and how much of the input they are."""

    items: int
    weight: int


def batches(source: Source, *, lines: bool = False, begin: int = 0) -> "Iterator[Batch]":
    """Yield everything that is read, in order and in batches, while another thread reads ahead.

    With `lines`, lines of JSONL stay as they are, and no batch holds both lines and other things.
    The batches before `begin` are read and passed over.
    """
    from detector.formats.threads import ahead

    return islice(ahead(_batches(source, lines)), begin, None)


def size_of(batch: "Batch") -> Size:
    """Return the size of a batch."""
    items = sum(not isinstance(item, Nothing) for item in batch)
    return Size(items, sum(map(_measure(), batch)) + LEAST * len(batch))


def parted(batch: "Batch") -> "tuple[list[Line], list[Record], list[Note]]":
    """Return the lines, the records and the notes of a batch."""
    from detector.formats import Line, Record

    lines = [item for item in batch if isinstance(item, Line)]
    records = [item for item in batch if isinstance(item, Record)]
    notes = [item for item in batch if not isinstance(item, Line | Record)]
    return lines, records, notes


def report(notes: "Sequence[Note]", source: Source, tally: Tally) -> None:
    """Tell and count what could not be read."""
    for note in notes:
        if isinstance(note, Nothing):
            note.tell()
        elif note.place.line is None and _is_named(note.place.path, source):
            tally.add_missing(note)
            tally.unreadable += 1
        else:
            tally.add_unreadable(note)


def items(path: str, source: Source) -> "Iterator[Record | Unreadable]":
    """Yield what one file holds, and say so if that is nothing."""
    from detector.formats import read

    for item in _or_nothing(read(path, source.options), path):
        if isinstance(item, Nothing):
            item.tell()
        else:
            yield item


def _batches(source: Source, lines: bool) -> "Generator[Batch, None, None]":
    from detector.batches import slices
    from detector.formats import Line

    def is_line(item: "Line | Record | Note") -> bool:
        return type(item) is Line

    for _, group in groupby(_read(source, lines), is_line):
        yield from slices(group, _measure())


def _measure() -> "Callable[[Line | Record | Note], int]":
    """Return what tells about how many characters an item has."""
    from detector.formats import Line, Record

    def size(item: "Line | Record | Note") -> int:
        if type(item) is Line:
            return len(item.content)
        return len(item.article.text) if isinstance(item, Record) else 0

    return size


def _read(source: Source, lines: bool) -> "Iterator[Line | Record | Note]":
    from detector.formats import read, read_lines

    for path in source.paths:
        found = read_lines(path, source.options) if lines else read(path, source.options)
        yield from _or_nothing(found, path)


def _or_nothing(found: "Iterator[Item]", path: str) -> "Iterator[Item | Nothing]":
    empty = True
    for item in found:
        empty = False
        yield item
    if empty:
        yield Nothing(path=path)


def _is_named(path: str, source: Source) -> bool:
    from detector.formats.records import STDIN

    return path in source.named or (path == STDIN and STANDARD in source.named)
