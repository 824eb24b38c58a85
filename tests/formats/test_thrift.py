"""Thrift as Parquet has it, and whatever else may stand there."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.formats.parquet_pages import INDEX, groups_in, rows_at_once
from detector.formats.thrift import Thrift

from .child import MIB


@pytest.mark.parametrize(
    ("data", "wanted", "found"),
    [
        (b"\x15\x04\x15\x80\x01\x00", {1: None, 2: None}, {1: 2, 2: 64}),
        (b"\x15\x03\x00", {1: None}, {1: -2}),
        (b"\x15\x04\x00", {2: None}, {}),
        (b"\x18\x03abc\x15\x04\x00", {2: None}, {2: 2}),
        (b"\x05\x40\x04\x00", {32: None}, {32: 2}),
        (b"\x1c\x15\x04\x00\x00", {1: {1: None}}, {1: {1: 2}}),
        (b"\x19\x2c\x15\x02\x00\x15\x04\x00\x00", {1: {1: None}}, {1: [{1: 1}, {1: 2}]}),
        (b"\x19\x28\x01a\x01b\x00", {1: None}, {1: [b"a", b"b"]}),
        (b"\x11\x12\x17" + bytes(8) + b"\x13\x00\x15\x04\x00", {5: None}, {5: 2}),
        (b"\x19\x21\x01\x02\x15\x04\x00", {2: None}, {2: 2}),
        (b"\x18\x03abc\x00", {1: None}, {}),
    ],
)
def test_reads(data: bytes, wanted: dict[int, object], found: dict[int, object]) -> None:
    assert Thrift(data).struct(wanted) == found


HOSTILE = {
    "nothing": b"",
    "no end": b"\x15\x04",
    "a list of everything": b"\x19\xfc\xff\xff\xff\xff\xff\xff\xff\x7f\x00",
    "a list of truths": b"\x19\xf1\xff\xff\xff\xff\xff\xff\xff\x7f\x00",
    "a long string": b"\x18\xff\xff\xff\xff\x0f\x00",
    "a number without end": b"\x15" + b"\xff" * 1000,
    "depth": b"\x1c" * 1000,
    "depth of lists": b"\x19" * 1000,
    "no type": b"\x1e\x00",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_refuses(data: bytes) -> None:
    with pytest.raises((IndexError, ValueError)):
        Thrift(data).struct({9: None})


@given(data=st.binary())
def test_any_bytes_end(data: bytes) -> None:
    for wanted in ({}, INDEX, {1: None, 2: {1: None}}):
        with suppress(IndexError, ValueError):
            Thrift(data).struct(wanted)


@pytest.mark.parametrize("rows", [1, 1500])
def test_the_index_is_what_pyarrow_says(rows: int) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
    from pyarrow import parquet

    table = pa.table({"text": ["a"] * rows, "tags": [["b", "c"]] * rows})
    stream = io.BytesIO()
    parquet.write_table(table, stream, row_group_size=1000)
    groups = groups_in(stream)
    known = parquet.ParquetFile(stream).metadata
    assert len(groups) == known.num_row_groups
    for number, group in enumerate(groups):
        expected = known.row_group(number)
        assert (group.rows, group.bytes) == (expected.num_rows, expected.total_byte_size)
        for place, column in enumerate(group.columns):
            about = expected.column(place)
            assert (column.name, column.values) == (about.path_in_schema, about.num_values)
            assert column.start == about.dictionary_page_offset
            assert column.end - column.start == about.total_compressed_size
        assert rows_at_once(stream, group, MIB) == 1000
