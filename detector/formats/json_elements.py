"""Where the elements of a JSON document begin and end, found a chunk at a time.

Only strings and brackets are looked at, so that a document of any size can be cut into pieces that
fit into the memory, and an element that does not fit can be passed over.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 1 << 18
BLANK = re.compile(rb"[ \t\r\n]*+")
SHORT = rb'"[^"\\]{0,64}+(?:\\.[^"\\]{0,64}+){0,8}+"'  # bytes.find is quicker for the others
PLAIN = rb'[^"\[\]{}]++|' + SHORT
LEVELS = [PLAIN]  # what holds no bracket, or brackets that are closed again, so many levels deep
for _ in range(3):
    LEVELS.append(PLAIN + rb"|[\[{](?:%b)*+[\]}]" % LEVELS[-1])
BESIDE = re.compile(rb"(?:%b)*+" % LEVELS[-1], re.DOTALL)
LINE = re.compile(rb"[^\r\n]*+")
SCALAR = re.compile(rb'[^"\[\]{}, \t\r\n]*+')
OPENING = re.compile(rb"[\[{]++")
CLOSING = re.compile(rb"[\]}]++")
QUOTE, ESCAPE = b'"', b"\\"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A value with the place where it begins; `source` is None if it is larger than it may be.

    `column` counts bytes from 1. `whole` is False where the document ends in mid-element.
    """

    source: bytes | None
    offset: int
    line: int
    column: int
    whole: bool


class Document:
    """A document at which one looks piece by piece, from its first byte to its last."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._buffer = bytearray()
        self._before = 0  # bytes of the document before the buffer
        self._at = 0
        self._ended = False
        self._counted = 0  # bytes in which newlines have been counted
        self._line = 1
        self._line_at = 0
        while len(self._buffer) < len(BOM_UTF8) and self._read_more():
            pass
        if self._buffer.startswith(BOM_UTF8):
            self._at = self._line_at = len(BOM_UTF8)

    def peek(self) -> bytes:
        """Pass over white space; return the next byte, or none at the end."""
        while True:
            self._at = self._match(BLANK, self._at)
            if self._at < len(self._buffer) or not self._read_more():
                return bytes(self._buffer[self._at : self._at + 1])

    def skip(self) -> None:
        """Pass over the next byte."""
        self._at += 1

    def place(self) -> tuple[int, int, int]:
        """Return offset, line and column of the next byte."""
        offset = self._before + self._at
        return offset, self._count_lines(), offset - self._line_at + 1

    def element(self) -> Element:
        """Return the value that begins at the next byte, which is no white space."""
        return self._passed(self._pass_over)

    def rest_of_line(self) -> Element:
        """Return everything up to the end of the line."""
        return self._passed(lambda: self._through(LINE) or True)

    def _passed(self, pass_over: Callable[[], bool]) -> Element:
        self._drop()
        offset, line, column = self.place()
        whole = pass_over()
        if not whole:
            self._at = len(self._buffer)
        kept = self._before == offset and self._at <= self._most
        source = bytes(self._buffer[: self._at]) if kept else None
        return Element(source=source, offset=offset, line=line, column=column, whole=whole)

    def _pass_over(self) -> bool:
        """Go to the end of a value; False if the document ends first."""
        first = self._buffer[self._at : self._at + 1]
        if not first:
            return False
        if first not in (b"[", b"{", QUOTE):
            return self._through(SCALAR) or True
        if first == QUOTE:
            return self._through_string()
        self._at += 1
        depth = 1
        while depth:
            if not self._through(BESIDE):
                return False
            if self._buffer[self._at : self._at + 1] != QUOTE:
                depth = self._through_brackets(depth)
            elif not self._through_string():
                return False
        return True

    def _through_brackets(self, depth: int) -> int:
        """Pass over brackets of one kind, up to the one that closes the first of all."""
        opened = self._match(OPENING, self._at)
        if opened > self._at:
            depth += opened - self._at
            self._at = opened
            return depth
        closed = min(self._match(CLOSING, self._at), self._at + depth)
        depth -= closed - self._at
        self._at = closed
        return depth

    def _through_string(self) -> bool:
        self._at += 1
        while True:
            end = self._buffer.find(QUOTE, self._at)
            stop = len(self._buffer) if end < 0 else end
            piece = self._buffer[self._at : stop]
            escaped = (len(piece) - len(piece.rstrip(ESCAPE))) % 2
            self._at = stop + 1 if end >= 0 else stop - escaped
            if end >= 0 and not escaped:
                return True
            if end < 0 and not self._read_on():
                return False

    def _through(self, pattern: re.Pattern[bytes]) -> bool:
        """Pass over what matches; False if that is all there is."""
        while True:
            self._at = self._match(pattern, self._at)
            if self._at < len(self._buffer):
                return True
            if not self._read_on():
                return False

    def _read_on(self) -> bool:
        """Read more, and let go of what is too much to be held."""
        if self._at > self._most:
            self._drop()
        return self._read_more()

    def _match(self, pattern: re.Pattern[bytes], start: int) -> int:
        found = pattern.match(self._buffer, start)
        return found.end() if found else start

    def _drop(self) -> None:
        """Let go of everything before the next byte."""
        self._count_lines()
        del self._buffer[: self._at]
        self._before += self._at
        self._at = 0

    def _count_lines(self) -> int:
        upto = self._before + self._at
        start = self._counted - self._before
        newlines = self._buffer.count(b"\n", start, self._at)
        if newlines:
            self._line += newlines
            self._line_at = self._before + self._buffer.rfind(b"\n", start, self._at) + 1
        self._counted = upto
        return self._line

    def _read_more(self) -> bool:
        chunk = b"" if self._ended else self._stream.read1(CHUNK)  # type: ignore[attr-defined]
        self._ended = not chunk
        self._buffer += chunk
        return bool(chunk)
