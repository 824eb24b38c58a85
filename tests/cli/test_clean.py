"""`detector clean`: the text without its residue, and nothing else changed."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from detector.cli import options
from detector.lines.cleaned import Level, Residue, ResidueKind, restore

from .plain import CLEANED, PAGE, clean, use_plain_rules
from .samples import GOOD, Invoke, read_jsonl, write_jsonl


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    use_plain_rules(monkeypatch)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Return a file with one page that has residue and one that has none."""
    lines = [
        b'{ "n": 1.50, "id":"a", "n": 2, "text" :%b , "more":{"text":"Home"} }' % encoded(PAGE),
        b'{"id":"b","text":%b,"n":1e5}' % encoded(GOOD),
    ]
    (tmp_path / "pages.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    return tmp_path / "pages.jsonl"


def encoded(text: str) -> bytes:
    return json.dumps(text).encode()


def originals(records: list[dict[str, Any]]) -> list[str]:
    """Return the texts with everything that was cut put back."""
    return [
        restore(
            record["text"],
            [
                Residue(**{**each, "kind": ResidueKind(each["kind"])})
                for each in record["detector"]["residue"]
            ],
        )
        for record in records
    ]


def test_replaces_the_text_and_keeps_what_was_cut(invoke: Invoke, pages: Path) -> None:
    result = invoke("clean", pages)
    assert result.exit_code == 0
    page, good = read_jsonl(result.stdout_bytes)
    assert (page["text"], good["text"]) == (CLEANED, GOOD)
    assert page["detector"] == clean(PAGE).to_dict()
    assert good["detector"] == {"residue_share": 0.0, "residue": []}
    assert originals([page, good]) == [PAGE, GOOD]


def test_every_other_byte_of_a_line_stays(invoke: Invoke, pages: Path) -> None:
    after = invoke("clean", pages).stdout_bytes.splitlines()
    for before, now, text in zip(
        pages.read_bytes().splitlines(), after, (CLEANED, GOOD), strict=True
    ):
        start, old, rest = before.partition(encoded(PAGE if text == CLEANED else GOOD))
        assert old
        assert now.startswith(start + json.dumps(text).encode() + rest.removesuffix(b"}"))


def test_says_what_was_done(invoke: Invoke, pages: Path) -> None:
    said = invoke("clean", pages, "-o", "out.jsonl").stderr
    assert said == (
        "2 in: 2 cleaned, 0 unreadable; 1 with residue, 4.2% of the words cut "
        "(4 pieces: 1 navigation, 1 share, 1 markup, 1 comments)\n"
    )


def test_an_article_of_which_nothing_is_left_is_told(invoke: Invoke) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in ("Home\nShare this", "", GOOD))
    result = invoke("clean", input=lines)
    assert [each["text"] for each in read_jsonl(result.stdout_bytes)] == ["", "", GOOD]
    assert "3 in: 3 cleaned, 0 unreadable; 1 with residue" in result.stderr
    assert "; 1 with nothing else" in result.stderr


def test_mark_leaves_every_byte_and_tells_the_residue(invoke: Invoke, pages: Path) -> None:
    result = invoke("clean", "--mark", pages)
    for before, after in zip(
        pages.read_bytes().splitlines(), result.stdout_bytes.splitlines(), strict=True
    ):
        assert after.startswith(before.removesuffix(b"}"))
    page, good = read_jsonl(result.stdout_bytes)
    for each in page["detector"]["residue"]:
        assert page["text"][each["start"] : each["end"]] == each["text"]
    assert page["detector"] == clean(PAGE).to_dict()
    assert good["detector"]["residue"] == []
    assert "1 with residue, 4.2% of the words are residue" in result.stderr


def test_kinds_can_be_kept(invoke: Invoke, pages: Path) -> None:
    result = invoke("clean", pages, "--keep", "navigation", "--keep", "markup")
    page = read_jsonl(result.stdout_bytes)[0]
    assert page["text"].startswith("Home\n\n")
    assert "<br>" in page["text"]
    assert [each["kind"] for each in page["detector"]["residue"]] == ["share", "comments"]


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        ("gentle", ["navigation", "markup"]),
        ("balanced", ["navigation", "share", "markup", "comments"]),
        ("thorough", ["navigation", "share", "other", "markup", "comments"]),
    ],
)
def test_the_level_says_how_much(invoke: Invoke, level: str, kinds: list[str]) -> None:
    text = PAGE.replace("\n\nThe", "\nBy our own correspondent there\n\nThe")
    result = invoke("clean", "--level", level, input=json.dumps({"text": text}))
    (found,) = read_jsonl(result.stdout_bytes)
    assert [each["kind"] for each in found["detector"]["residue"]] == kinds


def test_the_options_know_the_levels_and_kinds() -> None:
    assert list(options.LevelName) == [str(each) for each in Level]
    assert list(options.KindName) == [str(each) for each in ResidueKind]


