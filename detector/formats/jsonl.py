"""JSON lines: a record a line (`.jsonl`, `.ndjson`)."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from detector.errors import FormatError
from detector.formats.fields import to_record
from detector.formats.format import Format
from detector.formats.json_record import marked, parse
from detector.formats.records import Line, ReadOptions, Record, Unreadable
from detector.formats.target import faults_named
from detector.formats.writing import Encoder, FileWriter

CHUNK = 1 << 18


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield the record of every line that is not blank."""
    for line in lines(stream, path):
        yield to_item(line, options)


def lines(stream: BinaryIO, path: str) -> Iterator[Line]:
    """Yield every line that is not blank, without a look into it."""
    for number, line in enumerate(_split(stream), start=1):
        content = line.removeprefix(BOM_UTF8) if number == 1 else line
        if content and not content.isspace():
            yield Line(content, path, number)


def to_item(line: Line, options: ReadOptions) -> Record | Unreadable:
    """Return the record that a line holds, or why it holds none."""
    try:
        fields = parse(line.content)
    except FormatError as error:
        return Unreadable(place=line.place, reason=str(error))
    return to_record(fields, place=line.place, options=options, raw=line.content)


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


def _split(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines without their newlines; those before a fault of the stream come first.

    A stream's own lines are three times as dear.
    """
    begun: list[bytes] = []  # pieces of a line whose end was not read yet
    while chunk := stream.read1(CHUNK):  # type: ignore[attr-defined]
        first, *others = chunk.split(b"\n")
        begun.append(first)
        if others:
            yield b"".join(begun)
            begun = [others.pop()]
            yield from others
    yield b"".join(begun)


FORMAT = Format(name="jsonl", suffixes=(".jsonl", ".ndjson"), read=read, write=write, lines=lines)
