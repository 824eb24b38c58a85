"""A record with another text: in every format the text is new and the rest is as it was."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from .samples import VERDICT, any_text, folder, patient, record, records_in, write_all

LINE = b'  { "n":1.50, "text" : "a" ,"text":"caf\\u00e9", "n":2 }  \n'


def test_the_same_text_is_the_same_record() -> None:
    made = record(text="a")
    assert made.with_text("a") is made


def test_only_the_text_is_another() -> None:
    made = record(id=7, text="a", url="https://example.org/", more=[1])
    changed = made.with_text("b")
    assert (changed.article.text, changed.article.id) == ("b", "7")
    assert changed.article.host == "example.org"
    assert changed.fields == {**made.fields, "text": "b"}
    assert made.fields["text"] == "a"


@pytest.mark.parametrize("verdict", [None, VERDICT])
def test_the_bytes_of_other_fields_stay(tmp_path: Path, verdict: dict[str, object] | None) -> None:
    (tmp_path / "in.jsonl").write_bytes(LINE)
    (found,) = records_in(tmp_path / "in.jsonl")
    write_all(tmp_path / "out.jsonl", [found.with_text('new "text"\n')], verdict)
    written = (tmp_path / "out.jsonl").read_bytes()
    meant = LINE.replace(b'"caf\\u00e9"', b'"new \\"text\\"\\n"')
    member = (
        b""
        if verdict is None
        else b',"detector":' + json.dumps(verdict, separators=(",", ":")).encode()
    )
    assert written == meant.replace(b'"n":2 }', b'"n":2 ' + member + b"}")


def test_a_line_with_a_verdict_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"detector":1,"text":"a","n":1.50}\n')
    (found,) = records_in(tmp_path / "in.jsonl")
    write_all(tmp_path / "out.jsonl", [found.with_text("b")])
    written = json.loads((tmp_path / "out.jsonl").read_bytes())
    assert written == {"detector": VERDICT, "text": "b", "n": 1.5}


@pytest.mark.parametrize("suffix", ["json", "csv", "tsv"])
def test_other_formats(tmp_path: Path, suffix: str) -> None:
    write_all(tmp_path / f"in.{suffix}", [record(id="a", text="old", n="1")], None)
    (found,) = records_in(tmp_path / f"in.{suffix}")
    write_all(tmp_path / f"out.{suffix}", [found.with_text("new\ntext")], None)
    (again,) = records_in(tmp_path / f"out.{suffix}")
    assert again.fields == {"id": "a", "text": "new\ntext", "n": "1"}


@patient
@given(any_text, any_text)
def test_any_text_comes_back_from_a_line(before: str, after: str) -> None:
    with folder() as place:
        (place / "in.jsonl").write_text(json.dumps({"x": {"text": before}, "n": [before]}))
        (found,) = records_in(place / "in.jsonl", text_field="x.text")
        write_all(place / "out.jsonl", [found.with_text(after)])
        (again,) = records_in(place / "out.jsonl", text_field="x.text")
    assert again.article.text == after
    assert again.fields["n"] == [before]
