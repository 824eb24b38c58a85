"""Parquet files (`.parquet`), by pyarrow.

A row that was read from Parquet keeps its place in the batch, so that a Parquet writer copies the
columns as Arrow has them, and no type goes through Python on the way.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from shutil import copyfileobj
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from detector.errors import FormatError, MissingExtraError
from detector.formats.fields import named_twice, shown, to_record
from detector.formats.format import Format
from detector.formats.limits import too_large
from detector.formats.parquet_pages import Group, groups_in, rows_at_once
from detector.formats.records import MAX_RECORD_BYTES, Place, ReadOptions, Record, Unreadable
from detector.formats.rows import RowRecord
from detector.formats.writing import FileWriter, Writer

if TYPE_CHECKING:
    from detector.formats.parquet_writer import RowGroups

MAGIC = b"PAR1"
BUFFER = 1 << 20
LONGEST_FAULT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unheld:
    """A value that Arrow holds but Python cannot."""

    reason: str


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield a record a row, a thousand rows in memory at a time, and fewer where they are large.

    Of a row group that is damaged, the rows before the damage are yielded and one Unreadable for
    the rest. Raises FormatError for a file without a sound index, or with two columns of one name.
    """
    load_pyarrow("reading")
    from pyarrow.parquet import ParquetFile

    with _seekable(stream) as seekable:
        with _faults_named("not a whole Parquet file"):
            file = ParquetFile(seekable, buffer_size=BUFFER)
            _check_names(file.schema_arrow.names)
        line = 0
        for number, group in enumerate(groups_in(seekable)):
            read = partial(_batches, file, number, group, seekable, options)
            yield from _group(read, number, Place(path=path, line=line), options)
            line += group.rows


def write(path: str, into: str) -> Writer:
    """Return a writer of row groups of about a thousand records."""
    load_pyarrow("writing")
    from detector.formats.parquet_writer import RowGroups

    return _ParquetFile(path, partial(RowGroups, into=into))


class _ParquetFile(FileWriter):
    _encoder: "RowGroups"

    def resemble(self, path: str, keys: Sequence[str]) -> None:
        self._encoder.resemble(path, keys)


def load_pyarrow(doing: str) -> Any:
    """Return the module, or raise MissingExtraError."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", f"{doing} .parquet files") from None
    return pyarrow


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Yield a stream that can be read from its end, where Parquet keeps its index.

    What comes from a pipe or out of an archive is copied: into a file, if it is large.
    """
    plain = isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO)
    if plain and stream.seekable():
        yield stream
        return
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(MAX_RECORD_BYTES) as copy:
        start = stream.read(len(MAGIC))
        copy.write(start)
        if start == MAGIC:
            copyfileobj(stream, copy, BUFFER)
        copy.seek(0)
        yield cast(BinaryIO, copy)


@contextmanager
def _faults_named(what: str) -> Iterator[None]:
    """Turn whatever pyarrow raises for what is in a file into a FormatError."""
    from pyarrow import ArrowException

    try:
        yield
    except FormatError:
        raise
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        said = " ".join(str(error).split())[:LONGEST_FAULT]
        raise FormatError(f"{what} ({said}): write it again") from error


def _group(
    read: Callable[[], Iterator[tuple[Any, list[dict[str, Any]]]]],
    number: int,
    before: Place,
    options: ReadOptions,
) -> Iterator[Record | Unreadable]:
    """Yield what a row group holds, the first row being the one after `before`."""
    line = before.line or 0
    try:
        for batch, rows in read():
            large = batch.nbytes > options.max_record_bytes
            for row, fields in enumerate(rows):
                line += 1
                place = Place(path=before.path, line=line)
                if large and batch.slice(row, 1).nbytes > options.max_record_bytes:
                    yield too_large("the row", place, options)
                else:
                    yield _record(batch, row, fields, place, options)
    except FormatError as fault:
        reason = f"{fault}; from this row on, row group {number + 1} is lost"
        yield Unreadable(place=Place(path=before.path, line=line + 1), reason=reason)


def _batches(
    file: Any, number: int, group: Group, stream: BinaryIO, options: ReadOptions
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Yield some rows at a time, as Arrow has them and as Python does."""
    with _faults_named("the rows cannot be decoded"):
        size = rows_at_once(stream, group, options.max_record_bytes)
        batches = file.iter_batches(batch_size=size, row_groups=[number])
    while True:
        with _faults_named("the rows cannot be decoded"):
            batch = next(batches, None)
            if batch is None:
                return
            rows = list(_rows(batch))
        yield batch, rows


def _check_names(names: list[str]) -> None:
    twice = named_twice(names)
    if twice is not None:
        raise FormatError(f"there are two columns {shown(twice)}: rename one")


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    columns = [_values(column) for column in batch.columns]
    for values in zip(*columns, strict=True):
        yield dict(zip(batch.schema.names, values, strict=True))


def _record(
    batch: Any, row: int, fields: dict[str, Any], place: Place, options: ReadOptions
) -> Record | Unreadable:
    for name, value in fields.items():
        if isinstance(value, _Unheld):
            return Unreadable(place=place, reason=f"the column {name!r} {value.reason}")
    found = to_record(fields, place=place, options=options)
    if isinstance(found, Unreadable):
        return found
    return RowRecord(
        article=found.article,
        place=place,
        fields=fields,
        text_at=found.text_at,
        batch=batch,
        row=row,
    )


def _values(column: Any) -> list[Any]:
    try:
        values: list[Any] = column.to_pylist()
    except (ValueError, KeyError):
        values = [_value(scalar) for scalar in column]
    return values


def _value(scalar: Any) -> Any:
    """Return one value; a time finer than microseconds, which Python has not, as a string."""
    from pyarrow import ArrowException, string

    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return _Unheld(reason="is not UTF-8: convert it")
    except (ValueError, KeyError) as error:
        try:
            return scalar.cast(string()).as_py()
        except ArrowException:
            return _Unheld(reason=f"holds a value that Python cannot ({error}): convert it")


FORMAT = Format(name="parquet", suffixes=(".parquet",), read=read, write=write)
