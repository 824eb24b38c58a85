"""Tables with a header: `.csv`, and `.tsv` with tabs.

Cells are strings and stay so. A quotation mark that is never closed, or closed in mid-cell, would
swallow the rows below it; so reading is strict, and resumes at the line below the faulty one.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, BinaryIO, Literal

from detector.errors import FormatError
from detector.formats.cells import guarded
from detector.formats.encoding import NOT_UTF8, is_utf8
from detector.formats.fields import named_twice, shown, to_record
from detector.formats.format import Format
from detector.formats.json_record import with_verdict
from detector.formats.limits import why_too_large
from detector.formats.records import Place, ReadOptions, Record, Unreadable
from detector.formats.table_lines import Lines, TooLargeError
from detector.formats.writing import Encoder, FileWriter, Writer
from detector.json_text import encode

Quoting = Literal[0, 1]  # of the csv module: where it must be, everywhere


def read(
    delimiter: str, stream: BinaryIO, path: str, options: ReadOptions
) -> Iterator[Record | Unreadable]:
    """Yield a record a row, with the header's names as its fields.

    A row is placed at the line where it starts. Without a sound header nothing can be read, so
    its fault is then all that is yielded.
    """
    csv.field_size_limit(options.max_record_bytes)
    lines = Lines(stream, options.max_record_bytes)
    rows = _rows(lines, delimiter, options)
    header = next(rows, _Row(line=1, offset=0))
    fault = _header_fault(header)
    if fault:
        place = Place(path=path, line=header.line)
        raw = header.raw if header.fault else lines.raw()
        yield Unreadable(place=place, reason=fault, offset=header.offset, raw=raw)
        return
    for row in rows:
        item = _record(row, header.cells, path, options)
        if isinstance(item, Unreadable):
            raw = row.raw if row.fault else lines.raw()
            item = replace(item, offset=row.offset, raw=raw)
        yield item


def write(delimiter: str, path: str, into: str, *, excel_safe: bool = False) -> Writer:
    """Return a writer of a table whose columns are the first record's."""
    return FileWriter(path, lambda stream: Rows(stream, delimiter, into, excel_safe=excel_safe))


class Rows(Encoder):
    """Writes a header from the first record, then a row a record.

    The verdict is one more column, as JSON; so is every value that is not a string. A field that
    a later record lacks is left empty, one that it has beyond the header cannot be written. Where
    it is to be `excel_safe`, strings and names are guarded, and all cells are quoted: a spreadsheet
    may take a character for the delimiter that is none here.
    """

    def __init__(
        self, stream: BinaryIO, delimiter: str, into: str, *, excel_safe: bool = False
    ) -> None:
        self._stream = stream
        self._delimiter = delimiter
        self._into = into
        self._guarded = guarded if excel_safe else str
        self._quoting: Quoting = csv.QUOTE_ALL if excel_safe else csv.QUOTE_MINIMAL
        self._columns: dict[str, None] = {}

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write one row, and the header before the first."""
        fields = with_verdict(record.fields, verdict, self._into)
        if not self._columns:
            self._columns = dict.fromkeys(fields)
            self._put([self._guarded(name) for name in fields], record)
        self._check(fields, record)
        self._put([self._cell(fields.get(name)) for name in self._columns], record)

    def pause(self) -> Mapping[str, Any]:
        """Return the columns, if there are any yet."""
        return {"columns": list(self._columns)}

    def go_on(self, states: Sequence[Mapping[str, Any]]) -> None:
        """Go on below the last row."""
        self._columns = dict.fromkeys(states[-1]["columns"])

    def _cell(self, value: Any) -> str:
        if value is None:
            return ""
        return self._guarded(value) if isinstance(value, str) else encode(value).decode()

    def _check(self, fields: Mapping[str, Any], record: Record) -> None:
        unknown = [name for name in fields if name not in self._columns]
        if unknown:
            raise FormatError(
                f"{record.place}: the field {unknown[0]!r} is not among the columns, which are "
                "those of the first record: write .jsonl, which takes any fields"
            )

    def _put(self, cells: list[str], record: Record) -> None:
        try:
            self._stream.write(_line(cells, self._delimiter, self._quoting).encode())
        except UnicodeEncodeError:
            raise FormatError(
                f"{record.place}: half of a surrogate pair cannot be written in a table: "
                "write .jsonl, which can hold it"
            ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The cells of a row and where it starts, or why there are none; `raw` is set with a fault."""

    line: int
    offset: int
    cells: Sequence[str] = ()
    fault: str | None = None
    raw: bytes | None = None


def _rows(lines: Lines, delimiter: str, options: ReadOptions) -> Iterator[_Row]:
    """Yield the rows that are not blank, and the faults among them."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line, offset = lines.start_row()
        row = _Row(line=line, offset=offset)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except TooLargeError:
            fault = why_too_large("the row", options)
            yield replace(row, fault=fault, raw=lines.skip())
        except csv.Error as error:
            fault = _why_faulty(error, lines.go_back())
            yield replace(row, fault=fault, raw=lines.raw())
        else:
            if not all(map(is_utf8, cells)):
                yield replace(row, fault=NOT_UTF8, raw=lines.raw())
            elif cells:
                yield replace(row, cells=cells)


def _why_faulty(error: csv.Error, swallowed: int) -> str:
    lost = f"; the {swallowed:,} lines below are lost with it" if swallowed else ""
    return f"a faulty quotation mark ({error}){lost}: mend the row"


def _header_fault(row: _Row) -> str | None:
    if row.fault:
        return f"the header cannot be read: {row.fault}"
    twice = named_twice(row.cells)
    if twice is None:
        return None
    return f"the column {shown(twice)} stands twice in the header: rename one"


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


def _line(cells: list[str], delimiter: str, quoting: Quoting) -> str:
    r"""Return one row, ended by `\n`.

    The csv module quotes a cell that holds `\r` only where `\r` is part of the line's end, so
    the row is written with `\r\n` and then shortened.
    """
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n", quoting=quoting).writerow(cells)
    return buffer.getvalue()[:-2] + "\n"


def _format(name: str, delimiter: str) -> Format:
    return Format(
        name=name,
        suffixes=(f".{name}",),
        read=partial(read, delimiter),
        write=partial(write, delimiter),
        write_excel_safe=partial(write, delimiter, excel_safe=True),
    )


CSV, TSV = _format("csv", ","), _format("tsv", "\t")
