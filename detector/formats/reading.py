"""Reading any file: opens it, picks the reader, and turns every fault into an Unreadable."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from detector.errors import DetectorError
from detector.formats.compression import FAULTS, decompressed
from detector.formats.records import STDIN, Place, ReadOptions, Record, Unreadable
from detector.formats.registry import format_to_read

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
    name = STDIN if path == "-" else path
    place = Place(path=name)
    try:
        known = format_to_read(path, options.format)
        with _opened(path) as stream:
            for item in known.read(stream, name, options):
                place = item.place
                yield item
    except (DetectorError, *FAULTS) as fault:
        yield Unreadable(place=_after(place), reason=_reason(fault, name))


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
    else:
        with Path(path).open("rb") as file:
            yield decompressed(file, path)


def _after(place: Place) -> Place:
    """Return the place after the last record that was read, which is where the file breaks."""
    return place if place.line is None else Place(path=place.path, line=place.line + 1)


def _reason(fault: Exception, name: str) -> str:
    if isinstance(fault, DetectorError):
        return str(fault).removeprefix(f"{name}: ")
    if isinstance(fault, EOFError):
        return f"the compressed data breaks off here ({fault}): fetch or copy the file again"
    if isinstance(fault, OSError) and fault.errno is not None:
        remedy = REMEDIES.get(fault.errno, "try again, or copy the file to another disk")
        return f"cannot be read ({fault.strerror}): {remedy}"
    return f"the data is damaged from here on ({fault}): fetch or copy the file again"
