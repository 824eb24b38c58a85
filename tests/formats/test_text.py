"""A file an article: the text as it stands, the verdict beside it."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from detector.errors import FormatError

from .samples import (
    VERDICT,
    folder,
    inside,
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

FAULTY = {
    "in the first line": (b"caf\xe9", "!1", "byte 4"),
    "in the third line": (b"a\r\nb\ncaf\xe9\n", "!3", "byte 4"),
    "cut in a character": ("a\ncafé".encode()[:-1], "!2", "byte 4"),
    "UTF-16": ("The vote".encode("utf-16"), "!None", "UTF-8"),
}


@pytest.mark.parametrize("suffix", ["txt", "md", "markdown", "TXT"])
@pytest.mark.parametrize("text", ["a", "a\r\nb\rc\n\n", " \t", "\0", "\u2028\x0c", "# A\n\n```\n"])
def test_the_text_is_the_file_exactly(tmp_path: Path, suffix: str, text: str) -> None:
    (tmp_path / f"in.{suffix}").write_bytes(text.encode())
    (found,) = records_in(tmp_path / f"in.{suffix}")
    assert found.article.text == text
    assert str(found.place) == str(tmp_path / f"in.{suffix}")


def test_an_article_is_known_by_its_path_as_given(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").write_text("text")
    with inside(tmp_path):
        (found,) = records_in("./a/b.txt")
    assert found.article.id == "./a/b.txt"
    assert found.fields == {"id": "./a/b.txt", "text": "text"}


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf"])
def test_an_empty_file_holds_no_article(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.txt").write_bytes(data)
    assert read_all(tmp_path / "in.txt") == []


@pytest.mark.parametrize(("data", "found", "reason"), FAULTY.values(), ids=FAULTY)
def test_invalid_utf8_is_placed(tmp_path: Path, data: bytes, found: str, reason: str) -> None:
    (tmp_path / "in.txt").write_bytes(data)
    items = read_all(tmp_path / "in.txt")
    assert outline(items) == [found]
    assert reason in only_fault(items).reason


@pytest.mark.parametrize("name", ["out.txt", "out.md", "out.markdown"])
def test_one_article_is_one_file(tmp_path: Path, name: str) -> None:
    write_all(tmp_path / name, [record(text="a\r\n\0")])
    assert (tmp_path / name).read_bytes() == b"a\r\n\0"
    assert json.loads((tmp_path / f"{name}.detector.json").read_text()) == VERDICT


def test_without_a_verdict_nothing_is_put_beside(tmp_path: Path) -> None:
    write_all(tmp_path / "out.txt", [record(text="a")], None)
    assert [each.name for each in tmp_path.iterdir()] == ["out.txt"]


REFUSED = {
    "a second article": ("out.txt", [record(text="a"), record(text="b")], "one article"),
    "half a surrogate pair": ("out.txt", [record(text="\udfff")], "surrogate"),
    "half a surrogate pair in a folder": ("out/", [record(text="\udfff")], "surrogate"),
    "a verdict for a device": ("/dev/null", [record(text="a")], "no room"),
}


@pytest.mark.parametrize(("name", "records", "reason"), REFUSED.values(), ids=REFUSED)
def test_refuses_and_leaves_nothing(
    tmp_path: Path, name: str, records: list[object], reason: str
) -> None:
    target = name if name.startswith("/dev/") else f"{tmp_path}/{name}"
    with pytest.raises(FormatError, match=reason) as caught:
        write_all(target, records, format="text")  # type: ignore[arg-type]
    assert ".jsonl" in str(caught.value)
    assert not (tmp_path / "out.txt").exists()
    assert not (tmp_path / "out.txt.detector.json").exists()
    assert not (tmp_path / "out").exists()
    assert [each for each in tmp_path.iterdir() if each.suffix == ".partial"] == []


@patient
@given(text=utf8_text.filter(lambda text: text.strip("\ufeff") == text != ""))
def test_a_reader_and_a_writer_round_trip(text: str) -> None:
    with folder() as place:
        write_all(place / "one.txt", [record(text=text)])
        assert through(place / "one.txt", place / "two.txt") == text.encode()
