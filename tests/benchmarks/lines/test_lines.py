"""The benchmark of lines runs from a file of labelled pages, and from none."""

import gzip
from pathlib import Path

import orjson
import pytest

from benchmarks.lines import __main__ as lines
from benchmarks.lines.methods import rules
from benchmarks.pages import made
from benchmarks.tables import Table
from detector import DetectorError
from tests.benchmarks.lines.samples import ruling
from training.lines import pages as labelled_pages

FEW = ["--runs", "1", "--articles", "1"]


def _rows() -> list[dict[str, object]]:
    return [
        {
            "source": page.source,
            "host": page.host,
            "lang": page.language,
            "lines": [
                {"text": line, "label": "main" if right else "boilerplate"}
                for line, right in zip(page.lines, page.gold, strict=True)
            ],
        }
        for page in made(3)
    ]


def _written(path: Path, rows: list[dict[str, object]]) -> Path:
    content = b"".join(orjson.dumps(row) + b"\n" for row in rows)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.mark.parametrize("name", ["pages.jsonl", "pages.jsonl.gz"])
def test_pages_are_read_as_they_were_written(tmp_path: Path, name: str) -> None:
    assert labelled_pages.read(_written(tmp_path / name, _rows())) == made(3)


def test_a_folder_holds_the_test_split(tmp_path: Path) -> None:
    (tmp_path / "lines").mkdir()
    _written(tmp_path / labelled_pages.TEST, _rows())
    assert labelled_pages.read(tmp_path) == made(3)


def test_suspect_pages_and_some_kinds_of_line_do_not_count(tmp_path: Path) -> None:
    rows = _rows()
    rows[0]["suspect_gold"] = True
    rows[1]["lines"] = [
        {"text": "Home", "label": "boilerplate"},
        {"text": "Inside", "label": "boilerplate", "kind": "inner"},
        {"text": "Below the title", "label": "boilerplate", "kind": "standfirst"},
        {"text": "The article", "label": "main", "kind": "title"},
    ]
    found = labelled_pages.read(_written(tmp_path / "pages.jsonl", rows))
    assert len(found) == 2
    assert found[0].counted == (True, False, False, True)
    assert found[0].gold == (False, False, False, True)


def test_a_language_that_is_not_given_is_guessed(tmp_path: Path) -> None:
    pytest.importorskip("py3langid")
    rows = _rows()[:1]
    del rows[0]["lang"]
    text = "Der Hafen war am Montag geschlossen, sagte die Frau, die seit Jahren die Bücher führt."
    rows[0]["lines"] = [
        {"text": "Home", "label": "boilerplate"},
        {"text": text, "label": "main"},
    ]
    assert labelled_pages.read(_written(tmp_path / "pages.jsonl", rows))[0].language == "de"


def test_without_py3langid_the_language_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelled_pages, "_classifier", lambda: None)
    assert labelled_pages.language(["The harbour is closed."]) == ""


def test_half_a_file_is_named(tmp_path: Path) -> None:
    file = _written(tmp_path / "pages.jsonl.gz", _rows())
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(DetectorError, match=r"pages\.jsonl\.gz cannot be read"):
        labelled_pages.read(file)


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"lines": [{"text": "a"}]}', '{"lines": 1}'])
def test_a_line_that_is_no_page_is_named(tmp_path: Path, line: str) -> None:
    file = _written(tmp_path / "pages.jsonl", _rows())
    file.write_text(file.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(DetectorError, match=r"pages\.jsonl, line 4: not a page"):
        labelled_pages.read(file)


def test_without_a_file_it_says_what_to_give(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lines.main([str(tmp_path / "none.jsonl")], results=tmp_path / "out.md") == 2
    assert "give a .jsonl or .jsonl.gz" in capsys.readouterr().err
    assert not (tmp_path / "out.md").exists()


def test_three_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "peers", lambda: ([], ["justext"]))
    path = _written(tmp_path / "pages.jsonl.gz", _rows())
    results = tmp_path / "results" / "lines.md"
    assert lines.main([str(path), *FEW], results=results, detector=ruling()) == 0
    printed, written = capsys.readouterr().out, results.read_text("utf-8")
    for name in ("keep all", "twelve words or more", "ours, gentle", "ours, thorough"):
        assert f"\n{name} " in printed
        assert f"\n| {name} |" in written
    assert "not installed" in printed
    assert "3 pages of 3 sites, from pages.jsonl.gz" in printed.replace("\n", " ")
    assert "\n| en | 3 |" in written
    assert "| invented, comment_tail |" in written


def test_without_a_corpus_the_pages_are_invented(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "peers", lambda: ([], []))
    monkeypatch.setattr(labelled_pages, "shipped_corpus", lambda: None)
    results = tmp_path / "lines.md"
    assert lines.main(["--limit", "3", *FEW], results=results, detector=ruling()) == 0
    assert "invented by benchmarks/pages.py" in capsys.readouterr().out


def test_keeping_all_has_recall_one(tmp_path: Path) -> None:
    found, _ = lines._pages(_written(tmp_path / "pages.jsonl", _rows()), None)
    whole = lines._result(rules()[0], found, 1)
    assert whole.scores.recall.tolist() == [1.0] * 3
    assert all(0.3 < each < 1 for each in whole.scores.precision)
    assert whole.empty == 0


def test_a_table_in_both_forms() -> None:
    table = Table(title="T", caption="Said.", columns=("way", "F1"), rows=(("keep all", ".5"),))
    assert table.plain() == "T\n\nway       F1\nkeep all  .5\n\nSaid."
    assert table.markdown() == "## T\n\n| way | F1 |\n| --- | --: |\n| keep all | .5 |\n\nSaid."
