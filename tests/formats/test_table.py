"""Tables: cells stay strings, a faulty row costs no other row."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.errors import FormatError
from detector.formats import open_writer

from .samples import (
    GOOD_VERDICT,
    VERDICT,
    folder,
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

READABLE = {
    "plain": (b"id,text\n1,a\n2,b\n", ["a", "b"]),
    "no newline at the end": (b"id,text\n1,a", ["a"]),
    "carriage returns": (b"id,text\r\n1,a\r\n2,b\r\n", ["a", "b"]),
    "only carriage returns": (b"id,text\r1,a\r2,b\r", ["a", "b"]),
    "byte order mark": (b"\xef\xbb\xbftext,id\na,1\n", ["a"]),
    "quoted": (b'id,text\n1,"a, ""b""\nc"\n', ['a, "b"\nc']),
    "quoted carriage return": (b'id,text\r\n1,"a\r\nb\rc"\r\n', ["a\r\nb\rc"]),
    "a mark in mid-cell": (b'id,text\n1,5" of rain\n', ['5" of rain']),
    "NUL": (b"id,text\n1,a\0b\n", ["a\0b"]),
    "blank lines": (b"\nid,text\n\n1,a\n\n", ["a"]),
    "a header only": (b"id,text\n", []),
    "nothing": (b"", []),
    "an empty cell": (b"id,text\n1,\n", [""]),
    "a cell of two megabytes": (b"id,text\n1," + b"a" * 2_000_000, ["a" * 2_000_000]),
    "one column": (b'text\na\n""\nb\n', ["a", "", "b"]),
}

FAULTY = {
    "too many cells": (b"id,text\n1,a\n2,b,c\n3,d\n", ["a", "!3", "d"], "3 cells"),
    "too few cells": (
        b"id,text\n1,a\n2\n3,d\n",
        ["a", "!3", "d"],
        "1 cells where the header has 2",
    ),
    "invalid UTF-8": (b"id,text\n1,a\n2,caf\xe9\n3,d\n", ["a", "!3", "d"], "UTF-8"),
    "a mark never closed": (b'id,text\n1,a\n2,"b\n3,d\n4,e', ["a", "!3", "d", "e"], "quotation"),
    "closed in mid-cell": (b'id,text\n1,a\n2,"b" c\n3,d\n', ["a", "!3", "d"], "quotation"),
    "closed in a later row": (b'id,text\n2,"b\n3,d\n4,"e"\n', ["!2", "d", "e"], "quotation"),
    "no text column": (b"id,body\n1,a\n", ["!2"], "'id', 'body'"),
    "another delimiter": (b"id;text\n1;a\n", ["!2"], "'id;text'"),
    "header twice": (b"text,text\na,b\n", ["!1"], "twice"),
    "header not UTF-8": (b"id,text,\xff\n1,a,b\n", ["!1"], "UTF-8"),
    "UTF-16": ("id,text\n1,a\n".encode("utf-16"), ["!None"], "UTF-8"),
    "header never closed": (b'id,"text\n1,a\n', ["!1"], "header"),
}


@pytest.mark.parametrize(("data", "texts"), READABLE.values(), ids=READABLE)
def test_reads(tmp_path: Path, data: bytes, texts: list[str]) -> None:
    (tmp_path / "in.csv").write_bytes(data)
    assert outline(records_in(tmp_path / "in.csv")) == texts


@pytest.mark.parametrize(("data", "found", "reason"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_row_costs_no_other(
    tmp_path: Path, data: bytes, found: list[str], reason: str
) -> None:
    (tmp_path / "in.csv").write_bytes(data)
    items = read_all(tmp_path / "in.csv")
    assert outline(items) == found
    assert reason in only_fault(items).reason


def test_a_row_stands_at_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b'id,text\n1,"a\nb"\n\n2,"c\nd\ne"\n3,f\n')
    assert [each.place.line for each in records_in(tmp_path / "in.csv")] == [2, 5, 8]


def test_a_tab_separates_the_other_kind(tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_bytes(b'id\ttext\n1\ta, b\n2\t"c\td"\n')
    assert outline(records_in(tmp_path / "in.tsv")) == ["a, b", "c\td"]


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_cells_come_out_as_they_went_in(tmp_path: Path, suffix: str) -> None:
    rows = [["text", "n", "x"], ["a,b\t\r\nc", "007", " 1.50 "], ['"', "", "NULL"]]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter="," if suffix == "csv" else "\t").writerows(rows)
    source = tmp_path / f"in.{suffix}"
    source.write_bytes(buffer.getvalue().encode())
    before = [each.fields for each in records_in(source)]
    through(source, tmp_path / f"out.{suffix}")
    after = [dict(each.fields) for each in records_in(tmp_path / f"out.{suffix}")]
    assert [json.loads(fields.pop("detector")) for fields in after] == [VERDICT, VERDICT]
    assert after == before
    assert list(after[0]) == ["text", "n", "x"]


def test_values_that_are_not_strings_are_json(tmp_path: Path) -> None:
    made = record(text="a", n=7, none=None, yes=True, tags=["x", {"y": 1}])
    write_all(tmp_path / "out.csv", [made], None)
    (found,) = records_in(tmp_path / "out.csv")
    values = {"text": "a", "n": "7", "none": "", "yes": "true", "tags": '["x",{"y":1}]'}
    assert found.fields == values


def test_a_missing_field_is_an_empty_cell(tmp_path: Path) -> None:
    write_all(tmp_path / "out.csv", [record(text="a", id="1"), record(text="b")], None)
    assert (tmp_path / "out.csv").read_text() == "text,id\na,1\nb,\n"


def test_a_verdict_that_is_there_is_replaced(tmp_path: Path) -> None:
    write_all(tmp_path / "one.csv", [record(detector="old", text="a")])
    through(tmp_path / "one.csv", tmp_path / "two.csv", GOOD_VERDICT)
    (found,) = records_in(tmp_path / "two.csv")
    assert list(found.fields) == ["detector", "text"]
    assert json.loads(found.fields["detector"]) == GOOD_VERDICT


REFUSED = {
    "a new field": (record(text="b", extra=1), "'extra'"),
    "half a surrogate pair": (record(text="\ud800"), "surrogate"),
}


@pytest.mark.parametrize(("second", "reason"), REFUSED.values(), ids=REFUSED)
def test_refuses_rather_than_lose(tmp_path: Path, second: object, reason: str) -> None:
    with pytest.raises(FormatError, match=reason) as caught:
        write_all(tmp_path / "out.csv", [record(text="a"), second])  # type: ignore[list-item]
    assert "made.jsonl:1" in str(caught.value)
    assert ".jsonl" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_no_records_make_an_empty_table(tmp_path: Path) -> None:
    with open_writer(str(tmp_path / "out.csv")):
        pass
    assert (tmp_path / "out.csv").read_bytes() == b""


@patient
@given(
    suffix=st.sampled_from(["csv", "tsv"]),
    names=st.lists(utf8_text.filter(lambda name: name not in ("text", "detector")), unique=True),
    data=st.data(),
)
def test_a_reader_and_a_writer_round_trip(
    suffix: str, names: list[str], data: st.DataObject
) -> None:
    columns = ["text", *names]
    cells = st.lists(utf8_text, min_size=len(columns), max_size=len(columns))
    rows = [dict(zip(columns, row, strict=True)) for row in data.draw(st.lists(cells, max_size=4))]
    with folder() as place:
        write_all(place / f"one.{suffix}", [record(**row) for row in rows])
        first = through(place / f"one.{suffix}", place / f"two.{suffix}")
        assert first == (place / f"one.{suffix}").read_bytes()
        found = [dict(each.fields) for each in records_in(place / f"two.{suffix}")]
    assert [json.loads(fields.pop("detector")) for fields in found] == [VERDICT] * len(rows)
    assert found == rows


@patient
@given(data=st.binary())
def test_no_bytes_whatever_raise(data: bytes) -> None:
    with folder() as place:
        (place / "in.csv").write_bytes(data)
        read_all(place / "in.csv")
