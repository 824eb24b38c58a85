"""A record a line: what is read, what is not, and that marking keeps every byte."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.formats import Record, Unreadable

from .samples import (
    VERDICT,
    any_text,
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

MARK = b',"detector":' + json.dumps(VERDICT, separators=(",", ":")).encode()

READABLE = {
    "plain": (b'{"text": "a"}\n', ["a"]),
    "no newline at the end": (b'{"text": "a"}', ["a"]),
    "carriage returns": (b'{"text": "a"}\r\n{"text": "b"}\r\n', ["a", "b"]),
    "blank lines": (b'\n{"text": "a"}\n \t\r\n\n{"text": "b"}\n', ["a", "b"]),
    "byte order mark": (b'\xef\xbb\xbf{"text": "a"}\n', ["a"]),
    "only a byte order mark": (b"\xef\xbb\xbf", []),
    "nothing": (b"", []),
    "blank lines only": (b"\n\n", []),
    "empty text": (b'{"text": ""}\n', [""]),
    "lone surrogate": (b'{"text": "\\ud800"}\n', ["\ud800"]),
    "escaped NUL": (b'{"text": "a\\u0000b"}\n', ["a\0b"]),
    "naked NUL": (b'{"text": "a\0b"}\n', ["a\0b"]),
    "naked tab": (b'{"text": "a\tb"}\n', ["a\tb"]),
    "not a number": (b'{"text": "a", "n": NaN, "m": -Infinity}\n', ["a"]),
    "a number too large for a double": (b'{"text": "a", "n": 1e400}\n', ["a"]),
    "an integer beyond 64 bits": (b'{"text": "a", "n": 123456789012345678901}\n', ["a"]),
    "nested within reason": (b'{"n": ' + b"[" * 190 + b"]" * 190 + b', "text": "a"}\n', ["a"]),
    "ten megabytes": (b'{"text": "' + b"a" * 10_000_000 + b'"}\n', ["a" * 10_000_000]),
}

FAULTY = {
    "cut in half": (b'{"text": "The vote is on Mon', "column 10"),
    "cut after the colon": (b'{"text":', "column 9"),
    "two objects": (b'{"text": "a"}{"text": "b"}', "column 14"),
    "not JSON at all": (b"The vote is on Monday.", "column 1"),
    "leading zero": (b'{"text": "a", "n": 01}', "column"),
    "a list": (b'["text"]', "a list, not an object"),
    "a string": (b'"text"', "a string, not an object"),
    "null": (b"null", "null, not an object"),
    "no text": (b'{"id": 1, "body": "a"}', "'id', 'body'"),
    "no fields": (b"{}", "an empty record"),
    "text in another case": (b'{"Text": "a"}', "--text-field"),
    "nine fields": (
        b"{" + b",".join(b'"%d":1' % n for n in range(9)) + b"}",
        "'7' and 1 more",
    ),
    "a number as text": (b'{"text": 7}', "a number, not text"),
    "a truth value as text": (b'{"text": true}', "true or false, not text"),
    "null as text": (b'{"text": null}', "null, not text"),
    "a list as text": (b'{"text": ["a"]}', "a list, not text"),
    "an object as text": (b'{"text": {}}', "an object, not text"),
    "invalid UTF-8": (b'{"text": "caf\xe9"}', "byte 14"),
    "a surrogate in UTF-8": (b'{"text": "\xed\xa0\x80"}', "byte 11"),
    "UTF-16": ('{"text": "a"}'.encode("utf-16"), "UTF-8"),
    "binary": (bytes(range(1, 10)), "column 1"),
    "nested too deep": (b'{"text": "a", "n": ' + b"[" * 300 + b"]" * 300 + b"}", "deep"),
    "nested far too deep": (b'{"text": "a", "n": ' + b"[" * 9999 + b"]" * 9999 + b"}", "deep"),
    "open brackets without end": (b"[" * 100_000, "deep"),
    "ten thousand digits": (b'{"text": "a", "n": ' + b"1" * 10_000 + b"}", "number"),
}


@pytest.mark.parametrize(("data", "texts"), READABLE.values(), ids=READABLE)
def test_reads(tmp_path: Path, data: bytes, texts: list[str]) -> None:
    (tmp_path / "in.jsonl").write_bytes(data)
    assert outline(records_in(tmp_path / "in.jsonl")) == texts


@pytest.mark.parametrize(("line", "reason"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_line_is_named_and_passed_over(tmp_path: Path, line: bytes, reason: str) -> None:
    source = tmp_path / "in.jsonl"
    whole = b"\n".join([b'{"text": "before"}', b"", line, b'{"text": "after"}'])
    source.write_bytes(whole)
    items = read_all(source)
    assert outline(items) == ["before", "!3", "after"]
    fault = only_fault(items)
    assert str(fault.place) == f"{source}:3"
    assert reason in fault.reason
    assert ": " in fault.reason, "what is wrong, then what to do"


def test_the_article_takes_known_fields_only_if_they_are_strings(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"text": "a", "id": 7, "url": "https://News.Example:80/x", "title": "T"},
        {"text": "b", "id": None, "url": 5, "title": ["T"], "host": 3},
        {"text": "c", "id": ["x"], "url": "https://[bad", "host": "h.example"},
    ]
    (tmp_path / "in.jsonl").write_bytes(b"".join(map(json_line, lines)))
    found = [each.article for each in records_in(tmp_path / "in.jsonl")]
    assert [(a.id, a.url, a.host, a.title) for a in found] == [
        ("7", "https://News.Example:80/x", "news.example", "T"),
        (None, None, None, None),
        (None, "https://[bad", "h.example", None),
    ]


KEPT = {
    "spaces": b'{ "text" : "a" , "n" : 1.50 }\n',
    "carriage return": b'{"text":"a"}\r\n',
    "blanks around": b'  {"text":"a"} \t \n',
    "number formats": b'{"text":"a","n":[1.0E5,-0,1e400,123456789012345678901234567890]}\n',
    "duplicate keys": b'{"text":"a","n":1,"n":2}\n',
    "escapes": b'{"text":"\\u0061\\/\\ud800","n":NaN}\n',
    "not ASCII": '{"text":"café","日":"本"}\n'.encode(),
    "the key deeper down": b'{"text":"a","n":{"detector":1}}\n',
}


@pytest.mark.parametrize("line", KEPT.values(), ids=KEPT)
def test_marking_keeps_every_byte(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "in.jsonl").write_bytes(line)
    marked = through(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert MARK in marked
    assert marked.replace(MARK, b"") == line


@pytest.mark.parametrize("line", KEPT.values(), ids=KEPT)
def test_without_a_verdict_nothing_changes(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "in.jsonl").write_bytes(line)
    assert through(tmp_path / "in.jsonl", tmp_path / "out.jsonl", None) == line


def test_the_last_line_is_ended(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'\xef\xbb\xbf{"text":"a"}')
    assert through(tmp_path / "in.jsonl", tmp_path / "out.jsonl", None) == b'{"text":"a"}\n'


@pytest.mark.parametrize("key", [b'"detector"', b'"d\\u0065tector"'])
def test_a_verdict_that_is_there_is_replaced(tmp_path: Path, key: bytes) -> None:
    big = b"123456789012345678901234567890"
    line = b'{"z":' + big + b",%b:5," % key + b'"text":"\\ud800","f":1.5}\n'
    (tmp_path / "in.jsonl").write_bytes(line)
    marked = through(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert big in marked
    assert list(json.loads(marked)) == ["z", "detector", "text", "f"]
    assert json.loads(marked) == {**json.loads(line), "detector": VERDICT}


def test_an_empty_object_takes_no_comma(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"text":"a"}\n')
    (template,) = records_in(source)
    empty = Record(article=template.article, place=template.place, fields={}, raw=b"{ }\n")
    write_all(tmp_path / "out.jsonl", [empty], {"schema": 1})
    assert (tmp_path / "out.jsonl").read_bytes() == b'{ "detector":{"schema":1}}\n'


@patient
@given(fields=json_fields, ascii_only=st.booleans())
def test_a_reader_and_a_writer_round_trip(fields: dict[str, Any], ascii_only: bool) -> None:
    line = json.dumps(fields, ensure_ascii=ascii_only).encode(errors="replace")
    meant = json.loads(line)
    with folder() as place:
        (place / "in.jsonl").write_bytes(line)
        marked = json.loads(through(place / "in.jsonl", place / "out.jsonl"))
        again = json.loads(through(place / "out.jsonl", place / "again.jsonl"))
    assert again == marked
    assert marked.pop("detector") == VERDICT
    assert json.dumps(marked) == json.dumps(meant)


@patient
@given(data=st.lists(st.binary() | any_text.map(lambda text: json_line({"text": text}))))
def test_no_bytes_whatever_raise_or_vanish(data: list[bytes]) -> None:
    content = b"\n".join(data)
    lines = [line for line in content.split(b"\n") if line.strip()]
    with folder() as place:
        (place / "in.jsonl").write_bytes(content)
        found = read_all(place / "in.jsonl")
    # A file that begins as one of another kind does is told as a whole.
    is_other = [isinstance(each, Unreadable) and each.place.line is None for each in found]
    assert is_other == [True] or len(found) == len(lines)
