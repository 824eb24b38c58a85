"""A Parquet file that is written in sections, so that a run can go on behind any of them.

Imported only by somebody who writes Parquet, since it needs pyarrow.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import pyarrow
from pyarrow.parquet import ParquetWriter

from detector.formats.parquet_footer import AROUND, MAGIC, Section, joined


class ParquetSections:
    """Writes tables of one schema as row groups; a file of one section is as anybody writes it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._sections: list[Section] = []
        self._start = 0
        self._file: Any = None
        self._writer: Any = None
        self._indices: list[Any] = []

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was written yet, not even a schema."""
        return self._writer is None and not self._sections

    def write(self, table: Any) -> None:
        """Write a row group, in a new section if there is none."""
        if self._writer is None:
            self._file = pyarrow.PythonFile(self._stream, mode="w")
            self._writer = ParquetWriter(self._file, table.schema, metadata_collector=self._indices)
        self._writer.write_table(table)

    def end_section(self) -> Mapping[str, Any]:
        """End the section, if one has begun, and return what `go_on` must know of it."""
        if self._writer is None:
            return {}
        self.abandon()
        self._writer = None
        section = Section(self._start, _index(self._indices.pop()))
        self._sections.append(section)
        self._start += self._file.tell()
        return {"index": b64encode(section.footer).decode(), "end": self._start}

    def go_on(self, states: Sequence[Mapping[str, Any]]) -> None:
        """Take these sections for the first of the file."""
        for state in states:
            if "index" in state:
                self._sections.append(Section(self._start, b64decode(state["index"])))
                self._start = state["end"]

    def finish(self) -> None:
        """End the last section, and index them all if there are several."""
        self.end_section()
        if len(self._sections) > 1:
            self._stream.write(joined(self._sections))

    def abandon(self) -> None:
        """Close the writer, once: it would try again when it is collected."""
        if self._writer is not None:
            try:
                self._writer.close()
            finally:
                self._writer.is_open = False


def stored(schema: Any) -> str:
    """Return a schema as text."""
    return b64encode(schema.serialize().to_pybytes()).decode()


def restored(schema: str) -> Any:
    """Return the schema that was stored."""
    return pyarrow.ipc.read_schema(pyarrow.py_buffer(b64decode(schema)))


def _index(metadata: Any) -> bytes:
    sink = pyarrow.BufferOutputStream()
    metadata.write_metadata_file(sink)
    return bytes(sink.getvalue().to_pybytes()[len(MAGIC) : -AROUND])
