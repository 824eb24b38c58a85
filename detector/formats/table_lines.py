"""The lines of a table, of which some may be read a second time.

A quotation mark that is never closed swallows the lines below it. They are given out again, but
not for ever: marks that open and close in turn would make every row read the rest of the file.
"""

from codecs import BOM_UTF8
from typing import BinaryIO

from detector.formats.encoding import ERRORS

CHUNK = 1 << 18
NEWLINE, RETURN = b"\n", b"\r"
AGAIN = 4  # bytes that are read a second time, for each that is read once


class TooLargeError(Exception):
    """A row is larger than a record may be."""


class Lines:
    """An iterator over lines, decoded, that knows where the row stands to which they belong.

    Raises TooLargeError where the row's lines are more than `most` bytes together.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._buffer = bytearray()
        self._before = 0  # bytes of the file before the buffer
        self._row = self._second = self._next = 0  # in the buffer: of the row, of its second line
        self._number = self._row_number = 0
        self._newline = 0  # in the buffer: of a newline, with none between it and the next line
        self._ended = False
        self._read = self._again = 0
        while len(self._buffer) < len(BOM_UTF8) and not self._ended:
            self._read_more()
        if self._buffer.startswith(BOM_UTF8):
            self._next = len(BOM_UTF8)

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        start, end = self._next, self._end_of_line()
        if end - self._row > self._most:
            raise TooLargeError
        if start == end:
            raise StopIteration
        self._next = end
        self._number += 1
        if start == self._row:
            self._second = end
        return self._buffer[start:end].decode("utf-8", ERRORS)

    def start_row(self) -> tuple[int, int]:
        """Begin a row; return the number of its first line, and of the bytes before it."""
        if self._next > CHUNK:
            self._drop()
        self._row = self._second = self._next
        self._row_number = self._number + 1
        return self._row_number, self._before + self._row

    def raw(self) -> bytes:
        """Return the lines of the row that were read, without the last one's end."""
        return bytes(self._buffer[self._row : self._next].rstrip(RETURN + NEWLINE))

    def go_back(self) -> int:
        """Give out all lines of the row again but the first, unless that was done too often.

        Returns how many lines are not given out again.
        """
        again = self._next - self._second
        if self._again + again > AGAIN * self._read:
            return self._number - self._row_number
        self._again += again
        self._next, self._newline = self._second, 0
        self._number = self._row_number
        return 0

    def skip(self) -> bytes | None:
        """Pass over what is too large; return its first line if that is not the cause."""
        if self._second > self._row:
            self.go_back()
            return self.raw()
        self._number = self._row_number
        self._skip_line()
        return None

    def _skip_line(self) -> None:
        while True:
            self._next = end = self._end_of_line()
            last = bytes(self._buffer[end - 1 : end])
            if self._ended or last == NEWLINE or (last == RETURN and end < len(self._buffer)):
                return
            self._next -= last == RETURN  # which a newline may follow
            self._row = self._next
            self._drop()
            self._read_more()

    def _end_of_line(self) -> int:
        """Return where the next line ends, or the buffer if that is more than may be read."""
        searched = self._next
        while True:
            newline = self._buffer.find(NEWLINE, max(self._newline, self._next))
            self._newline = newline if newline >= 0 else len(self._buffer)
            carriage = self._buffer.find(RETURN, searched, self._newline)
            if carriage >= 0 and (carriage + 1 < len(self._buffer) or self._ended):
                return carriage + (2 if carriage + 1 == newline else 1)
            if carriage < 0 <= newline:
                return newline + 1
            if self._ended or len(self._buffer) - self._row > self._most:
                return len(self._buffer)
            searched = max(self._next, len(self._buffer) - 1)
            self._read_more()

    def _drop(self) -> None:
        """Let go of everything before the next line."""
        del self._buffer[: self._next]
        self._before += self._next
        self._row = self._second = max(self._row - self._next, 0)
        self._newline, self._next = 0, 0

    def _read_more(self) -> None:
        chunk = self._stream.read1(CHUNK)  # type: ignore[attr-defined]
        self._ended = not chunk
        self._read += len(chunk)
        self._buffer += chunk
