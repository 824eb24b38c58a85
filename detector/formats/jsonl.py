"""JSON lines: a record a line (`.jsonl`, `.ndjson`)."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from detector.errors import FormatError
from detector.formats.fields import to_record
from detector.formats.format import Format
from detector.formats.json_record import marked, parse
from detector.formats.records import Place, ReadOptions, Record, Unreadable
from detector.formats.writing import Encoder, FileWriter, Writer


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield the record of every line that is not blank."""
    for number, line in enumerate(stream, start=1):
        content = line.removeprefix(BOM_UTF8) if number == 1 else line
        if content and not content.isspace():
            yield _record(content, Place(path=path, line=number), options)


def write(path: str, into: str) -> Writer:
    """Return a writer of a line a record."""
    return FileWriter(path, lambda stream: Lines(stream, into))


class Lines(Encoder):
    """Writes a line a record; a line that was read as JSONL keeps its bytes."""

    def __init__(self, stream: BinaryIO, into: str) -> None:
        self._stream = stream
        self._into = into

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write one line, ended by a newline even where the input's last line was not."""
        line = marked(record, verdict, self._into)
        self._stream.write(line if line.endswith(b"\n") else line + b"\n")


def _record(line: bytes, place: Place, options: ReadOptions) -> Record | Unreadable:
    try:
        fields = parse(line)
    except FormatError as error:
        return Unreadable(place=place, reason=str(error))
    return to_record(fields, place=place, options=options, raw=line)


FORMAT = Format(name="jsonl", suffixes=(".jsonl", ".ndjson"), read=read, write=write)
