"""How much memory the pages of a Parquet file ask for, looked up before they are decoded.

A page says in its header how large it is when it is decompressed, and whoever reads it sets that
much aside. A page of the values of a column, to which its rows point, can be small while its rows
are not: a thousand rows may all be the same megabyte. So the pages are counted, without being read,
and few enough rows are decoded at a time. The headers are written in Thrift's compact protocol
(parquet-format, `parquet.thrift`).
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from detector.errors import FormatError
from detector.formats.limits import in_words
from detector.formats.rows import ROWS

LARGEST_PAGE = 1 << 28  # some writers make one page of everything in a row group
HEADER = 1 << 13
LARGEST_HEADER = 1 << 16
AT_ONCE = 1 << 27  # bytes of rows, at the least, that are decoded together
TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
NUMBERS = (4, 5, 6)
DICTIONARY = 2
DEEPEST = 16


def rows_at_once(stream: BinaryIO, group: Any, most: int) -> int:
    """Return how many rows of a row group can be decoded together.

    Raises FormatError where a page of it is larger than may be held.
    """
    rows = max(group.num_rows, 1)
    row: int = max(group.total_byte_size, 0) // rows
    for number in range(group.num_columns):
        column = group.column(number)
        for kind, size in _pages(stream, column):
            if size > max(LARGEST_PAGE, most):
                raise FormatError(
                    f"a page of the column {column.path_in_schema!r} is larger than "
                    f"{in_words(max(LARGEST_PAGE, most))}: raise --max-record-bytes to read it"
                )
            if kind == DICTIONARY:
                row += size * max(column.num_values // rows, 1)
    return max(min(ROWS, AT_ONCE // max(row, 1)), 1)


def _pages(stream: BinaryIO, column: Any) -> Iterator[tuple[int, int]]:
    """Yield kind and decompressed size of each page; whatever is no header ends them."""
    start = column.data_page_offset
    if column.has_dictionary_page and column.dictionary_page_offset:
        start = min(start, column.dictionary_page_offset)
    end = start + column.total_compressed_size
    while 0 <= start < end:
        header = _header(stream, start)
        if header is None:
            return
        length, (kind, size, compressed) = header
        yield kind, size
        start += length + max(compressed, 0)


def _header(stream: BinaryIO, start: int) -> tuple[int, tuple[int, int, int]] | None:
    """Return the length of a page's header, and its kind and both sizes."""
    size = HEADER
    while size <= LARGEST_HEADER:
        stream.seek(start)
        data = stream.read(size)
        try:
            header = _Header(data)
            found = header.sizes()
        except IndexError:  # the header goes on, or the file ends
            if len(data) < size:
                return None
            size <<= 3
        except ValueError:
            return None
        else:
            return header.at, found
    return None


class _Header:
    """A struct in Thrift's compact protocol, of which the first three numbers are wanted."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def sizes(self) -> tuple[int, int, int]:
        """Return the fields 1, 2 and 3, and go to the end of the struct."""
        wanted = {1: 0, 2: 0, 3: 0}
        number = 0
        while kind := self._byte():
            number = number + (kind >> 4) if kind >> 4 else self._number()
            if kind & 15 in NUMBERS and number in wanted:
                wanted[number] = self._number()
            else:
                self._skip(kind & 15, 0)
        return wanted[1], wanted[2], wanted[3]

    def _skip(self, kind: int, depth: int) -> None:
        if depth > DEEPEST:
            raise ValueError
        if kind in NUMBERS:
            self._number()
        elif kind in (BYTE, DOUBLE):
            self._pass(1 if kind == BYTE else 8)
        elif kind == BINARY:
            self._pass(self._unsigned())
        elif kind == STRUCT:
            while field := self._byte():
                if not field >> 4:
                    self._number()
                self._skip(field & 15, depth + 1)
        elif kind in (LIST, SET):
            self._skip_list(depth)
        elif kind not in (TRUE, FALSE):
            raise ValueError

    def _skip_list(self, depth: int) -> None:
        head = self._byte()
        kind = head & 15
        for _ in range(head >> 4 if head >> 4 < 15 else self._unsigned()):
            self._skip(BYTE if kind in (TRUE, FALSE) else kind, depth + 1)

    def _pass(self, count: int) -> None:
        self.at += count
        if self.at > len(self._data):
            raise IndexError

    def _number(self) -> int:
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)

    def _unsigned(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
            if shift > 63:
                raise ValueError

    def _byte(self) -> int:
        byte = self._data[self.at]
        self.at += 1
        return byte
