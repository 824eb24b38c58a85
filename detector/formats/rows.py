"""What the Parquet reader and writer share: a record that knows its row of an Arrow batch."""

from dataclasses import dataclass
from typing import Any

from detector.formats.records import Record

ROWS = 1000  # in a batch that is read, and in a group that is written


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRecord(Record):
    """A record that remembers its row in an Arrow batch.

    A Parquet writer takes the row and not the fields, but for the column of a text that was
    rewritten: to change another field, make a plain `Record`.
    """

    batch: Any
    row: int
