"""Parquet: columns and types stay, the verdict is a struct, nothing is shortened quietly."""

import datetime
import decimal
import io
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.errors import MissingExtraError
from detector.formats import earlier, open_writer

from .samples import (
    GOOD_VERDICT,
    VERDICT,
    folder,
    json_line,
    only_fault,
    outline,
    patient,
    read_all,
    record,
    records_in,
    through,
    utf8_text,
    write_all,
)

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
pq = pytest.importorskip("pyarrow.parquet")


def rich_table(rows: int = 3) -> Any:
    """Return a table with types that Python values would not bring back."""
    moments = pa.array(range(1, rows + 1), pa.timestamp("ns", tz="UTC"))
    columns = {
        "text": pa.array([f"text {row}" for row in range(rows)], pa.large_string()),
        "small": pa.array([row % 100 for row in range(rows)], pa.int8()),
        "unsigned": pa.array([2**64 - 1] * rows, pa.uint64()),
        "single": pa.array([0.1] * rows, pa.float32()),
        "when": moments,
        "day": pa.array([datetime.date(2024, 2, 29)] * rows),
        "price": pa.array([decimal.Decimal("1.50")] * rows),
        "host": pa.array(["news.example"] * rows).dictionary_encode(),
        "bytes": pa.array([b"\xff\x00"] * rows),
        "nested": pa.array([{"a": [{"b": row}], "t": None} for row in range(rows)]),
        "pairs": pa.array([[("x", 1)]] * rows, pa.map_(pa.string(), pa.int32())),
        "nothing": pa.nulls(rows),
    }
    return pa.table(columns).replace_schema_metadata({"made": "by hand"})


@pytest.mark.parametrize("rows", [0, 1, 3, 2500])
def test_columns_and_types_are_untouched(tmp_path: Path, rows: int) -> None:
    pq.write_table(rich_table(rows), tmp_path / "in.parquet", row_group_size=700)
    through(tmp_path / "in.parquet", tmp_path / "out.parquet")
    before, after = pq.read_table(tmp_path / "in.parquet"), pq.read_table(tmp_path / "out.parquet")
    if rows:
        assert earlier(records_in(tmp_path / "out.parquet")[-1], "detector") == VERDICT
        assert after.drop_columns(["detector"]).equals(before)
        assert after.schema.metadata == before.schema.metadata


