"""The index of a Parquet file that was written in sections, each a whole Parquet file of its own.

Parquet cannot be appended to, and a row group is known by its place only. So every section ends
with an index, and behind the last stands one of them all, with every place moved by where its
section begins; that is the one that a reader finds. The index is written in Thrift's compact
protocol, and only the fields named here are looked into (parquet-format, `parquet.thrift`).
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

MAGIC = b"PAR1"
AROUND = len(MAGIC) + 4  # what stands behind an index: its length and the magic
TRUE, FALSE, I8, DOUBLE, BINARY, LIST, SET, STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
I16, INTEGERS = 4, (4, 5, 6)
ROWS, GROUPS, ORDINAL, LAST_ORDINAL = 3, 4, 7, (1 << 15) - 1
PLACE = None
COLUMN = {2: PLACE, 3: {9: PLACE, 10: PLACE, 11: PLACE, 14: PLACE}, 4: PLACE, 6: PLACE}
GROUP: "Places" = {1: COLUMN, 5: PLACE}  # which fields of a row group are places, or hold some

Places: TypeAlias = Mapping[int, Any]
Fields: TypeAlias = dict[int, tuple[int, Any]]  # number: type and value


class Section(NamedTuple):
    """Where a section begins in the file, and the index at its end."""

    start: int
    footer: bytes


def joined(sections: Sequence[Section]) -> bytes:
    """Return the index of all sections, with what makes it the end of a Parquet file."""
    whole: Fields = {}
    groups: list[Fields] = []
    rows = 0
    for section in sections:
        fields = _Reader(section.footer).struct()
        whole = whole or fields
        rows += fields[ROWS][1]
        for group in fields[GROUPS][1][1]:
            groups.append(_numbered(_moved(group, GROUP, section.start), len(groups)))
    whole[ROWS] = whole[ROWS][0], rows
    whole[GROUPS] = LIST, (STRUCT, groups)
    index = bytes(_struct(whole))
    return index + len(index).to_bytes(4, "little") + MAGIC


def _moved(fields: Fields, places: Places, by: int) -> Fields:
    """Return a structure with all its places further on; 0 stands for none."""
    return {
        number: (kind, _moved_value(value, places[number], by) if number in places else value)
        for number, (kind, value) in fields.items()
    }


def _moved_value(value: Any, places: Places | None, by: int) -> Any:
    if places is None:
        return value and value + by
    if isinstance(value, dict):
        return _moved(value, places, by)
    kind, values = value
    return kind, [_moved(each, places, by) for each in values]


def _numbered(group: Fields, number: int) -> Fields:
    """Return a row group with its number, which has room for so many only and may be left out."""
    group.pop(ORDINAL, None)
    if number <= LAST_ORDINAL:
        group[ORDINAL] = I16, number
    return group


class _Reader:
    """Reads what `_struct` writes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def struct(self) -> Fields:
        fields: Fields = {}
        number = 0
        while head := self._take(1)[0]:
            step, kind = head >> 4, head & 15
            number = number + step if step else self._integer()
            fields[number] = kind, None if kind in (TRUE, FALSE) else self._value(kind)
        return fields

    def _value(self, kind: int) -> Any:
        if kind in INTEGERS:
            return self._integer()
        if kind == STRUCT:
            return self.struct()
        if kind in (LIST, SET):
            head = self._take(1)[0]
            size = head >> 4 if head >> 4 < 15 else self._natural()
            return head & 15, [self._value(head & 15) for _ in range(size)]
        return self._take(self._natural() if kind == BINARY else 8 if kind == DOUBLE else 1)

    def _take(self, size: int) -> bytes:
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken

    def _natural(self) -> int:
        number = shift = 0
        while True:
            byte = self._take(1)[0]
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7

    def _integer(self) -> int:
        number = self._natural()
        return (number >> 1) ^ -(number & 1)


def _struct(fields: Fields) -> bytearray:
    data = bytearray()
    before = 0
    for number, (kind, value) in sorted(fields.items()):
        step = number - before
        data += bytes([step << 4 | kind]) if step < 16 else bytes([kind]) + _integer(number)
        before = number
        if kind not in (TRUE, FALSE):
            data += _value(kind, value)
    data.append(0)
    return data


def _value(kind: int, value: Any) -> bytes | bytearray:
    if kind in INTEGERS:
        return _integer(value)
    if kind == STRUCT:
        return _struct(value)
    if kind in (LIST, SET):
        inner, values = value
        size = len(values)
        head = (
            bytes([size << 4 | inner]) if size < 15 else bytes([15 << 4 | inner]) + _natural(size)
        )
        return head + b"".join(bytes(_value(inner, each)) for each in values)
    return bytes(_natural(len(value)) + value if kind == BINARY else value)


def _natural(number: int) -> bytes:
    data = bytearray()
    while number > 127:
        data.append(number & 127 | 128)
        number >>= 7
    data.append(number)
    return bytes(data)


def _integer(number: int) -> bytes:
    return _natural(number << 1 if number >= 0 else (-number << 1) - 1)
