"""One JSON document: an array of records, or a single one (`.json`).

The file is held in memory as a whole, unlike everything else that is read here: an array has no
lines to cut it at. Files that are called `.json` but hold a record a line, as many data sets do,
are read too.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from detector.errors import FormatError
from detector.formats.compression import CHUNK, FAULTS
from detector.formats.encoding import ERRORS, NOT_UTF8, is_utf8
from detector.formats.fields import to_record
from detector.formats.format import Format
from detector.formats.json_record import WHITESPACE, as_object, check_depth, marked, what_is_wrong
from detector.formats.records import Place, ReadOptions, Record, Unreadable
from detector.formats.writing import Encoder, FileWriter, Writer

DECODER = json.JSONDecoder(strict=False)
BLANK = re.compile(r"[ \t\r\n]*")


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield the records up to the first fault in the document, then one Unreadable for it."""
    data, fault = _all_there_is(stream)
    text = data.decode("utf-8", ERRORS).removeprefix("\ufeff")
    line, counted = 1, 0
    try:
        for start, end, value in _elements(text):
            line, counted = line + text.count("\n", counted, start), start
            yield _record(text[start:end], value, Place(path=path, line=line), options)
    except json.JSONDecodeError as error:
        fault = fault or error
    if isinstance(fault, json.JSONDecodeError):
        yield Unreadable(place=Place(path=path, line=fault.lineno), reason=_why_broken(fault))
    elif fault:
        raise fault


def write(path: str, into: str) -> Writer:
    """Return a writer of one array, a record a line."""
    return FileWriter(path, lambda stream: Elements(stream, into))


class Elements(Encoder):
    """Writes one array; a record that was read as JSONL keeps its bytes."""

    def __init__(self, stream: BinaryIO, into: str) -> None:
        self._stream = stream
        self._into = into
        self._before = b"[\n"

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write one element after the bracket or comma that is due."""
        element = marked(record, verdict, self._into).strip(WHITESPACE)
        self._stream.write(self._before + element)
        self._before = b",\n"

    def finish(self) -> None:
        """Close the array, which may be empty."""
        self._stream.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")


def _all_there_is(stream: BinaryIO) -> tuple[bytes, Exception | None]:
    """Return the bytes up to the end or to the first fault, such as a cut-off archive."""
    chunks = []
    try:
        while chunk := stream.read1(CHUNK):  # type: ignore[attr-defined]
            chunks.append(chunk)
    except FAULTS as fault:
        return b"".join(chunks), fault
    return b"".join(chunks), None


def _record(source: str, value: Any, place: Place, options: ReadOptions) -> Record | Unreadable:
    if not is_utf8(source):
        return Unreadable(place=place, reason=NOT_UTF8)
    try:
        check_depth(value)
        return to_record(as_object(value), place=place, options=options)
    except FormatError as error:
        return Unreadable(place=place, reason=str(error))


def _elements(text: str) -> Iterator[tuple[int, int, Any]]:
    """Yield each record with its first character and the one after its last."""
    start = _skip_blank(text, 0)
    if text.startswith("[", start):
        yield from _in_array(text, start + 1)
    else:
        yield from _one_after_another(text, start)


def _in_array(text: str, position: int) -> Iterator[tuple[int, int, Any]]:
    position = _skip_blank(text, position)
    closed = text.startswith("]", position)
    while not closed:
        value, end = _decode(text, position)
        yield position, end, value
        position = _skip_blank(text, end)
        closed = text.startswith("]", position)
        if not closed:
            _expect(text.startswith(",", position), "Expecting ',' or ']'", text, position)
            position = _skip_blank(text, position + 1)
    after = _skip_blank(text, position + 1)
    _expect(after == len(text), "Extra data after the array", text, after)


def _one_after_another(text: str, position: int) -> Iterator[tuple[int, int, Any]]:
    while position < len(text):
        value, end = _decode(text, position)
        yield position, end, value
        position = _skip_blank(text, end)


def _decode(text: str, position: int) -> tuple[Any, int]:
    """Decode one value; whatever is wrong with it becomes a JSONDecodeError at its place."""
    try:
        return DECODER.raw_decode(text, position)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise json.JSONDecodeError("Nested too deep", text, position) from None
    except ValueError as error:
        raise json.JSONDecodeError(str(error), text, position) from None


def _skip_blank(text: str, position: int) -> int:
    found = BLANK.match(text, position)
    return found.end() if found else position


def _expect(condition: bool, message: str, text: str, position: int) -> None:
    if not condition:
        raise json.JSONDecodeError(message, text, position)


def _why_broken(fault: json.JSONDecodeError) -> str:
    return (
        f"{what_is_wrong(fault)}; the records before this point were read: "
        "the file may have been cut off, write it again"
    )


FORMAT = Format(name="json", suffixes=(".json",), read=read, write=write)
