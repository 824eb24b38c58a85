"""Records to Parquet row groups, the verdict as one struct column.

Imported only by somebody who writes Parquet, since it needs pyarrow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, BinaryIO

import pyarrow
from pyarrow.parquet import read_schema

from detector.errors import FormatError
from detector.formats.arrow import (
    VERDICT,
    column,
    inferred_schema,
    verdict_type,
    verdict_value,
)
from detector.formats.parquet_sections import ParquetSections, restored, stored
from detector.formats.records import Place, Record
from detector.formats.rows import ROWS, RowRecord
from detector.formats.writing import Encoder

LARGEST_GROUP = 1 << 25

Pending = tuple[Record, Mapping[str, Any] | None]


class RowGroups(Encoder):
    """Writes a row group for every thousand records, or fewer if their texts are long.

    The columns are fixed by the first group: those of the Parquet file it came from, or inferred
    from its records. A later record may lack a column but not bring a new one.
    """

    def __init__(self, stream: BinaryIO, *, into: str) -> None:
        self._file = ParquetSections(stream)
        self._into = into
        self._pending: list[Pending] = []
        self._characters = 0
        self._columns: _Columns | None = None
        self._told = False  # the columns, at an earlier pause
        self._model: tuple[str, Sequence[str]] | None = None

    def resemble(self, path: str, keys: Sequence[str]) -> None:
        """Have the columns of this file, and verdicts with these keys, if no record comes."""
        self._model = path, keys

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Hold one record, and write the group when it is full."""
        self._pending.append((record, verdict))
        self._characters += len(record.article.text)
        if len(self._pending) >= ROWS or self._characters >= LARGEST_GROUP:
            self._write_group()

    def pause(self) -> Mapping[str, Any]:
        """Write what is held as a group, and end a section."""
        if self._pending:
            self._write_group()
        if self._columns is None:
            return {}
        columns, self._told = {} if self._told else self._columns.state(), True
        with _misfits_named():
            return {**columns, **self._file.end_section()}

    def go_on(self, states: Sequence[Mapping[str, Any]]) -> None:
        """Take the sections and the columns that there were."""
        self._file.go_on(states)
        columns = next((state for state in states if "schema" in state), None)
        if columns:
            self._columns, self._told = _Columns.of(columns, self._into), True

    def finish(self) -> None:
        """Write the last group and the index.

        Without any record, the columns are those of the file that was named, or none.
        """
        if self._pending or self._file.is_empty:
            self._write_group()
        with _misfits_named():
            self._file.finish()

    def abandon(self) -> None:
        """Let go of the file."""
        self._file.abandon()

    def _write_group(self) -> None:
        pending, self._pending, self._characters = self._pending, [], 0
        if self._columns is None:
            self._columns = self._settled(pending)
        with _misfits_named():
            self._file.write(self._columns.table(pending))

    def _settled(self, pending: Sequence[Pending]) -> "_Columns":
        schema = _schema([record for record, _ in pending])
        verdicts = [verdict for _, verdict in pending if verdict is not None]
        kind = verdict_type(verdicts) if verdicts else None
        if not pending and self._model is not None and (like := _schema_of(self._model[0])):
            schema, kind = like, verdict_type([dict.fromkeys((*VERDICT, *self._model[1]))])
        return _Columns(schema, kind, self._into)


