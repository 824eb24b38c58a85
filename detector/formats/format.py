"""What a format is: a name, its suffixes, a reader and a writer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from detector.formats.records import Line, ReadOptions, Record, Unreadable
from detector.formats.writing import Writer

Reader = Callable[[BinaryIO, str, ReadOptions], Iterator[Record | Unreadable]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file.

    `read` takes an open stream, already decompressed, and the path to name in every `Place`.
    `write` takes the path of the output and the key that the verdict goes under; it raises
    FormatError if the format cannot be written, MissingExtraError if a package is missing.
    `write_excel_safe` does so for a format that spreadsheets open, and keeps cells from being
    formulas. `lines` is for a format whose records are lines that can be passed on as they stand.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    write: Callable[[str, str], Writer]
    write_excel_safe: Callable[[str, str], Writer] | None = None
    lines: Callable[[BinaryIO, str, ReadOptions], Iterator[Line | Unreadable]] | None = None
