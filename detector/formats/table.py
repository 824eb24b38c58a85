"""Tables with a header: `.csv`, and `.tsv` with tabs.

Cells are strings and stay so. A quotation mark that is never closed, or closed in mid-cell, would
swallow the rows below it; so reading is strict, and resumes at the line below the faulty one.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from detector.errors import FormatError
from detector.formats.encoding import ERRORS, NOT_UTF8, is_utf8
from detector.formats.fields import to_record
from detector.formats.format import Format
from detector.formats.json_record import with_verdict
from detector.formats.records import Place, ReadOptions, Record, Unreadable
from detector.formats.writing import Encoder, FileWriter, Writer
from detector.json_text import encode

LARGEST_CELL = 1 << 28


def read(
    delimiter: str, stream: BinaryIO, path: str, options: ReadOptions
) -> Iterator[Record | Unreadable]:
    """Yield a record a row, with the header's names as its fields.

    A row is placed at the line where it starts. Without a sound header nothing can be read, so
    its fault is then all that is yielded.
    """
    csv.field_size_limit(LARGEST_CELL)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors=ERRORS, newline="")
    try:
        rows = _rows(_Lines(text), delimiter)
        header = next(rows, _Row(line=1))
        fault = _header_fault(header)
        if fault:
            yield Unreadable(place=Place(path=path, line=header.line), reason=fault)
            return
        for row in rows:
            yield _record(row, header.cells, path, options)
    finally:
        with suppress(ValueError):  # the file may have been closed first
            text.detach()


def write(delimiter: str, path: str, into: str) -> Writer:
    """Return a writer of a table whose columns are the first record's."""
    return FileWriter(path, lambda stream: Rows(stream, delimiter, into))


class Rows(Encoder):
    """Writes a header from the first record, then a row a record.

    The verdict is one more column, as JSON; so is every value that is not a string. A field that
    a later record lacks is left empty, one that it has beyond the header cannot be written.
    """

    def __init__(self, stream: BinaryIO, delimiter: str, into: str) -> None:
        self._stream = stream
        self._delimiter = delimiter
        self._into = into
        self._columns: dict[str, None] = {}

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write one row, and the header before the first."""
        fields = with_verdict(record.fields, verdict, self._into)
        if not self._columns:
            self._columns = dict.fromkeys(fields)
            self._put(list(fields), record)
        self._check(fields, record)
        self._put([_cell(fields.get(name)) for name in self._columns], record)

    def _check(self, fields: Mapping[str, Any], record: Record) -> None:
        unknown = [name for name in fields if name not in self._columns]
        if unknown:
            raise FormatError(
                f"{record.place}: the field {unknown[0]!r} is not among the columns, which are "
                "those of the first record: write .jsonl, which takes any fields"
            )

    def _put(self, cells: list[str], record: Record) -> None:
        try:
            self._stream.write(_line(cells, self._delimiter).encode())
        except UnicodeEncodeError:
            raise FormatError(
                f"{record.place}: half of a surrogate pair cannot be written in a table: "
                "write .jsonl, which can hold it"
            ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The cells of a row and the line where it starts, or why there are none."""

    line: int
    cells: Sequence[str] = ()
    fault: str | None = None


class _Lines:
    """The lines of a table, which can be given out again from the second line of a row."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._source)
        self._row.append(line)
        self._number += 1
        return line

    def start_row(self) -> int:
        """Begin a row; return the number of its first line."""
        self._row.clear()
        return self._number + 1

    def go_back(self) -> None:
        """Give out all lines of this row again but the first."""
        self._again.extendleft(reversed(self._row[1:]))
        self._number -= len(self._row[1:])


def _rows(lines: _Lines, delimiter: str) -> Iterator[_Row]:
    """Yield the rows that are not blank, and the faults among them."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = lines.start_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.go_back()
            yield _Row(line=line, fault=f"a faulty quotation mark ({error}): mend the row")
        else:
            fault = None if all(map(is_utf8, cells)) else NOT_UTF8
            if cells:
                yield _Row(line=line, cells=cells, fault=fault)


def _header_fault(row: _Row) -> str | None:
    if row.fault:
        return f"the header cannot be read: {row.fault}"
    twice = [name for name in row.cells if row.cells.count(name) > 1]
    return f"the column {twice[0]!r} stands twice in the header: rename one" if twice else None


def _record(
    row: _Row, header: Sequence[str], path: str, options: ReadOptions
) -> Record | Unreadable:
    place = Place(path=path, line=row.line)
    if row.fault:
        return Unreadable(place=place, reason=row.fault)
    if len(row.cells) != len(header):
        reason = (
            f"the row has {len(row.cells)} cells where the header has {len(header)}: "
            "look for an unquoted delimiter or a missing quotation mark"
        )
        return Unreadable(place=place, reason=reason)
    fields = dict(zip(header, row.cells, strict=True))
    return to_record(fields, place=place, options=options)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else encode(value).decode()


def _line(cells: list[str], delimiter: str) -> str:
    r"""Return one row, ended by `\n`.

    The csv module quotes a cell that holds `\r` only where `\r` is part of the line's end, so
    the row is written with `\r\n` and then shortened.
    """
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()[:-2] + "\n"


CSV = Format(name="csv", suffixes=(".csv",), read=partial(read, ","), write=partial(write, ","))
TSV = Format(name="tsv", suffixes=(".tsv",), read=partial(read, "\t"), write=partial(write, "\t"))
