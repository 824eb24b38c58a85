"""A folder of articles: named as they are, whole or not there."""

import json
from pathlib import Path

import pytest

from detector.errors import DetectorError, FormatError
from detector.formats import find_inputs, open_writer

from .samples import VERDICT, outline, read_all, record, write_all


def tree(place: Path) -> list[str]:
    """List the files below a folder, without the verdicts."""
    files = sorted(str(each.relative_to(place)) for each in place.rglob("*") if each.is_file())
    return [name for name in files if not name.endswith(".detector.json")]


@pytest.mark.parametrize("name", ["kept", "kept/", "deep.er/"])
def test_a_new_folder_is_made(tmp_path: Path, name: str) -> None:
    write_all(f"{tmp_path}/{name}", [record(id="a/b.md", text="x"), record(id="c", text="y")])
    place = tmp_path / name
    assert tree(place) == ["a/b.md", "c.txt"]
    assert (place / "a" / "b.md").read_text() == "x"
    assert json.loads((place / "c.txt.detector.json").read_text()) == VERDICT
    assert [each.name for each in tmp_path.iterdir()] == [place.name]


def test_a_folder_with_a_suffix_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "kept.jsonl").mkdir()
    write_all(tmp_path / "kept.jsonl", [record(id="a", text="x")])
    assert tree(tmp_path / "kept.jsonl") == ["a.txt"]


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    write_all(tmp_path / "kept", [record(id=name, text=name) for name in "ab"])
    paths, faults = find_inputs([str(tmp_path / "kept")])
    assert faults == []
    assert [outline(read_all(path)) for path in paths] == [["a"], ["b"]]


def test_files_that_are_there_stay_or_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old")
    (tmp_path / "a.txt").write_text("old")
    write_all(tmp_path, [record(id="a", text="new")], None)
    assert tree(tmp_path) == ["a.txt", "old.txt"]
    assert (tmp_path / "a.txt").read_text() == "new"


def test_nothing_is_left_of_a_new_folder_after_an_exception(tmp_path: Path) -> None:
    with pytest.raises(KeyError), open_writer(str(tmp_path / "kept")) as writer:
        writer.write(record(id="a", text="x"), VERDICT)
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_what_was_whole_stays_in_an_old_folder_after_an_exception(tmp_path: Path) -> None:
    with pytest.raises(KeyError), open_writer(str(tmp_path)) as writer:
        writer.write(record(id="a", text="x"), None)
        raise KeyError
    assert tree(tmp_path) == ["a.txt"]


def test_no_articles_make_an_empty_folder(tmp_path: Path) -> None:
    write_all(tmp_path / "kept", [])
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize("name", ["missing/kept/", "file/", "file/kept/"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FormatError, match="cannot be written") as caught:
        write_all(f"{tmp_path}/{name}", [])
    assert name in str(caught.value)


def test_one_run_at_a_time_fills_a_folder(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="there are no locks here")
    for place in ("new", "there"):
        if place == "there":
            (tmp_path / place).mkdir()
        with open_writer(f"{tmp_path}/{place}/") as first:
            first.write(record(id="a", text="one"), None)
            with pytest.raises(DetectorError, match="another run is writing it"):
                open_writer(f"{tmp_path}/{place}/").__enter__()
        assert [each.name for each in (tmp_path / place).iterdir()] == ["a.txt"]


def test_what_a_killed_run_has_left_is_replaced(tmp_path: Path) -> None:
    left = tmp_path / ".new.partial"
    (left / "deep").mkdir(parents=True)
    (left / "deep" / "b.txt").write_text("half")
    (left / "c.txt").write_text("half")
    with open_writer(f"{tmp_path}/new/") as writer:
        writer.write(record(id="a", text="one"), None)
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["a.txt"]
    assert [each.name for each in tmp_path.iterdir()] == ["new"]
