"""What an argument stands for: files, folders, patterns, standard input."""

import os
from pathlib import Path

import pytest

from detector.formats import find_inputs

from .samples import inside

FILES = [
    "a.jsonl",
    "b.txt",
    "c.unknown",
    "noise",
    ".hidden.txt",
    "b.txt.detector.json",
    "deep/d.csv.gz",
    "deep/e.MD",
    "deep/er/f.parquet",
    "deep/er/g.jpg",
    ".git/h.txt",
    "pictures/i.png",
]

FOUND = {
    "a file": (["b.txt"], ["b.txt"]),
    "a file of no known suffix": (["noise"], ["noise"]),
    "in the order given": (["b.txt", "a.jsonl"], ["b.txt", "a.jsonl"]),
    "a file once": (["b.txt", "./b.txt", "."], ["b.txt", "./a.jsonl", "./deep/d.csv.gz"]),
    "standard input": (["-", "b.txt", "-"], ["-", "b.txt"]),
    "a folder": (["deep"], ["deep/d.csv.gz", "deep/e.MD", "deep/er/f.parquet"]),
    "a folder with a slash": (["deep/er/"], ["deep/er/f.parquet"]),
    "a pattern": (["*.txt"], ["b.txt"]),
    "a pattern of files": (["deep/*.*"], ["deep/d.csv.gz", "deep/e.MD"]),
    "a pattern at any depth": (["**/*.parquet"], ["deep/er/f.parquet"]),
    "a pattern of folders": (["d*p"], ["deep/d.csv.gz", "deep/e.MD", "deep/er/f.parquet"]),
    "a class of characters": (["[ab].*l"], ["a.jsonl"]),
}

MISSING = {
    "a file": ("missing.txt", "no such file"),
    "a file in a missing folder": ("missing/a.txt", "no such file"),
    "a file below a file": ("b.txt/a", "no such file"),
    "a folder without articles": ("pictures", "no articles"),
    "a pattern without matches": ("*.warc", "no file matches"),
    "a pattern in a missing folder": ("missing/**", "no file matches"),
    "nothing": ("", "no such file"),
    "a name with NUL": ("a\0b", "no such file"),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    return tmp_path


@pytest.mark.parametrize(("arguments", "paths"), FOUND.values(), ids=FOUND)
def test_finds(place: Path, arguments: list[str], paths: list[str]) -> None:
    with inside(place):
        found, faults = find_inputs(arguments)
    assert found[: len(paths)] == paths
    assert len(set(found)) == len(found)
    assert faults == []


@pytest.mark.parametrize(("argument", "reason"), MISSING.values(), ids=MISSING)
def test_what_is_not_there_is_said_and_the_rest_is_found(
    place: Path, argument: str, reason: str
) -> None:
    with inside(place):
        found, (fault,) = find_inputs([argument, "a.jsonl"])
    assert found == ["a.jsonl"]
    assert str(fault.place) == argument
    assert reason in fault.reason


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("text")
    assert find_inputs([str(tmp_path / "a[1].txt")]) == ([str(tmp_path / "a[1].txt")], [])


def test_two_links_to_one_file_are_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert find_inputs([str(tmp_path)]) == ([str(tmp_path / "a.txt")], [])


def test_a_link_back_does_not_go_round(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "round").symlink_to(".")
    assert find_inputs([str(tmp_path)]) == ([str(tmp_path / "a.txt")], [])


def test_a_folder_without_a_single_file_is_said(tmp_path: Path) -> None:
    found, (fault,) = find_inputs([str(tmp_path)])
    assert found == []
    assert ".jsonl" in fault.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list any folder")
def test_a_folder_that_may_not_be_listed_is_said(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    (tmp_path / "a.txt").write_text("text")
    found, (fault,) = find_inputs([str(tmp_path)])
    assert found == [str(tmp_path / "a.txt")]
    assert "cannot be listed" in fault.reason
