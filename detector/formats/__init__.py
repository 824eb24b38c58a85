"""Readers and writers for every format, picked by suffix; `-` is standard input or output."""

from detector.formats.earlier import earlier
from detector.formats.inputs import find_inputs
from detector.formats.reading import read, read_lines
from detector.formats.records import Line, Place, ReadOptions, Record, Unreadable
from detector.formats.registry import format_to_write
from detector.formats.writing import Writer

__all__ = [
    "Line",
    "Place",
    "ReadOptions",
    "Record",
    "Unreadable",
    "Writer",
    "earlier",
    "find_inputs",
    "open_writer",
    "read",
    "read_lines",
]


def open_writer(path: str, *, into: str = "detector", format: str | None = None) -> Writer:
    """Return a writer for a path, to be used in a `with` block; `into` names the verdict's key.

    Raises FormatError for a suffix that is not known or a format that cannot be written, and
    MissingExtraError if a package is missing.
    """
    return format_to_write(path, format).write(path, into)
