"""Bad input: a clear message with file and line, the other records not lost, no traceback."""

import json
from pathlib import Path

import pytest

from .samples import GOOD, LOW, Invoke, Run, read_jsonl, write_jsonl, write_model

GOOD_LINE = json.dumps({"id": "before", "text": GOOD}).encode() + b"\n"
LOW_LINE = json.dumps({"id": "after", "text": LOW}).encode() + b"\n"

UNREADABLE = {
    # a line that cannot be read: a part of what must be said about it
    "cut in half": (b'{"id": 1, "text": "The ferry st\n', "column"),
    "no text": (b'{"id": 1, "body": "The ferry stopped."}\n', "--text-field"),
    "a number for text": (b'{"text": 17}\n', "a number"),
    "null for text": (b'{"text": null}\n', "null"),
    "a list for text": (b'{"text": ["The ferry"]}\n', "a list"),
    "no object": (b'["The ferry stopped."]\n', "object"),
    "not UTF-8": (b'{"text": "caf\xe9"}\n', "UTF-8"),
    "not JSON": (b"The ferry stopped.\n", "JSON"),
    "too deep": (b'{"text": "a", "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "deep"),
}
READABLE = {
    # a text that is odd but a text
    "empty text": "",
    "one word": "Ferry",
    "NUL": "The ferry\x00stopped.",
    "lone surrogate": "The ferry \ud800 stopped.",
    "white space": " \n\t\r\n ",
    "control characters": "\x1b[31mThe ferry\x07",
}


@pytest.mark.parametrize(("line", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_bad_line_is_told_and_the_others_are_kept(
    invoke: Invoke, tmp_path: Path, line: bytes, said: str
) -> None:
    (tmp_path / "news.jsonl").write_bytes(GOOD_LINE + line + LOW_LINE)
    result = invoke("score", "news.jsonl")
    assert result.exit_code == 0
    assert [each["id"] for each in read_jsonl(result.stdout_bytes)] == ["before", "after"]
    told = result.stderr.splitlines()[0]
    assert told.startswith("news.jsonl:2: ")
    assert said in told
    assert "1 unreadable" in result.stderr


@pytest.mark.parametrize(("line", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_strict_fails_but_finishes(invoke: Invoke, tmp_path: Path, line: bytes, said: str) -> None:
    (tmp_path / "news.jsonl").write_bytes(GOOD_LINE + line + LOW_LINE)
    result = invoke("score", "news.jsonl", "-o", "out.jsonl", "--strict")
    assert result.exit_code == 1
    assert len(read_jsonl((tmp_path / "out.jsonl").read_bytes())) == 2
    assert said in result.stderr


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
def test_an_odd_text_is_an_article(invoke: Invoke, text: str) -> None:
    line = json.dumps({"text": text})
    result = invoke("score", "--strict", input=line)
    assert result.exit_code == 0
    record = read_jsonl(result.stdout_bytes)[0]
    assert record["text"] == text
    assert record["detector"]["label"] == "unsure"


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
def test_an_odd_text_can_be_explained(invoke: Invoke, text: str) -> None:
    line = json.dumps({"text": text, "id": text, "title": text})
    for html in ([], ["--html", "-"]):
        result = invoke("explain", "-", *html, input=line)
        assert result.exit_code == 0
        assert not set(result.stdout) & {"\x00", "\x07", "\ud800"}


def test_ten_megabytes_on_one_line(invoke: Invoke, tmp_path: Path) -> None:
    text = "The ferry stopped at noon. " * 400_000
    write_jsonl(tmp_path / "long.jsonl", [{"id": 1, "text": text}, {"id": 2, "text": LOW}])
    records = read_jsonl(invoke("score", "long.jsonl").stdout_bytes)
    assert [each["id"] for each in records] == [1, 2]


@pytest.mark.parametrize("name", ["empty.jsonl", "empty.json", "empty.csv", "empty.txt"])
def test_an_empty_file_is_told_and_no_fault(invoke: Invoke, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    for command in (["score"], ["filter", "-o", "kept.jsonl"]):
        result = invoke(*command, name)
        assert result.exit_code == 0
        assert f"no articles in {name}" in result.stderr


def test_empty_standard_input(invoke: Invoke) -> None:
    result = invoke("score", "-", input="")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no articles in <stdin>" in result.stderr


@pytest.mark.parametrize("name", ["nowhere.jsonl", "folder", "*.warc", "notes.docx"])
def test_an_input_that_is_no_input_fails_but_the_others_are_read(
    invoke: Invoke, tmp_path: Path, news: Path, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.docx").write_text("notes")
    result = invoke("score", name, news)
    assert result.exit_code == 1
    assert len(read_jsonl(result.stdout_bytes)) == 4
    assert result.stderr.startswith(f"{name}: ")


def test_nothing_is_overwritten_where_no_input_is_found(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "kept.jsonl").write_text("old\n")
    assert invoke("filter", "nowhere.jsonl", "-o", "kept.jsonl").exit_code == 1
    assert (tmp_path / "kept.jsonl").read_text() == "old\n"


@pytest.mark.parametrize("output", ["no/such/folder/out.jsonl", "out.docx", "news.d/out.html"])
def test_an_output_that_cannot_be_written(invoke: Invoke, news: Path, output: str) -> None:
    for command in ("score", "filter"):
        result = invoke(command, news, "-o", output)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"error: {output}: ")
    assert [path.name for path in news.parent.iterdir()] == ["news.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("option", ["-o", "--rejected", "--stats"])
def test_a_full_disk(invoke: Invoke, news: Path, option: str) -> None:
    others = ["-o", "kept.jsonl"] if option != "-o" else []
    result = invoke("filter", news, *others, option, "/dev/full")
    assert result.exit_code == 1
    assert "error: /dev/full: " in result.stderr
    assert "free some space" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_standard_output_on_a_full_disk(run: Run, news: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = run("score", news, capture_output=False, stdout=full, stderr=-1)
    assert result.returncode == 1
    assert result.stderr.count(b"\n") == 1
    assert b"free some space" in result.stderr


@pytest.mark.parametrize(
    ("file", "content"), [("model.json", None), ("model.json", b"{"), ("weights.npy", b"x")]
)
def test_a_bad_model(
    invoke: Invoke, news: Path, tmp_path: Path, file: str, content: bytes | None
) -> None:
    (tmp_path / "mine").mkdir()
    damaged = write_model(tmp_path / "mine") / file
    damaged.unlink()
    if content is not None:
        damaged.write_bytes(content)
    for command in (["score", news], ["explain", news], ["filter", news, "-o", "kept.jsonl"]):
        result = invoke(*command, "--model", "mine")
        assert result.exit_code == 1
        assert file in result.stderr
    assert not (tmp_path / "kept.jsonl").exists()
