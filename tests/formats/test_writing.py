"""Output appears when it is whole, or not at all, and every fault names the file."""

import io
import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from detector.errors import FormatError
from detector.formats import open_writer

from .samples import VERDICT, outline, record, records_in, write_all

NAMES = ["out.jsonl", "out.json", "out.csv", "out.txt", "out.jsonl.gz", "out.jsonl.xz"]


class BlockEndedError(Exception):
    """What ends a block before its time."""


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_there_before_the_end(tmp_path: Path, name: str) -> None:
    with open_writer(str(tmp_path / name)) as writer:
        writer.write(record(text="a"), None)
        assert not (tmp_path / name).exists()
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", NAMES)
def test_after_an_exception_the_old_file_stands(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old")
    with pytest.raises(BlockEndedError), open_writer(str(tmp_path / name)) as writer:
        writer.write(record(text="a"), None)
        raise BlockEndedError
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "old"


def test_an_error_of_the_block_is_not_taken_for_one_of_the_output(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), open_writer(str(tmp_path / "out.jsonl")):
        raise FileNotFoundError


def test_a_file_may_be_written_over_while_it_is_read(tmp_path: Path) -> None:
    write_all(tmp_path / "a.jsonl", [record(text="a"), record(text="b")])
    write_all(tmp_path / "a.jsonl", records_in(tmp_path / "a.jsonl"))
    assert outline(records_in(tmp_path / "a.jsonl")) == ["a", "b"]


def test_permissions_are_those_of_a_new_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_all(tmp_path / "out.jsonl", [])
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.jsonl").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out.jsonl").symlink_to("real/out.jsonl")
    write_all(tmp_path / "out.jsonl", [record(text="a")])
    assert (tmp_path / "out.jsonl").is_symlink()
    assert outline(records_in(tmp_path / "real" / "out.jsonl")) == ["a"]


@pytest.mark.parametrize("kind", [None, "jsonl", "json", "csv", "tsv", "parquet"])
def test_a_device_is_written_to_directly(kind: str | None) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
    write_all("/dev/null", [record(text="a")], format=kind)
    assert Path("/dev/null").is_char_device()


def test_a_long_name_leaves_room_for_a_temporary_one(tmp_path: Path) -> None:
    name = "é" * 124 + ".jsonl"
    write_all(tmp_path / name, [record(text="a")])
    assert [each.name for each in tmp_path.iterdir()] == [name]


REFUSED = {
    "no folder": ("missing/out.jsonl", "make the folder first"),
    "a file as folder": ("file/out.jsonl", "a part of the path is a file"),
    "a folder": ("deep.d/../deep.jsonl", "name a file inside it"),
    "a name too long": ("a" * 300 + ".jsonl", "choose a shorter name"),
    "an unknown suffix": ("out.docx", "names no format: name one with --output-format"),
    "only a compression": ("out.gz", "names no format"),
    "a file without a suffix": ("file", "names no format"),
}


@pytest.mark.parametrize(("name", "remedy"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_written_is_named(tmp_path: Path, name: str, remedy: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "deep.jsonl").mkdir()
    (tmp_path / "deep.d").mkdir()
    with pytest.raises(FormatError) as caught:
        write_all(f"{tmp_path}/{name}", [], format="jsonl" if "deep" in name else None)
    assert str(caught.value).startswith(f"{tmp_path}/{name}: ")
    assert remedy in str(caught.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deep.d", "deep.jsonl", "file"]


def test_an_output_has_a_name() -> None:
    with pytest.raises(FormatError, match="has no name"):
        open_writer("")


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="choose one of jsonl, json, csv, tsv, text"):
        open_writer(str(tmp_path / "out.jsonl"), format="yaml")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    with pytest.raises(FormatError, match="check the permissions"):
        write_all(tmp_path / "shut" / "out.jsonl", [])


full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


@full_disk
@pytest.mark.parametrize("size", [1, 100_000])
@pytest.mark.parametrize("kind", [None, "json", "csv", "text", "parquet"])
def test_a_full_disk_is_named(kind: str | None, size: int) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
    with pytest.raises(FormatError, match=r"^/dev/full: .*free some space"):
        write_all("/dev/full", [record(text="a" * size)], None, format=kind)


@full_disk
@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz", "zst"])
def test_a_full_disk_under_a_compression_is_named(tmp_path: Path, suffix: str) -> None:
    if suffix == "zst":
        pytest.importorskip("zstandard", reason="zstandard is not installed: the extra zstd")
    (tmp_path / f"out.jsonl.{suffix}").symlink_to("/dev/full")
    with pytest.raises(FormatError, match="free some space"):
        write_all(tmp_path / f"out.jsonl.{suffix}", [record(text=os.urandom(99999).hex())])


class Pipe(io.RawIOBase):
    """Standard output as a pipe, which may be closed at the other end."""

    def __init__(self, *, closed_after: int = 1 << 60) -> None:
        self.received = b""
        self._room = closed_after

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._room -= len(data)
        if self._room < 0:
            raise BrokenPipeError
        self.received += bytes(data)
        return len(data)


def standard_output(monkeypatch: pytest.MonkeyPatch, pipe: Pipe) -> None:
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=pipe))


@pytest.mark.parametrize(
    ("kind", "data"),
    [(None, b'{"text":"a"}\n'), ("json", b'[\n{"text":"a"}\n]\n'), ("text", b"a")],
)
def test_standard_output(monkeypatch: pytest.MonkeyPatch, kind: str | None, data: bytes) -> None:
    pipe = Pipe()
    standard_output(monkeypatch, pipe)
    write_all("-", [record(text="a")], None, format=kind)
    assert pipe.received == data
    assert not pipe.closed


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_closed_pipe_is_no_fault(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    standard_output(monkeypatch, Pipe(closed_after=300))
    with pytest.raises(BrokenPipeError):
        write_all("-", [record(text="a")] * 9, format=kind)


def test_the_verdict_goes_under_the_name_given(tmp_path: Path) -> None:
    for name in ("out.jsonl", "out.json"):
        write_all(tmp_path / name, [record(text="a")], into="quality.check")
        (found,) = records_in(tmp_path / name)
        assert found.fields == {"text": "a", "quality.check": VERDICT}
