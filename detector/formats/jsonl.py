"""JSON lines: a record a line (`.jsonl`, `.ndjson`)."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from detector.errors import FormatError
from detector.formats.fields import to_record
from detector.formats.format import Format
from detector.formats.json_record import marked, parse
from detector.formats.limits import too_large
from detector.formats.records import Line, Place, ReadOptions, Record, Unreadable
from detector.formats.target import faults_named
from detector.formats.writing import Encoder, FileWriter

CHUNK = 1 << 18


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield the record of every line that is not blank."""
    for line in lines(stream, path, options):
        yield line if isinstance(line, Unreadable) else to_item(line, options)


def lines(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Line | Unreadable]:
    """Yield every line that is not blank, without a look into it, but for one that is too long."""
    number, offset = 1, 0
    for found in _split(stream, options.max_record_bytes):
        if isinstance(found, int):
            yield too_large("the line", Place(path=path, line=number), options, offset=offset)
            number, offset = number + 1, offset + found + 1
            continue
        if number == 1 and found[0].startswith(BOM_UTF8):
            found[0], offset = found[0].removeprefix(BOM_UTF8), len(BOM_UTF8)
        for line in found:
            if line and not line.isspace():
                yield Line(line, path, number, offset)
            number += 1
            offset += len(line) + 1


def to_item(line: Line, options: ReadOptions) -> Record | Unreadable:
    """Return the record that a line holds, or why it holds none."""
    try:
        fields = parse(line.content)
    except FormatError as error:
        item: Record | Unreadable = Unreadable(place=line.place, reason=str(error))
    else:
        item = to_record(fields, place=line.place, options=options, raw=line.content)
    if isinstance(item, Unreadable):
        return replace(item, offset=line.offset, raw=line.content)
    return item


def write(path: str, into: str) -> "LineWriter":
    """Return a writer of a line a record."""
    return LineWriter(path, lambda stream: Lines(stream, into))


class LineWriter(FileWriter):
    """Writes lines, some of which somebody else has made of records."""

    def write_lines(self, data: bytes) -> None:
        """Write whole lines, each with its newline."""
        with faults_named(self._path):
            self._stream.write(data)


class Lines(Encoder):
    """Writes a line a record; a line that was read as JSONL keeps its bytes."""

    def __init__(self, stream: BinaryIO, into: str) -> None:
        self._stream = stream
        self._into = into

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write one line, ended by a newline even where the input's last line was not."""
        line = marked(record, verdict, self._into)
        self._stream.write(line if line.endswith(b"\n") else line + b"\n")


def _split(stream: BinaryIO, most: int) -> Iterator[list[bytes] | int]:
    """Yield the lines of each chunk without their newlines, those before a fault of it first.

    Of a line of more than `most` bytes nothing is held, and its length is yielded in its place.
    A stream's own lines are three times as dear.
    """
    begun = bytearray()  # a line whose end was not read yet
    length = 0
    while chunk := stream.read1(min(CHUNK, most)):  # type: ignore[attr-defined]
        first, *others = chunk.split(b"\n")
        begun += first
        length += len(first)
        if length > most:
            begun.clear()
        if others:
            yield [bytes(begun)] if length <= most else length
            begun = bytearray(others.pop())
            length = len(begun)
            yield others
    yield [bytes(begun)] if length <= most else length


FORMAT = Format(name="jsonl", suffixes=(".jsonl", ".ndjson"), read=read, write=write, lines=lines)