def test_row_groups_are_streamed(tmp_path: Path) -> None:
    pq.write_table(rich_table(2500), tmp_path / "in.parquet")
    through(tmp_path / "in.parquet", tmp_path / "out.parquet")
    file = pq.ParquetFile(tmp_path / "out.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(3)] == [1000, 1000, 500]


def test_records_left_out_leave_the_others_in_order(tmp_path: Path) -> None:
    pq.write_table(rich_table(1500), tmp_path / "in.parquet")
    kept = [each for number, each in enumerate(records_in(tmp_path / "in.parquet")) if number % 3]
    write_all(tmp_path / "out.parquet", kept, None)
    expected = pq.read_table(tmp_path / "in.parquet").take([n for n in range(1500) if n % 3])
    assert pq.read_table(tmp_path / "out.parquet").equals(expected)


def test_places_are_rows_and_fields_are_in_order(tmp_path: Path) -> None:
    pq.write_table(rich_table(), tmp_path / "in.parquet")
    found = records_in(tmp_path / "in.parquet")
    assert [each.place.line for each in found] == [1, 2, 3]
    assert list(found[0].fields) == rich_table().column_names
    assert found[0].fields["nested"] == {"a": [{"b": 0}], "t": None}
    assert found[0].article.host == "news.example"


def test_a_dotted_path_looks_into_a_struct(tmp_path: Path) -> None:
    table = pa.table({"content": pa.array([{"body": ["a"]}])})
    pq.write_table(table, tmp_path / "in.parquet")
    assert outline(records_in(tmp_path / "in.parquet", text_field="content.body.0")) == ["a"]


def test_parquet_goes_to_jsonl(tmp_path: Path) -> None:
    pq.write_table(rich_table(1).select(["text", "day", "price", "bytes"]), tmp_path / "in.parquet")
    assert through(tmp_path / "in.parquet", tmp_path / "out.jsonl", None) == json_line(
        {"text": "text 0", "day": "2024-02-29", "price": "1.50", "bytes": "/wA="}
    ).replace(b'": "', b'":"').replace(b", ", b",")


def bad_utf8() -> Any:
    offsets = pa.array([0, 1, 2, 3], pa.int32()).buffers()[1]
    return pa.Array.from_buffers(pa.string(), 3, [None, offsets, pa.py_buffer(b"a\xffb")])


FAULTY = {
    "no text": (pa.table({"id": [1], "body": ["a"]}), ["!1"], "'id', 'body'"),
    "null": (pa.table({"text": ["a", None, "b"]}), ["a", "!2", "b"], "null"),
    "numbers": (pa.table({"text": [1]}), ["!1"], "a number"),
    "bytes": (pa.table({"text": [b"a"]}), ["!1"], "a bytes"),
    "two of one name": (pa.Table.from_arrays([["a"], ["b"]], ["text"] * 2), ["!None"], "rename"),
    "not UTF-8": (pa.table({"text": bad_utf8()}), ["a", "!2", "b"], "UTF-8"),
}


@pytest.mark.parametrize(("table", "found", "reason"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_row_costs_no_other(
    tmp_path: Path, table: Any, found: list[str], reason: str
) -> None:
    pq.write_table(table, tmp_path / "in.parquet")
    items = read_all(tmp_path / "in.parquet")
    assert outline(items) == found
    assert reason in only_fault(items).reason


def whole() -> bytes:
    buffer = io.BytesIO()
    pq.write_table(rich_table(), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("data", [b"", b"PAR1", b"The vote is on Monday.", whole()[:-9]])
def test_a_file_that_is_not_whole_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.parquet").write_bytes(data)
    assert outline(read_all(tmp_path / "in.parquet")) == ["!None"]


def test_a_damaged_row_group_ends_the_file_but_not_the_run(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    pq.write_table(
        pa.table({"text": [f"{n}" * 50 for n in range(2000)]}), buffer, row_group_size=1000
    )
    data = bytearray(buffer.getvalue())
    data[len(data) * 2 // 3 : len(data) * 2 // 3 + 200] = b"\xff" * 200
    (tmp_path / "in.parquet").write_bytes(data)
    items = read_all(tmp_path / "in.parquet")
    assert outline(items)[1000:] == ["!1001"]


def test_a_compressed_file_is_read(tmp_path: Path) -> None:
    write_all(tmp_path / "out.parquet.gz", [record(text="a")])
    assert outline(records_in(tmp_path / "out.parquet.gz")) == ["a"]


def test_without_the_package_the_install_line_is_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "in.parquet").write_bytes(b"")
    line = "pip install 'article-detector[parquet]'"
    assert line in only_fault(read_all(tmp_path / "in.parquet")).reason
    with pytest.raises(MissingExtraError, match="parquet"):
        open_writer(str(tmp_path / "out.parquet"))


scalars = st.none() | utf8_text | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.floats()


@patient
@given(
    names=st.lists(
        utf8_text.filter(lambda name: name not in ("", "text", "detector") and "\0" not in name),
        unique=True,
        max_size=3,
    ),
    texts=st.lists(utf8_text, min_size=1, max_size=4),
    data=st.data(),
)
def test_a_reader_and_a_writer_round_trip(
    names: list[str], texts: list[str], data: st.DataObject
) -> None:
    row = {name: data.draw(scalars | st.lists(utf8_text, min_size=1)) for name in names}
    rows = [{**row, "text": text} for text in texts]
    with folder() as place:
        write_all(place / "one.parquet", [record(**fields) for fields in rows])
        through(place / "one.parquet", place / "two.parquet", GOOD_VERDICT)
        found = [dict(each.fields) for each in records_in(place / "two.parquet")]
    assert [fields.pop("detector")["label"] for fields in found] == ["good"] * len(rows)
    assert repr(found) == repr(rows)
