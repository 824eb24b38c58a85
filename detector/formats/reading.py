"""Reading any file: opens it, picks the reader, and turns every fault into an Unreadable."""

import errno
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from detector.errors import DetectorError, FormatError
from detector.formats.compression import FAULTS, decompressed
from detector.formats.format import Format
from detector.formats.records import STDIN, Line, Place, ReadOptions, Record, Unreadable
from detector.formats.registry import format_to_read
from detector.formats.sniffing import what_it_is

Item = TypeVar("Item", bound=Line | Record | Unreadable)
EXPECTED: tuple[type[Exception], ...] = (DetectorError, MemoryError, *FAULTS)
BINARY = ("parquet", "warc")  # which look at their first bytes themselves
REMEDIES = {
    errno.ENOENT: "check the name",
    errno.EACCES: "check its permissions",
    errno.EISDIR: "it is a folder: give the files in it",
}


def read(path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield every record of a file in order, and an Unreadable in the place of each bad one.

    Never raises for what is in the file. A file that cannot be opened, or whose format is not
    known, yields one Unreadable; one that breaks off yields its records up to the break first.
    `-` is standard input. Memory does not grow with the file, except where a format says so.
    """

    def records(known: Format, stream: BinaryIO, name: str) -> Iterator[Record | Unreadable]:
        return known.read(stream, name, options)

    return _read(path, options, records)


def read_lines(path: str, options: ReadOptions) -> Iterator[Line | Record | Unreadable]:
    """Yield the lines of a file of lines as they stand, and what `read` does of any other."""

    def lines(known: Format, stream: BinaryIO, name: str) -> Iterator[Line | Record | Unreadable]:
        return (known.lines or known.read)(stream, name, options)

    return _read(path, options, lines)


def _read(
    path: str, options: ReadOptions, items: Callable[[Format, BinaryIO, str], Iterator[Item]]
) -> Iterator[Item | Unreadable]:
    name = STDIN if path == "-" else path
    last: Item | None = None
    try:
        known = format_to_read(path, options.format)
        with _opened(path, options) as stream:
            _check(stream, known)
            for last in items(known, stream, name):
                yield last
    except EXPECTED as fault:
        place = _after(last.place) if last else Place(path=name)
        yield Unreadable(place=place, reason=_reason(fault, name))


def _check(stream: BinaryIO, known: Format) -> None:
    """Raise FormatError for a file that is plainly something else than the format."""
    found = None if known.name in BINARY else what_it_is(stream, any_encoding=known.name == "html")
    if found:
        raise FormatError(f"this is not {known.name} but {found}")


@contextmanager
def _opened(path: str, options: ReadOptions) -> Iterator[BinaryIO]:
    if path == "-":
        with _standard_input() as stream:
            yield stream
    else:
        with Path(path).open("rb") as file:
            yield decompressed(file, path, most=options.max_record_bytes)


@contextmanager
def _standard_input() -> Iterator[BinaryIO]:
    """Yield a stream of its own: a thread that waits in `sys.stdin` would hang the program's end.

    Where standard input is no file, as in a test, there is no other stream.
    """
    try:
        descriptor = sys.stdin.buffer.fileno()
    except io.UnsupportedOperation:
        unseekable = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
        try:
            yield unseekable
        finally:
            unseekable.detach()
    else:
        with open(descriptor, "rb", closefd=False) as stream:
            yield stream


def _after(place: Place) -> Place:
    """Return the place after the last record that was read, which is where the file breaks."""
    return place if place.line is None else Place(path=place.path, line=place.line + 1)


def _reason(fault: Exception, name: str) -> str:
    if isinstance(fault, DetectorError):
        return str(fault).removeprefix(f"{name}: ")
    if isinstance(fault, MemoryError):
        return "there is not enough memory to read on: lower --max-record-bytes"
    if isinstance(fault, EOFError):
        return f"the compressed data breaks off here ({fault}): fetch or copy the file again"
    if isinstance(fault, OSError) and fault.errno is not None:
        remedy = REMEDIES.get(fault.errno, "try again, or copy the file to another disk")
        return f"cannot be read ({fault.strerror}): {remedy}"
    return f"the data is damaged from here on ({fault}): fetch or copy the file again"
