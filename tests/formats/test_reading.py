"""Opening a file: by suffix or by name, from standard input, and not at all."""

import io
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from detector.formats import Place, ReadOptions, Unreadable, read

from .samples import json_line, only_fault, outline, read_all, records_in

OPTIONAL = ("numpy", "sklearn", "pyarrow", "trafilatura", "fastwarc", "zstandard", "lxml")

UNREADABLE = {
    "missing": ("missing.jsonl", None, "check the name"),
    "a folder": ("deep", "text", "give the files in it"),
    "no suffix": ("noise", None, "names no format"),
    "an unknown suffix": ("page.docx", None, "names no format: name one with --format"),
    "only a compression": ("noise.gz", None, "names no format"),
    "an unknown format": ("a.jsonl", "yaml", "choose one of jsonl, json"),
}


@pytest.mark.parametrize(("name", "kind", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_opened_is_one_unreadable(
    tmp_path: Path, name: str, kind: str | None, reason: str
) -> None:
    (tmp_path / "deep").mkdir()
    for file in ("noise", "page.docx", "noise.gz", "a.jsonl"):
        (tmp_path / file).write_text("text")
    (fault,) = read_all(tmp_path / name, format=kind)
    assert isinstance(fault, Unreadable)
    assert str(fault.place) == str(tmp_path / name)
    assert reason in fault.reason
    assert str(tmp_path) not in fault.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read any file")
def test_a_file_that_may_not_be_read_is_one_unreadable(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").touch(mode=0)
    assert "permissions" in only_fault(read_all(tmp_path / "in.jsonl")).reason


def test_a_named_format_wins_over_the_suffix(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes(json_line({"text": "a"}))
    assert outline(records_in(tmp_path / "in.txt", format="jsonl")) == ["a"]


INPUTS = {
    None: b'{"text": "a"}\n',
    "jsonl": b'{"text": "a"}\n',
    "json": b'[{"text": "a"}]',
    "csv": b"text\na\n",
    "tsv": b"text\tid\na\t1\n",
    "text": b"a",
}


@pytest.mark.parametrize(("kind", "data"), INPUTS.items())
def test_standard_input(monkeypatch: pytest.MonkeyPatch, kind: str | None, data: bytes) -> None:
    stream = io.BufferedReader(io.BytesIO(data))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
    (found,) = records_in("-", format=kind)
    assert found.article.text == "a"
    assert found.place.path == "<stdin>"
    assert not stream.closed


def test_a_pipe_without_a_suffix_holds_lines(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(
        target=(tmp_path / "pipe").write_bytes, args=[json_line({"text": "a"})]
    )
    writer.start()
    assert outline(records_in(tmp_path / "pipe")) == ["a"]
    writer.join()


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "txt"])
def test_a_reader_may_stop_early(tmp_path: Path, suffix: str) -> None:
    data = {"json": b'[{"text":"a"},{"text":"b"}]', "csv": b"text\na\nb\n", "txt": b"a"}
    (tmp_path / f"in.{suffix}").write_bytes(data.get(suffix, b'{"text":"a"}\n' * 9))
    items = read(str(tmp_path / f"in.{suffix}"), ReadOptions())
    assert outline([next(items)]) == ["a"]
    del items


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(path="news.jsonl", line=17), "news.jsonl:17"),
        (Place(path="news.jsonl"), "news.jsonl"),
        (Place(path="<stdin>", line=1), "<stdin>:1"),
    ],
)
def test_a_place_is_written_as_editors_read_it(place: Place, shown: str) -> None:
    assert str(place) == shown


def test_importing_the_formats_imports_no_optional_package() -> None:
    code = f"import sys, detector.formats; print(sorted(set({OPTIONAL!r}) & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
