"""How much memory the pages of a Parquet file ask for, looked up before they are decoded.

A page says in its header how large it is when it is decompressed, and whoever reads it sets that
much aside. A page of the values of a column, to which its rows point, can be small while its rows
are not: a thousand rows may all be the same megabyte. So the pages are counted, without being read,
and few enough rows are decoded at a time (parquet-format, `parquet.thrift`).

The index is read here and not taken from pyarrow, which aborts the process when it is asked for a
column whose size statistics are damaged.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from detector.errors import FormatError
from detector.formats.fields import shown
from detector.formats.limits import in_words
from detector.formats.rows import ROWS
from detector.formats.thrift import Thrift, Wanted

LARGEST_PAGE = 1 << 28  # some writers make one page of everything in a row group
LARGEST_INDEX = 1 << 28
HEADER = 1 << 13
LARGEST_HEADER = 1 << 16
AT_ONCE = 1 << 27  # bytes of rows, at the least, that are decoded together
ENDING = 8  # the length of the index, and the magic
DICTIONARY = 2

GROUPS, COLUMNS, BYTES, NUMBER_OF_ROWS, ABOUT = 4, 1, 2, 3, 3
PATH, VALUES, COMPRESSED, PAGES, VALUE_PAGE = 3, 5, 7, 9, 11
COLUMN: Wanted = {ABOUT: dict.fromkeys((PATH, VALUES, COMPRESSED, PAGES, VALUE_PAGE))}
INDEX: Wanted = {GROUPS: {COLUMNS: COLUMN, BYTES: None, NUMBER_OF_ROWS: None}}
PAGE: Wanted = dict.fromkeys((1, 2, 3))  # kind, size when decompressed, size as it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The part of a column that is in one row group: its values, and where its pages are."""

    name: str
    values: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A row group, as the index has it."""

    rows: int
    bytes: int
    columns: tuple[Column, ...]


def groups_in(stream: BinaryIO) -> list[Group]:
    """Return the row groups of a file; FormatError if its index cannot be read."""
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(end - ENDING, 0))
    size = int.from_bytes(stream.read(4), "little")
    if not 0 < size <= min(end - ENDING, LARGEST_INDEX):
        raise FormatError("not a whole Parquet file (its index is missing): write it again")
    stream.seek(end - ENDING - size)
    try:
        found = Thrift(stream.read(size)).struct(INDEX).get(GROUPS, [])
    except (IndexError, ValueError):
        raise FormatError(
            "not a whole Parquet file (its index is damaged): write it again"
        ) from None
    return [
        Group(
            rows=max(each.get(NUMBER_OF_ROWS, 0), 0),
            bytes=max(each.get(BYTES, 0), 0),
            columns=tuple(_column(column.get(ABOUT, {})) for column in each.get(COLUMNS, [])),
        )
        for each in found
    ]


def rows_at_once(stream: BinaryIO, group: Group, most: int) -> int:
    """Return how many rows of a row group can be decoded together.

    Raises FormatError where a page of it is larger than may be held.
    """
    rows = max(group.rows, 1)
    row = group.bytes // rows
    largest = max(LARGEST_PAGE, most)
    for column in group.columns:
        for kind, size in _pages(stream, column):
            if size > largest:
                raise FormatError(
                    f"a page of the column {shown(column.name)} is larger than "
                    f"{in_words(largest)}: raise --max-record-bytes to read it"
                )
            if kind == DICTIONARY:
                row += size * max(column.values // rows, 1)
    return max(min(ROWS, AT_ONCE // max(row, 1)), 1)


def _column(fields: dict[int, object]) -> Column:
    def number(which: int) -> int:
        value = fields.get(which)
        return value if isinstance(value, int) else 0

    path = fields.get(PATH)
    parts = path if isinstance(path, list) else []
    start = min(number(PAGES), number(VALUE_PAGE) or number(PAGES))
    return Column(
        name=b".".join(parts).decode("utf-8", "replace"),
        values=number(VALUES),
        start=start,
        end=start + number(COMPRESSED),
    )


def _pages(stream: BinaryIO, column: Column) -> Iterator[tuple[int, int]]:
    """Yield kind and decompressed size of each page; whatever is no header ends them."""
    start = column.start
    while 0 <= start < column.end:
        header = _header(stream, start)
        if header is None:
            return
        length, kind, size, compressed = header
        yield kind, size
        start += length + max(compressed, 0)


def _header(stream: BinaryIO, start: int) -> tuple[int, int, int, int] | None:
    """Return the length of a page's header, its kind, and its size without and with compression."""
    size = HEADER
    while size <= LARGEST_HEADER:
        stream.seek(start)
        thrift = Thrift(stream.read(size))
        try:
            fields = thrift.struct(PAGE)
        except IndexError:  # the header goes on, or the file ends
            size <<= 3
        except ValueError:
            return None
        else:
            return thrift.at, *(fields.get(number, 0) for number in PAGE)
    return None