def test_nested_text(invoke: Invoke) -> None:
    line = b'{"meta":{"key":7},"content":[{"body":%b,"n":1.0}]}\n' % encoded(PAGE)
    result = invoke("clean", "-", "--text-field", "content.0.body", input=line)
    (found,) = read_jsonl(result.stdout_bytes)
    assert found["content"] == [{"body": CLEANED, "n": 1.0}]
    assert result.stdout_bytes.startswith(line.replace(encoded(PAGE), encoded(CLEANED))[:-2])
    assert found["meta"] == {"key": 7}


def test_the_result_goes_where_it_is_told(invoke: Invoke, pages: Path) -> None:
    page = read_jsonl(invoke("clean", pages, "--into", "cut").stdout_bytes)[0]
    assert list(page) == ["n", "id", "text", "more", "cut"]


RECORDS = [{"id": "a", "text": PAGE, "n": "1"}, {"id": "b", "text": GOOD, "n": "2"}]


def write_csv(path: Path, delimiter: str) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["id", "text", "n"], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(RECORDS)
    return path


@pytest.mark.parametrize("output", ["out.jsonl", "out.json", "out.csv", "out.tsv", "out.jsonl.gz"])
@pytest.mark.parametrize("source", ["in.jsonl", "in.json", "in.csv", "in.tsv", "in.json.gz"])
def test_from_any_format_to_any(invoke: Invoke, tmp_path: Path, source: str, output: str) -> None:
    path = tmp_path / source
    if ".json" in source:
        lines = [json.dumps(each) for each in RECORDS]
        data = ("\n".join(lines) if source.endswith("l") else f"[{','.join(lines)}]").encode()
        path.write_bytes(gzip.compress(data) if source.endswith("gz") else data)
    else:
        write_csv(path, "," if source.endswith("csv") else "\t")
    assert invoke("clean", source, "-o", output).exit_code == 0
    check_cleaned(invoke, output)


def check_cleaned(invoke: Invoke, output: str) -> None:
    """Fail if a file does not hold the records, cleaned; it is read by another command."""
    scored = invoke("score", output, "--into", "verdict", "--output-format", "jsonl")
    records = read_jsonl(scored.stdout_bytes)
    for record in records:
        if isinstance(record["detector"], str):
            record["detector"] = json.loads(record["detector"])
    assert [each["text"] for each in records] == [CLEANED, GOOD]
    assert [(each["id"], each["n"]) for each in records] == [("a", "1"), ("b", "2")]
    assert records[0]["detector"] == clean(PAGE).to_dict()
    assert originals(records) == [PAGE, GOOD]


