"""A disk that is full, a target that cannot be written, inputs that vanish, pipes that close."""

import gzip
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.samples import DETECTOR, GOOD, Invoke, environment, with_model, write_jsonl

from .conftest import Zygote, contents, outputs

OUTPUTS = outputs("jsonl")


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "csv", "parquet"])
def test_no_more_room(zygote: Zygote, articles: Path, tmp_path: Path, suffix: str) -> None:
    """A limit of a file's size stands for a full disk; with room again, the run goes on."""
    (tmp_path / "whole").mkdir()
    (tmp_path / "run").mkdir()
    command = ["filter", articles, *outputs(suffix)]
    assert zygote.run(tmp_path / "whole", *command).code == 0
    whole = contents(tmp_path / "whole")
    room = len(whole[f"kept.{suffix}"]) * 2 // 3
    ended = zygote.run(tmp_path / "run", *command, largest_file=room)
    assert ended.code == 1
    named = (
        rf"(kept|low)\.{suffix}(\.resume)?: cannot be written \(File too large\): raise the limit"
    )
    assert re.search(named, ended.said)
    assert all(name.startswith(".") for name in contents(tmp_path / "run"))
    assert zygote.run(tmp_path / "run", *command, "--resume").code == 0
    assert contents(tmp_path / "run") == whole


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 40 KiB, which is no more once the test is over."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may make a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def remount(disk: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(disk)], check=True)


def test_a_disk_that_is_full(zygote: Zygote, articles: Path, disk: Path, tmp_path: Path) -> None:
    ended = zygote.run(disk, "filter", articles, *OUTPUTS)
    assert ended.code == 1
    assert "cannot be written (No space left on device): free some space" in ended.said
    assert "the same command with --resume goes on" in ended.said
    assert all(name.startswith(".") for name in contents(disk))
    remount(disk, "size=4m")
    assert zygote.run(disk, "filter", articles, *OUTPUTS, "--resume").code == 0
    (tmp_path / "whole").mkdir()
    assert zygote.run(tmp_path / "whole", "filter", articles, *OUTPUTS).code == 0
    assert contents(disk) == contents(tmp_path / "whole")


def test_a_disk_that_is_read_only(zygote: Zygote, articles: Path, disk: Path) -> None:
    remount(disk, "ro")
    ended = zygote.run(disk, "filter", articles, *OUTPUTS)
    assert ended.code == 1
    assert "error: kept.jsonl: cannot be written (Read-only file system): the disk" in ended.said
    assert contents(disk) == {}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_device_that_is_full(zygote: Zygote, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "full.jsonl").symlink_to("/dev/full")
    command = ["filter", articles, "-o", "kept.jsonl", "--rejected", "full.jsonl"]
    ended = zygote.run(tmp_path, *command)
    assert (ended.code, {*contents_of_files(tmp_path)}) == (1, set())
    assert "full.jsonl: cannot be written (No space left on device)" in ended.said


def contents_of_files(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if not each.is_symlink()]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(zygote: Zygote, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    ended = zygote.run(tmp_path / "shut", "filter", articles, *OUTPUTS)
    assert ended.code == 1
    assert "error: kept.jsonl: cannot be written (Permission denied): check the" in ended.said
    assert contents(tmp_path / "shut") == {}


def test_an_input_that_vanishes(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listed and then gone: told, counted and noted, and all others are read."""
    from detector.cli import running

    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        write_jsonl(folder / f"{name}.jsonl", [{"id": name, "text": GOOD}])
    locked = running._locked

    def gone(*arguments: object) -> object:
        (folder / "b.jsonl").unlink()
        return locked(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "_locked", gone)
    result = invoke("filter", "in", "-o", "kept.jsonl", "--unreadable", "bad.jsonl")
    assert "3 in: 2 kept, 0 rejected, 1 unreadable" in result.stderr
    (note,) = map(json.loads, (tmp_path / "bad.jsonl").read_text().splitlines())
    assert (note["file"], note["line"], note["raw"]) == (f"in{os.sep}b.jsonl", None, None)
    assert "No such file" in note["reason"]


def test_an_input_that_is_cut_off(invoke: Invoke, tmp_path: Path) -> None:
    lines = b"".join(json.dumps({"id": n, "text": GOOD}).encode() + b"\n" for n in range(2000))
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(lines)[:-3000])
    result = invoke("score", "in.jsonl.gz", "-o", "out.jsonl", "--unreadable", "bad.jsonl")
    *_, note = map(json.loads, (tmp_path / "bad.jsonl").read_text().splitlines())
    assert "breaks off" in note["reason"]
    assert "unreadable" in result.stderr
    read = len((tmp_path / "out.jsonl").read_bytes().splitlines())
    assert f"{read:,} scored" in result.stderr


def test_a_pipe_that_closes_leaves_nothing(model: Path, articles: Path, tmp_path: Path) -> None:
    news = tmp_path / "in.jsonl"
    news.write_bytes(articles.read_bytes() * 40)
    command = with_model(["filter", news, "-o", "-", "--rejected", "low.jsonl"], model)
    pipe = subprocess.PIPE
    run = subprocess.Popen(
        [*DETECTOR, *command], stdout=pipe, stderr=pipe, cwd=tmp_path, env=environment()
    )
    assert run.stdout and run.stderr
    run.stdout.read(10)
    run.stdout.close()
    said = run.stderr.read()
    run.stderr.close()
    assert run.wait(60) == 0
    assert b"error" not in said
    assert {*contents(tmp_path)} == {"in.jsonl"}


@pytest.mark.parametrize("kind", ["the same", "another way", "a symlink", "a hard link"])
@pytest.mark.parametrize("option", ["-o", "--rejected", "--unreadable", "--stats"])
def test_no_output_is_an_input(invoke: Invoke, news: Path, kind: str, option: str) -> None:
    before = news.read_bytes()
    other = news.with_name("other.jsonl")
    if kind == "a symlink":
        other.symlink_to(news)
    elif kind == "a hard link":
        os.link(news, other)
    output = {"the same": "news.jsonl", "another way": "./news.jsonl"}.get(kind, "other.jsonl")
    kept = [] if option == "-o" else ["-o", "kept.jsonl"]
    result = invoke("filter", news, *kept, option, output)
    assert result.exit_code == 2
    assert "is an input" in " ".join(result.stderr.replace("│", " ").split())
    assert news.read_bytes() == before
