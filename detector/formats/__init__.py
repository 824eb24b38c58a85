"""Readers and writers for every format, picked by suffix; `-` is standard input or output."""

from detector.errors import FormatError
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


def open_writer(
    path: str, *, into: str = "detector", format: str | None = None, excel_safe: bool = False
) -> Writer:
    """Return a writer for a path, to be used in a `with` block; `into` names the verdict's key.

    `excel_safe` keeps the cells of a table from being formulas. Raises FormatError for a suffix
    that is not known or a format that cannot be written, and MissingExtraError if a package is
    missing.
    """
    known = format_to_write(path, format)
    if not excel_safe:
        return known.write(path, into)
    if known.write_excel_safe is None:
        raise FormatError(
            f"{path}: --excel-safe is for tables, which spreadsheets open, and this is "
            f"{known.name}: name a .csv or .tsv, or leave it out"
        )
    return known.write_excel_safe(path, into)
