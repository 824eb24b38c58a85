"""Parquet files (`.parquet`), by pyarrow.

A row that was read from Parquet keeps its place in the batch, so that a Parquet writer copies the
columns as Arrow has them, and no type goes through Python on the way.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from detector.errors import FormatError, MissingExtraError
from detector.formats.fields import to_record
from detector.formats.format import Format
from detector.formats.records import Place, ReadOptions, Record, Unreadable
from detector.formats.rows import ROWS, RowRecord
from detector.formats.writing import FileWriter, Writer

if TYPE_CHECKING:
    from detector.formats.parquet_writer import RowGroups


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unheld:
    """A value that Arrow holds but Python cannot."""

    reason: str


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield a record a row, a thousand rows in memory at a time.

    Raises FormatError for a file that is damaged, or has two columns of one name.
    """
    pyarrow = load_pyarrow("reading")
    try:
        yield from _records(_seekable(stream), path, options)
    except pyarrow.ArrowException as error:
        raise FormatError(f"not a whole Parquet file ({error}): write it again") from error


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


def _seekable(stream: BinaryIO) -> BinaryIO:
    """Return a stream that can be read from its end, where Parquet keeps its index."""
    plain = isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO)
    return stream if plain and stream.seekable() else io.BytesIO(stream.read())


def _records(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    from pyarrow.parquet import ParquetFile

    file = ParquetFile(stream)
    _check_names(file.schema_arrow.names)
    line = 0
    for batch in file.iter_batches(batch_size=ROWS):
        for row, fields in enumerate(_rows(batch)):
            line += 1
            yield _record(batch, row, fields, Place(path=path, line=line), options)


def _check_names(names: list[str]) -> None:
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise FormatError(f"there are two columns {twice[0]!r}: rename one")


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
