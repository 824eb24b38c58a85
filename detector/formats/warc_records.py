"""Where the records of a web archive begin and end, found a chunk at a time.

A record says how long it is. Where that is not so, because it lies or the archive was cut, the next
line that begins a record is looked for, so that one bad record does not cost the archive.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 1 << 18
LONGEST_HEADER = 1 << 16
LONGEST_START = 32
LOOKED_AT = 1 << 14  # of the block of a record that is too large: the head of an HTTP response
BETWEEN = re.compile(rb"[\r\n\0]*+")  # zeros pad a tape
START = re.compile(rb"\nWARC/[0-9.]{1,16}\r?\n")
HEADER_END = re.compile(rb"\r?\n\r?\n|\n(?=WARC/)")
LENGTH = re.compile(rb"(?im)^content-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r?$")
TYPE = re.compile(rb"(?im)^warc-type[ \t]*:[ \t]*([a-z]+)[ \t]*\r?$")
MARK = b"WARC/"
NO_RECORD = "here no record begins, and the next one is read on: fetch the archive again"
NO_HEADER = "the record's header is not whole: the archive may have been cut off"
NO_LENGTH = "the record's header does not say how long it is (Content-Length): fetch it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record, or why it is none; `offset` counts the bytes before it.

    `raw` is its header and block, or as much of it as there is; of one that is `too_large` only
    the first bytes.
    """

    number: int
    offset: int
    raw: bytes
    kind: str = ""
    fault: str | None = None
    too_large: bool = False


class Archive:
    """Iterates over the records of a stream, and the faults between them."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._buffer = bytearray()
        self._before = 0  # bytes of the archive before the buffer
        self._ended = False

    def __iter__(self) -> Iterator[Entry]:
        number = 0
        while self._begin():
            number += 1
            yield self._entry(number)

    def is_archive(self) -> bool:
        """Say whether the first thing in the stream is a record, or there is nothing at all."""
        return not self._begin() or self._buffer.startswith(MARK)

    def _begin(self) -> bool:
        """Go to the next record; False at the end."""
        while True:
            self._drop(BETWEEN.match(self._buffer).end())  # type: ignore[union-attr]
            if len(self._buffer) >= len(MARK) or not self._read_more():
                return bool(self._buffer)

    def _entry(self, number: int) -> Entry:
        """Return the record at the start of the buffer, and go behind it."""
        offset = self._before
        header = self._header()
        known = LENGTH.search(self._buffer, 0, header)
        if not header or not known:
            fault = NO_LENGTH if header else self._why_no_header()
            raw = self._to_next(min(header, self._most))
            return Entry(number=number, offset=offset, raw=raw, fault=fault)
        length = int(known[1])
        found = TYPE.search(self._buffer, 0, header)
        kind = found[1].decode().lower() if found else ""
        if header + length > self._most:
            raw = bytes(self._buffer[: header + LOOKED_AT])
            self._to_next(header)
            return Entry(number=number, offset=offset, raw=raw, kind=kind, too_large=True)
        if not self._has(header + length):
            fault = (
                f"the record ends after {len(self._buffer) - header:,} of {length:,} bytes: "
                "fetch the archive again"
            )
            raw = self._to_next(header)
            return Entry(number=number, offset=offset, raw=raw, fault=fault)
        raw = bytes(self._buffer[: header + length])
        self._drop(header + length)
        return Entry(number=number, offset=offset, raw=raw, kind=kind)

    def _header(self) -> int:
        """Return the length of the header, or 0 if there is none."""
        if not self._has(len(MARK)) or not self._buffer.startswith(MARK):
            return 0
        while True:
            found = HEADER_END.search(self._buffer, 0, LONGEST_HEADER)
            if found:
                return found.end() if found[0] != b"\n" else 0
            if len(self._buffer) >= LONGEST_HEADER or not self._read_more():
                return 0

    def _why_no_header(self) -> str:
        begun = self._buffer.startswith(MARK) or MARK.startswith(self._buffer)
        return NO_HEADER if begun else NO_RECORD

    def _to_next(self, searched: int) -> bytes:
        """Go to where the next record begins; return what is before it, if it can be held."""
        held = True
        while not (found := START.search(self._buffer, max(searched - 1, 0))):
            searched = max(len(self._buffer) - LONGEST_START, 0)
            if searched > self._most:
                held = False
                self._drop(searched)
                searched = 0
            if not self._read_more():
                break
        end = found.start() + 1 if found else len(self._buffer)
        raw = bytes(self._buffer[:end]) if held and end <= self._most else b""
        self._drop(end)
        return raw

    def _has(self, count: int) -> bool:
        while len(self._buffer) < count:
            if not self._read_more():
                return False
        return True

    def _drop(self, count: int) -> None:
        del self._buffer[:count]
        self._before += count

    def _read_more(self) -> bool:
        chunk = b"" if self._ended else self._stream.read1(CHUNK)  # type: ignore[attr-defined]
        self._ended = not chunk
        self._buffer += chunk
        return bool(chunk)
