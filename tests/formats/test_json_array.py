"""An array of records, or something near enough to one."""

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .samples import (
    VERDICT,
    folder,
    json_fields,
    json_line,
    only_fault,
    outline,
    patient,
    read_all,
    records_in,
    through,
    write_all,
)

READABLE = {
    "array": (b'[{"text": "a"}, {"text": "b"}]', ["a", "b"]),
    "array over lines": (b'[\n  {"text": "a"},\n  {"text": "b"}\n]\n', ["a", "b"]),
    "a single object": (b'{"text": "a"}', ["a"]),
    "a record a line": (b'{"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
    "byte order mark": (b'\xef\xbb\xbf[{"text": "a"}]', ["a"]),
    "no records": (b"[]", []),
    "no records, spaced": (b" [ ] \n", []),
    "nothing": (b"", []),
    "blanks": (b" \n ", []),
    "lone surrogate": (b'[{"text": "\\udc80"}]', ["\udc80"]),
    "NUL": (b'[{"text": "a\0b"}]', ["a\0b"]),
    "not a number": (b'[{"text": "a", "n": NaN}]', ["a"]),
}

FAULTY = {
    "no text": (b'[{"text": "a"},\n{"id": 1},\n{"text": "b"}]', ["a", "!2", "b"], "'id'"),
    "a number": (b'[{"text": "a"},\n7,\n{"text": "b"}]', ["a", "!2", "b"], "a number"),
    "a list": (b'[[{"text": "a"}]]', ["!1"], "a list"),
    "a string alone": (b'"text"', ["!1"], "a string"),
    "text is null": (b'[{"text": null},{"text": "b"}]', ["!1", "b"], "null"),
    "invalid UTF-8": (b'[{"text":"\xff"},\n{"text": "b"}]', ["!1", "b"], "UTF-8"),
    "nested deep": (b'[{"n":%b},{"text":"b"}]' % (b"[" * 300 + b"]" * 300), ["!1", "b"], "deep"),
    "nested far too deep": (b'[{"text": "a"},\n' + b"[" * 9999, ["a", "!2"], "deep"),
    "cut in half": (b'[{"text": "a"},\n {"text": "b', ["a", "!2"], "column 11"),
    "cut between": (b'[{"text": "a"},\n {"text": "b"}', ["a", "b", "!2"], "column 15"),
    "cut after a comma": (b'[{"text": "a"},', ["a", "!1"], "column 16"),
    "only a bracket": (b"[", ["!1"], "column 2"),
    "no comma": (b'[{"text": "a"}\n{"text": "b"}]', ["a", "!2"], "Expecting ','"),
    "more after the array": (b'[{"text": "a"}]\nmore', ["a", "!2"], "Extra data"),
    "two arrays": (b'[{"text": "a"}]\n[{"text": "b"}]', ["a", "!2"], "Extra data"),
    "prose": (b"The vote is on Monday.", ["!1"], "column 1"),
    "bad bytes between": (b'[{"text": "a"}, \xff]', ["a", "!1"], "column 17"),
    "ten thousand digits": (b'[{"text": "a"}, {"n": %b}]' % (b"1" * 9999), ["a", "!1"], "digits"),
}


@pytest.mark.parametrize(("data", "texts"), READABLE.values(), ids=READABLE)
def test_reads(tmp_path: Path, data: bytes, texts: list[str]) -> None:
    (tmp_path / "in.json").write_bytes(data)
    assert outline(records_in(tmp_path / "in.json")) == texts


@pytest.mark.parametrize(("data", "found", "reason"), FAULTY.values(), ids=FAULTY)
def test_keeps_what_stands_before_a_fault(
    tmp_path: Path, data: bytes, found: list[str], reason: str
) -> None:
    (tmp_path / "in.json").write_bytes(data)
    items = read_all(tmp_path / "in.json")
    assert outline(items) == found
    assert reason in only_fault(items).reason


@pytest.mark.parametrize(("suffix", "compress"), [(".gz", gzip.compress), (".bz2", bz2.compress)])
def test_keeps_what_stands_before_the_end_of_an_archive(
    tmp_path: Path, suffix: str, compress: Any
) -> None:
    records = [{"text": f"{number * 7919:x}" * 50} for number in range(500)]
    half = compress(b"[" + b",\n".join(map(json_line, records[:250])))
    rest = compress(b",\n" + b",\n".join(map(json_line, records[250:])) + b"]")
    (tmp_path / f"in.json{suffix}").write_bytes(half + rest[:-40])
    items = read_all(tmp_path / f"in.json{suffix}")
    assert outline(items)[:250] == [record["text"] for record in records[:250]]
    assert "breaks off" in only_fault(items).reason


def test_places_are_lines(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_bytes(b'[\n\n{"text":\n"a"}, {"text": "b"},\n{"text": "c"}]')
    assert [each.place.line for each in records_in(tmp_path / "in.json")] == [3, 4, 5]


def test_an_array_has_a_record_a_line(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_bytes(b'[{"text": "a"}, {"text": "b", "n": [1, 2]}]')
    written = through(tmp_path / "in.json", tmp_path / "out.json", None)
    assert written == b'[\n{"text":"a"},\n{"text":"b","n":[1,2]}\n]\n'


def test_an_array_may_be_empty(tmp_path: Path) -> None:
    write_all(tmp_path / "out.json", [])
    assert json.loads((tmp_path / "out.json").read_bytes()) == []


def test_lines_of_jsonl_keep_their_bytes_in_an_array(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"text": "a", "n": 1.50}\r\n')
    assert b'{"text": "a", "n": 1.50,"detector":{' in through(
        tmp_path / "in.jsonl", tmp_path / "out.json"
    )


@patient
@given(records=st.lists(json_fields, max_size=2))
def test_a_reader_and_a_writer_round_trip(records: list[dict[str, Any]]) -> None:
    with folder() as place:
        (place / "in.json").write_text(json.dumps(records))
        marked = json.loads(through(place / "in.json", place / "out.json"))
        again = json.loads(through(place / "out.json", place / "again.json"))
    assert again == marked
    assert [record.pop("detector") for record in marked] == [VERDICT] * len(records)
    assert json.dumps(marked) == json.dumps(records)


@patient
@given(data=st.binary())
def test_no_bytes_whatever_raise(data: bytes) -> None:
    with folder() as place:
        (place / "in.json").write_bytes(data)
        read_all(place / "in.json")