class _Columns:
    """The columns of the output: those of the records, and the verdict if there are any."""

    def __init__(self, schema: Any, verdict: Any, into: str) -> None:
        self._into = into
        self._verdict = verdict
        self._position = schema.get_field_index(into) if verdict else -1
        self._schema = schema.remove(self._position) if self._position >= 0 else schema
        self._replaced = {into} if verdict else set()
        self._given = schema

    def state(self) -> Mapping[str, Any]:
        """Return the columns as JSON has them."""
        verdict = pyarrow.schema([(self._into, self._verdict)]) if self._verdict else None
        return {"schema": stored(self._given), "verdict": verdict and stored(verdict)}

    @classmethod
    def of(cls, state: Mapping[str, Any], into: str) -> "_Columns":
        """Return the columns that `state` has told of."""
        verdict = restored(state["verdict"]).field(0).type if state["verdict"] else None
        return cls(restored(state["schema"]), verdict, into)

    def table(self, pending: Sequence[Pending]) -> Any:
        """Return the records as one table, the verdicts where a column of that name was or last."""
        records = [record for record, _ in pending]
        batches = [self._batch(run) for run in _runs(records)]
        table = pyarrow.Table.from_batches(batches, self._schema)
        verdicts = self._verdicts(pending)
        if verdicts is None:
            return table
        position = self._position if self._position >= 0 else table.num_columns
        return table.add_column(position, self._into, verdicts)

    def _verdicts(self, pending: Sequence[Pending]) -> Any:
        records = [record for record, _ in pending]
        values = [verdict_value(verdict) for _, verdict in pending]
        if self._verdict is not None:
            return column(self._into, self._verdict, records, values)
        for record, value in zip(records, values, strict=True):
            if value is not None:
                raise FormatError(
                    f"{record.place}: there is no column {self._into!r} for its verdict, since "
                    "the first records had none: write .jsonl"
                )
        return None

    def _batch(self, run: Sequence[Record]) -> Any:
        """Return neighbouring records as one batch with the output's columns."""
        first = run[0]
        if isinstance(first, RowRecord):
            return self._conformed(_rewritten(first.batch, first.row, run), first.place)
        for record in run:
            self._check(record.fields, record.place)
        arrays = [
            column(field.name, field.type, run, [record.fields.get(field.name) for record in run])
            for field in self._schema
        ]
        return pyarrow.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _conformed(self, batch: Any, place: Place) -> Any:
        if batch.schema.equals(self._schema):
            return batch
        self._check(batch.schema.names, place)
        arrays = [_conformed_column(batch, field, place) for field in self._schema]
        return pyarrow.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _check(self, names: Iterable[str], place: Place) -> None:
        unknown = [
            name
            for name in names
            if name not in self._replaced and self._schema.get_field_index(name) < 0
        ]
        if unknown:
            raise FormatError(
                f"{place}: the field {unknown[0]!r} is not among the columns, which are those of "
                "the first records: write .jsonl, which takes any fields"
            )


@contextmanager
def _misfits_named() -> Iterator[None]:
    try:
        yield
    except pyarrow.ArrowException as error:
        raise FormatError(
            f"the records do not fit into Parquet columns ({error}): write .jsonl"
        ) from error


def _schema_of(path: str) -> Any:
    """Return the columns of a Parquet file, or None of any other."""
    try:
        return read_schema(path)
    except (OSError, pyarrow.ArrowException):
        return None


def _schema(records: Sequence[Record]) -> Any:
    if records and isinstance(records[0], RowRecord):
        return records[0].batch.schema
    return inferred_schema(records)


def _runs(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Split into runs of neighbouring rows of one batch, and runs of other records."""
    for _, run in groupby(enumerate(records), key=_run):
        yield [record for _, record in run]


def _run(numbered: tuple[int, Record]) -> tuple[int, int] | None:
    number, record = numbered
    return (id(record.batch), record.row - number) if isinstance(record, RowRecord) else None


def _rewritten(batch: Any, row: int, run: Sequence[Record]) -> Any:
    """Return the rows of a run; a column is made anew only where a text in it is another."""
    rows = batch.slice(row, len(run))
    for name in dict.fromkeys(str(each.text_at[0]) for each in run if each.rewritten):
        field = rows.schema.field(name)
        values = [record.fields[name] for record in run]
        rows = rows.set_column(
            rows.schema.get_field_index(name), field, column(name, field.type, run, values)
        )
    return rows


def _conformed_column(batch: Any, field: Any, place: Place) -> Any:
    position = batch.schema.get_field_index(field.name)
    if position < 0:
        return pyarrow.nulls(batch.num_rows, field.type)
    try:
        return batch.column(position).cast(field.type)
    except pyarrow.ArrowException as error:
        raise FormatError(
            f"{place}: {field.name!r} does not fit the Parquet column, which is {field.type} "
            f"after the first records ({error}): write .jsonl"
        ) from error
