"""A reader of Thrift's compact protocol that trusts nothing: no length, no count, no depth.

Parquet's index and the headers of its pages are written in it.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
NUMBERS = (4, 5, 6)
DEEPEST = 16
LONGEST_NUMBER = 63  # bits before the last seven

Wanted: TypeAlias = Mapping[int, Any]


class Thrift:
    """Data, and how far it has been read.

    Raises IndexError where the data end too soon, ValueError where they can be no Thrift.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def struct(self, wanted: Wanted, depth: int = 0) -> dict[int, Any]:
        """Return the fields whose numbers are wanted, and pass over the others.

        What is wanted of a struct, or of a list of them, is a mapping like `wanted` itself; of a
        number, or of a list of strings, it is None. A field of another type is left out.
        """
        found: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._number()
            kind = head & 15
            if number in wanted:
                value = self._value(kind, wanted[number], depth + 1)
                if value is not None:
                    found[number] = value
            else:
                self._skip(kind, depth + 1)
        return found

    def _value(self, kind: int, wanted: Wanted | None, depth: int) -> Any:
        if wanted is None and kind in NUMBERS:
            return self._number()
        if wanted is not None and kind == STRUCT:
            return self.struct(wanted, depth)
        if kind != LIST:
            return self._skip(kind, depth)
        kind, size = self._list()
        if wanted is not None and kind == STRUCT:
            return [self.struct(wanted, depth) for _ in range(size)]
        if wanted is None and kind == BINARY:
            return [self._take(self._natural()) for _ in range(size)]
        for _ in range(size):
            self._skip(kind, depth)
        return None

    def _skip(self, kind: int, depth: int) -> None:
        if depth > DEEPEST:
            raise ValueError("nested too deep")
        if kind in NUMBERS:
            self._natural()
        elif kind in (BYTE, DOUBLE):
            self._take(1 if kind == BYTE else 8)
        elif kind == BINARY:
            self._take(self._natural())
        elif kind == STRUCT:
            self.struct({}, depth)
        elif kind in (LIST, SET):
            inner, size = self._list()
            for _ in range(size):
                self._skip(BYTE if inner in (TRUE, FALSE) else inner, depth + 1)
        elif kind not in (TRUE, FALSE):
            raise ValueError(f"there is no type {kind}")

    def _list(self) -> tuple[int, int]:
        """Return the type and the number of what follows, each of which is a byte at the least."""
        head = self._byte()
        size = head >> 4 if head >> 4 < 15 else self._natural()
        if size > len(self._data) - self.at:
            raise IndexError
        return head & 15, size

    def _take(self, size: int) -> bytes:
        if self.at + size > len(self._data):
            raise IndexError
        taken = self._data[self.at : self.at + size]
        self.at += size
        return taken

    def _number(self) -> int:
        natural = self._natural()
        return (natural >> 1) ^ -(natural & 1)

    def _natural(self) -> int:
        natural = shift = 0
        while True:
            byte = self._byte()
            natural |= (byte & 127) << shift
            if byte < 128:
                return natural
            shift += 7
            if shift > LONGEST_NUMBER:
                raise ValueError("a number of too many bytes")

    def _byte(self) -> int:
        byte = self._data[self.at]
        self.at += 1
        return byte
