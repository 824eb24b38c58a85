"""Files and folders that are traps: the run ends, tells which, and reads all others."""

import gzip
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from .samples import GOOD, Invoke, Run, read_jsonl, write_jsonl

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no such files here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one good file in it."""
    place = tmp_path / "news"
    place.mkdir()
    write_jsonl(place / "good.jsonl", [{"id": 1, "text": GOOD}])
    return place


def _ids(result: object) -> list[object]:
    return [each["id"] for each in read_jsonl(result.stdout_bytes)]  # type: ignore[attr-defined]


@pytest.fixture
def bound(folder: Path) -> Iterator[Path]:
    place = Path.cwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("bound.jsonl")
        os.chdir(place)
        yield folder / "bound.jsonl"


@pytest.mark.parametrize("named", ["news", "news/*"])
def test_a_pipe_in_a_folder_does_not_hang(run: Run, folder: Path, named: str) -> None:
    os.mkfifo(folder / "pipe.jsonl")
    result = run("score", named, cwd=folder.parent, timeout=60)
    assert [each["id"] for each in read_jsonl(result.stdout)] == [1]
    assert b"news/pipe.jsonl: this is a pipe" in result.stderr
    assert result.returncode == 1


def test_a_socket_in_a_folder_is_told(invoke: Invoke, bound: Path) -> None:
    result = invoke("score", bound.parent)
    assert _ids(result) == [1]
    assert f"{bound}: this is a pipe, a socket or a device" in result.stderr


def test_a_loop_of_links_is_read_once(invoke: Invoke, folder: Path) -> None:
    (folder / "again").symlink_to(folder)
    (folder / "a.jsonl").symlink_to(folder / "b.jsonl")
    (folder / "b.jsonl").symlink_to(folder / "a.jsonl")
    (folder / "same.jsonl").symlink_to(folder / "good.jsonl")
    result = invoke("score", folder)
    assert _ids(result) == [1]
    assert "a.jsonl: cannot be read" in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "name", [b"a\nb: fine.jsonl", b"a\x1b[2Jb.jsonl", b"caf\xe9.jsonl", b"-.jsonl"]
)
def test_a_name_is_told_on_one_line_and_steers_nothing(
    invoke: Invoke, folder: Path, name: bytes
) -> None:
    path = os.fsencode(folder) + b"/" + name
    Path(os.fsdecode(path)).write_bytes(b"no JSON\n")
    result = invoke("score", folder)
    assert _ids(result) == [1]
    assert result.exit_code == 0
    told = result.stderr.splitlines()
    assert len(told) == 2
    assert "not JSON" in told[0]
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "txt"])
@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + bytes(99), b"\x89PNG\r\n\x1a\n\0", gzip.compress(b"{}", mtime=0)],
    ids=["zip", "png", "gzip"],
)
def test_a_file_that_is_something_else_fails_alone(
    invoke: Invoke, folder: Path, suffix: str, data: bytes
) -> None:
    other = folder.parent / f"other.{suffix}"
    other.write_bytes(data)
    result = invoke("score", other, folder)
    assert _ids(result) == [1]
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{other}: this is not ")


def test_a_file_without_permission_fails_alone(invoke: Invoke, folder: Path) -> None:
    locked = folder / "locked.jsonl"
    locked.touch(mode=stat.S_IWUSR)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read everything")
    result = invoke("score", folder)
    assert _ids(result) == [1]
    assert "locked.jsonl: cannot be read" in result.stderr


LARGE = [{"id": 1, "text": GOOD}, {"id": 2, "text": GOOD * 9}, {"id": 3, "text": GOOD}]


@pytest.mark.parametrize("command", ["score", "filter", "clean"])
@pytest.mark.parametrize("more", [[], ["--strict"], ["--jobs", "2"]])
def test_a_record_that_is_too_large_is_told(
    invoke: Invoke, tmp_path: Path, command: str, more: list[str]
) -> None:
    write_jsonl(tmp_path / "in.jsonl", LARGE)
    limit = ["--max-record-bytes", f"{len(GOOD) * 2}"]
    result = invoke(command, "in.jsonl", "-o", "out.jsonl", *limit, *more)
    assert [each["id"] for each in read_jsonl((tmp_path / "out.jsonl").read_bytes())] == [1, 3]
    assert "in.jsonl:2: the line is larger than" in result.stderr
    assert "--max-record-bytes" in result.stderr
    assert result.exit_code == ("--strict" in more)


def test_explain_says_why_a_large_record_is_not_shown(invoke: Invoke, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", LARGE)
    limit = ["--max-record-bytes", f"{len(GOOD) * 2}"]
    result = invoke("explain", "in.jsonl", "--record", "2", *limit)
    assert result.exit_code == 1
    assert "in.jsonl:2: the line is larger than" in result.stderr


@pytest.mark.parametrize("command", ["score", "filter", "clean", "explain", "evaluate", "train"])
@pytest.mark.parametrize("size", ["0", "many", "5 apples", ""])
def test_what_is_no_size_is_a_usage_error(invoke: Invoke, command: str, size: str) -> None:
    output = ["-o", "out"] if command in ("train", "filter") else []
    result = invoke(command, "in.jsonl", *output, "--max-record-bytes", size)
    assert result.exit_code == 2
    assert "--max-record-bytes" in result.stderr
