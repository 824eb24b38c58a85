"""One JSON document: an array of records, or a single one (`.json`).

It is read element by element. Files that are called `.json` but hold a record a line, as many data
sets do, are read too. An element that is no JSON costs no other, as long as it is seen where it
ends; where the array itself is broken, the rest of it is lost.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from detector.errors import FormatError
from detector.formats.encoding import ERRORS, NOT_UTF8, is_utf8
from detector.formats.fields import to_record
from detector.formats.format import Format
from detector.formats.json_elements import Document, Element
from detector.formats.json_record import (
    TOO_MANY_DIGITS,
    WHITESPACE,
    as_object,
    check_depth,
    marked,
)
from detector.formats.limits import too_large
from detector.formats.records import Place, ReadOptions, Record, Unreadable
from detector.formats.writing import Encoder, FileWriter, Writer

DECODER = json.JSONDecoder(strict=False)


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield the record of every element, up to the first fault between two of them."""
    document = Document(stream, options.max_record_bytes)
    array = document.peek() == b"["
    try:
        for element in _in_array(document) if array else _one_after_another(document):
            yield _record(element, path, options)
    except _BreakError as fault:
        offset, line, column = document.place()
        reason = _why_broken(f"not JSON: {fault} at column {column}")
        yield Unreadable(place=Place(path=path, line=line), reason=reason, offset=offset)


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

    def pause(self) -> Mapping[str, Any]:
        """Return whether there is an element before the next."""
        return {"begun": self._before == b",\n"}

    def go_on(self, states: Sequence[Mapping[str, Any]]) -> None:
        """Go on behind the last element."""
        if states[-1]["begun"]:
            self._before = b",\n"

    def finish(self) -> None:
        """Close the array, which may be empty."""
        self._stream.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")


class _BreakError(Exception):
    """What stands between two elements is not what should stand there."""


def _in_array(document: Document) -> Iterator[Element]:
    document.skip()
    closed = document.peek() == b"]"
    while not closed:
        element = document.element()
        yield element
        if not element.whole:
            return
        following = document.peek()
        closed = following == b"]"
        if not closed:
            if following != b",":
                raise _BreakError("Expecting ',' or ']'")
            document.skip()
            document.peek()
    document.skip()
    if document.peek():
        raise _BreakError("Extra data after the array")


def _one_after_another(document: Document) -> Iterator[Element]:
    """Yield what stands side by side, and whole lines of what does not begin as a record does."""
    while following := document.peek():
        yield document.element() if following in (b"{", b"[") else document.rest_of_line()


def _record(element: Element, path: str, options: ReadOptions) -> Record | Unreadable:
    place = Place(path=path, line=element.line)
    source = element.source
    if source is None:
        return too_large("the record", place, options, offset=element.offset)
    text = source.decode("utf-8", ERRORS)
    try:
        value = _decoded(text)
        check_depth(value)
        if not is_utf8(text):
            raise FormatError(NOT_UTF8)
        item = to_record(as_object(value), place=place, options=options)
    except json.JSONDecodeError as fault:
        item = _faulty(fault, element, path)
    except FormatError as fault:
        item = Unreadable(place=place, reason=str(fault))
    if isinstance(item, Unreadable):
        return replace(item, offset=element.offset, raw=source)
    return item


def _decoded(text: str) -> Any:
    """Decode one value; whatever is wrong with it becomes a JSONDecodeError at its place."""
    try:
        value, end = DECODER.raw_decode(text)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise json.JSONDecodeError("Nested too deep", text, 0) from None
    except ValueError:
        raise json.JSONDecodeError(TOO_MANY_DIGITS, text, 0) from None
    if end < len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return value


def _faulty(fault: json.JSONDecodeError, element: Element, path: str) -> Unreadable:
    """Return what is said of an element that is no JSON, at the line of the fault in it."""
    place = Place(path=path, line=element.line + fault.lineno - 1)
    column = fault.colno + (element.column - 1 if fault.lineno == 1 else 0)
    wrong = f"not JSON: {fault.msg.removesuffix(' at')} at column {column}"
    reason = f"{wrong}: mend the record" if element.whole else _why_broken(wrong)
    return Unreadable(place=place, reason=reason)


def _why_broken(wrong: str) -> str:
    return (
        f"{wrong}; the records before this point were read: "
        "the file may have been cut off, write it again"
    )


FORMAT = Format(name="json", suffixes=(".json",), read=read, write=write)
