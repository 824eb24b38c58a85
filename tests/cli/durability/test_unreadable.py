"""`--unreadable FILE`: every record that could not be read, with its bytes and where they stand."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.samples import GOOD, LOW, Invoke, read_jsonl

LINES = [
    json.dumps({"id": 1, "text": GOOD}).encode(),
    b'{"id": 2, "text": "cut in ha',
    b'{"id": 3, "text": "caf\xe9"}',
    json.dumps({"id": 4, "text": LOW}).encode(),
    b'{"id": 5, "text": 7}',
    b"[]",
]
BAD = [2, 3, 5, 6]


def notes(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    return read_jsonl(gzip.decompress(data) if path.suffix == ".gz" else data)


def raw(note: dict[str, Any]) -> bytes:
    if "raw_base64" in note:
        assert "raw" not in note
        return base64.b64decode(note["raw_base64"])
    return bytes(note["raw"].encode())


@pytest.mark.parametrize("command", ["filter", "score", "clean"])
@pytest.mark.parametrize("name", ["bad.jsonl", "bad.jsonl.gz", "bad"])
@pytest.mark.parametrize("compressed", [False, True])
def test_holds_what_could_not_be_read(
    invoke: Invoke, tmp_path: Path, command: str, name: str, compressed: bool
) -> None:
    content = b"\n".join(LINES)
    news = tmp_path / ("news.jsonl.gz" if compressed else "news.jsonl")
    news.write_bytes(gzip.compress(content) if compressed else content)
    result = invoke(command, news, "-o", "out.jsonl", "--unreadable", name)
    assert result.exit_code == 0
    found = notes(tmp_path / name)
    assert [note["line"] for note in found] == BAD
    assert [raw(note) for note in found] == [LINES[line - 1] for line in BAD]
    for note in found:
        assert note["file"] == str(news)
        assert content[note["offset"] :].startswith(raw(note))
        assert f"{news}:{note['line']}: {note['reason']}" in result.stderr
    assert "4 unreadable" in result.stderr


def test_mended_records_can_be_fed_again(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(b"\n".join(LINES))
    invoke("filter", "news.jsonl", "-o", "kept.jsonl", "--unreadable", "bad.jsonl")
    mends = {2: b'lf"}', 3: None}
    mended = []
    for note in notes(tmp_path / "bad.jsonl"):
        if note["line"] in mends:
            more = mends[note["line"]]
            line = raw(note)
            mended.append(line + more if more else line.decode("cp1252").encode())
    (tmp_path / "again.jsonl").write_bytes(b"\n".join(mended))
    result = invoke("filter", "again.jsonl", "-o", "b.jsonl", "--unreadable", "still.jsonl")
    assert "2 in: 2 kept, 0 rejected, 0 unreadable" in result.stderr
    assert (tmp_path / "still.jsonl").read_bytes() == b""


def test_a_table_has_rows(invoke: Invoke, tmp_path: Path) -> None:
    rows = ["id,text", f'1,"{GOOD}"', "2,too,many", f'3,"{GOOD}"']
    (tmp_path / "news.csv").write_text("\n".join(rows) + "\n")
    invoke("score", "news.csv", "-o", "out.csv", "--unreadable", "bad.jsonl")
    (note,) = notes(tmp_path / "bad.jsonl")
    assert (note["line"], "3 cells" in note["reason"]) == (3, True)


def test_a_file_that_is_none_is_counted_and_noted(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES[0])
    (tmp_path / "b.docx").write_text("")
    command = ("filter", "a.jsonl", "b.docx", "-o", "kept.jsonl", "--unreadable", "bad.jsonl")
    result = invoke(*command)
    assert result.exit_code == 1
    assert "2 in: 1 kept, 0 rejected, 1 unreadable" in result.stderr
    (note,) = notes(tmp_path / "bad.jsonl")
    assert (note["file"], note["line"], note["offset"], note["raw"]) == ("b.docx", None, None, None)


def test_of_what_is_missing_from_the_start_there_is_only_a_message(
    invoke: Invoke, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES[0])
    result = invoke(
        "score", "a.jsonl", "gone.jsonl", "-o", "out.jsonl", "--unreadable", "bad.jsonl"
    )
    assert result.exit_code == 1
    assert "gone.jsonl: " in result.stderr
    assert "1 in: 1 scored, 0 unreadable" in result.stderr
    assert (tmp_path / "bad.jsonl").read_bytes() == b""


def test_beside_a_table_for_people(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(b"\n".join(LINES))
    result = invoke("score", "news.jsonl", "--table", "--unreadable", "bad.jsonl")
    assert "article" in result.stdout
    assert [note["line"] for note in notes(tmp_path / "bad.jsonl")] == BAD