def test_parquet_keeps_its_types(invoke: Invoke, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
    pq = pytest.importorskip("pyarrow.parquet")
    rows = pa.table(
        {
            "n": pa.array([1, 2], pa.int8()),
            "content": [{"body": PAGE}, {"body": GOOD}],
            "when": pa.array([1, 2], pa.timestamp("ns")),
        }
    )
    pq.write_table(rows, tmp_path / "in.parquet")
    options = ["--text-field", "content.body", "--id-field", "n"]
    assert invoke("clean", "in.parquet", "-o", "out.parquet", *options).exit_code == 0
    after = pq.read_table(tmp_path / "out.parquet")
    assert after.drop_columns(["content", "detector"]).equals(rows.drop_columns(["content"]))
    assert after["content"].to_pylist() == [{"body": CLEANED}, {"body": GOOD}]
    first, second = after["detector"].to_pylist()
    assert [each["text"] for each in first["residue"]] == [
        each.text for each in clean(PAGE).residue
    ]
    assert second == {"residue_share": 0.0, "residue": []}


def test_parquet_from_json(invoke: Invoke, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
    write_jsonl(tmp_path / "in.jsonl", RECORDS)
    assert invoke("clean", "in.jsonl", "-o", "out.parquet").exit_code == 0
    assert invoke("clean", "out.parquet", "-o", "again.jsonl").exit_code == 0
    records = read_jsonl((tmp_path / "again.jsonl").read_bytes())
    assert originals(records) == [PAGE, GOOD]


def test_a_folder_of_texts(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(PAGE)
    (tmp_path / "in" / "deep" / "b.md").write_text(GOOD)
    assert invoke("clean", "in", "-o", "out/").exit_code == 0
    assert (tmp_path / "out" / "in" / "a.txt").read_text() == CLEANED
    assert (tmp_path / "out" / "in" / "deep" / "b.md").read_text() == GOOD
    beside = json.loads((tmp_path / "out" / "in" / "a.txt.detector.json").read_text())
    assert beside == clean(PAGE).to_dict()


def test_a_text_file_to_a_text_file(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE)
    assert invoke("clean", "page.md", "-o", "clean.md").exit_code == 0
    assert (tmp_path / "clean.md").read_text() == CLEANED
    assert json.loads((tmp_path / "clean.md.detector.json").read_text())["residue"]


def test_one_text_file_is_printed(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE.replace("\n", "\r\n").encode())
    result = invoke("clean", "page.txt")
    assert result.stdout_bytes == CLEANED.replace("\n", "\r\n").encode()
    assert result.stderr.startswith("1 in: 1 cleaned, 0 unreadable; 1 with residue")


@pytest.mark.parametrize("options", [["--format", "text"], ["--output-format", "text"]])
def test_text_through_a_pipe(invoke: Invoke, options: list[str]) -> None:
    given = PAGE if options[0] == "--format" else json.dumps({"text": PAGE})
    assert invoke("clean", *options, input=given).stdout == CLEANED


def test_one_text_file_as_a_record_if_asked_for(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    for arguments in (["--output-format", "jsonl"], ["-o", "-"], ["--mark"]):
        (record,) = read_jsonl(invoke("clean", "page.txt", *arguments).stdout_bytes)
        assert record["text"] == (PAGE if arguments == ["--mark"] else CLEANED)
        assert record["detector"] == clean(PAGE).to_dict()


def test_several_text_files_are_records(invoke: Invoke, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PAGE)
    for inputs in (["a.txt", "b.txt"], ["*.txt"], ["."]):
        records = read_jsonl(invoke("clean", *inputs).stdout_bytes)
        assert [each["text"] for each in records] == [CLEANED, CLEANED]


def test_a_web_page_is_printed(invoke: Invoke, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed: the extra html")
    body = "".join(f"<p>{line}</p>" for line in PAGE.splitlines())
    (tmp_path / "page.html").write_text(f"<html><body><article>{body}</article></body></html>")
    assert "Anna Brandt" in invoke("clean", "page.html").stdout
    assert invoke("clean", "page.html", "-o", "out.jsonl").exit_code == 0


def test_a_web_archive(invoke: Invoke, tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="fastwarc is not installed: the extra warc")
    pytest.importorskip("trafilatura", reason="trafilatura is not installed: the extra html")
    text = PAGE.encode()
    header = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Target-URI: https://example.org/a\r\n"
        b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(text)
    )
    (tmp_path / "crawl.wet").write_bytes(header + text + b"\r\n\r\n")
    (record,) = read_jsonl(invoke("clean", "crawl.wet").stdout_bytes)
    assert (record["url"], record["text"]) == ("https://example.org/a", CLEANED)
    assert invoke("clean", "crawl.wet", "-o", "out.warc").exit_code == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "pages.jsonl"], "is an input"),
        (["-o", "./pages.jsonl"], "is an input"),
        (["--keep", "menus"], "'navigation', 'byline', 'share'"),
        (["--level", "brutal"], "'gentle', 'balanced', 'thorough'"),
        (["--into", "text"], "holds the text"),
        (["--into", "content", "--text-field", "content.body"], "holds the text"),
        (["--mark", "--output-format", "text"], "no room"),
        (["--jobs", "-1"], "--jobs"),
        (["--point", "strict"], "No such option"),
    ],
)
def test_usage_errors(invoke: Invoke, pages: Path, options: list[str], said: str) -> None:
    before = pages.read_bytes()
    result = invoke("clean", pages, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert pages.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.txt"], "nowhere.txt: there is no such file"),
        (["pages.jsonl", "-o", "out.docx"], "out.docx: its suffix names no format"),
        (["pages.jsonl", "-o", "out.txt"], "a text file holds one article"),
        (["pages.jsonl", "--output-format", "text"], "a text file holds one article"),
        (["pages.jsonl", "-o", "out.html"], "out.html: "),
        (["pages.jsonl", "--model", "nowhere"], "nowhere"),
    ],
)
def test_faults(invoke: Invoke, pages: Path, arguments: list[str], said: str) -> None:
    result = invoke("clean", *arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert [each.name for each in pages.parent.iterdir()] == ["pages.jsonl"]


def test_unreadable_lines_are_told_and_passed_over(invoke: Invoke) -> None:
    lines = "\n".join([json.dumps({"text": PAGE}), "cut in ha", '{"body": 1}'])
    result = invoke("clean", input=lines)
    assert (result.exit_code, len(read_jsonl(result.stdout_bytes))) == (0, 1)
    assert result.stderr.startswith("<stdin>:2: ")
    assert "<stdin>:3: " in result.stderr
    assert "3 in: 1 cleaned, 2 unreadable; " in result.stderr
    assert invoke("clean", "--strict", input=lines).exit_code == 1


@pytest.mark.parametrize("name", ["empty.jsonl", "empty.csv", "empty.txt"])
def test_an_empty_file_is_no_fault(invoke: Invoke, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    result = invoke("clean", name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"no articles in {name}" in result.stderr
    assert result.stderr.endswith("0 unreadable; 0 with residue, 0.0% of the words cut\n")
