"""Compression around any format, whole, in several pieces, and cut off."""

import bz2
import gzip
import lzma
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from detector.errors import MissingExtraError
from detector.formats import ReadOptions, open_writer, read
from detector.formats.compression import without_compression

from .samples import json_line, only_fault, outline, read_all, record, records_in, write_all

Compress = Callable[[bytes], bytes]


def _zstd(data: bytes) -> bytes:
    import zstandard

    return zstandard.compress(data)


with_zstandard = pytest.mark.skipif(
    find_spec("zstandard") is None, reason="zstandard is not installed: the extra zstd"
)
SUFFIXES = [
    pytest.param("gz", gzip.compress, id="gz"),
    pytest.param("bz2", bz2.compress, id="bz2"),
    pytest.param("xz", lzma.compress, id="xz"),
    pytest.param("zst", _zstd, id="zst", marks=with_zstandard),
]
LINES = [json_line({"text": f"{number * 7919:x} " * 40}) for number in range(2000)]
TEXTS = [f"{number * 7919:x} " * 40 for number in range(2000)]
MAGIC = {"gz": b"\x1f\x8b", "bz2": b"BZh", "xz": b"\xfd7zXZ", "zst": b"\x28\xb5\x2f\xfd"}


@pytest.mark.parametrize(("suffix", "compress"), SUFFIXES)
def test_reads(tmp_path: Path, suffix: str, compress: Compress) -> None:
    (tmp_path / f"in.jsonl.{suffix}").write_bytes(compress(b"".join(LINES)))
    assert outline(records_in(tmp_path / f"in.jsonl.{suffix}")) == TEXTS


@pytest.mark.parametrize(("suffix", "compress"), SUFFIXES)
def test_reads_all_members(tmp_path: Path, suffix: str, compress: Compress) -> None:
    members = [compress(b"".join(LINES[start : start + 500])) for start in range(0, 2000, 500)]
    (tmp_path / f"in.jsonl.{suffix.upper()}").write_bytes(b"".join(members))
    assert outline(records_in(tmp_path / f"in.jsonl.{suffix.upper()}")) == TEXTS


def test_zeros_that_pad_a_tape_are_no_member(tmp_path: Path) -> None:
    padded = gzip.compress(LINES[0]) + bytes(200_000) + gzip.compress(LINES[1]) + bytes(9)
    (tmp_path / "in.jsonl.gz").write_bytes(padded)
    assert outline(records_in(tmp_path / "in.jsonl.gz")) == TEXTS[:2]


@pytest.mark.parametrize(("suffix", "compress"), SUFFIXES)
@pytest.mark.parametrize("cut", [1, 9, 60])
def test_keeps_the_records_before_the_break(
    tmp_path: Path, suffix: str, compress: Compress, cut: int
) -> None:
    members = [compress(b"".join(LINES[:500])), compress(b"".join(LINES[500:]))]
    (tmp_path / f"in.jsonl.{suffix}").write_bytes(b"".join(members)[:-cut])
    items = read_all(tmp_path / f"in.jsonl.{suffix}")
    kept = len(items) - 1
    assert kept >= 500
    assert outline(items) == [*TEXTS[:kept], f"!{kept + 1}"]
    assert "breaks off" in only_fault(items).reason


@pytest.mark.parametrize(("suffix", "compress"), SUFFIXES)
def test_damage_ends_the_file_but_not_the_run(
    tmp_path: Path, suffix: str, compress: Compress
) -> None:
    data = bytearray(compress(b"".join(LINES)))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    (tmp_path / f"in.jsonl.{suffix}").write_bytes(data)
    fault = read_all(tmp_path / f"in.jsonl.{suffix}")[-1]
    assert fault == only_fault([fault])


@pytest.mark.parametrize(("suffix", "_compress"), SUFFIXES)
@pytest.mark.parametrize("data", [b"{}", b'{"text": "not compressed at all"}\n' * 9])
def test_what_is_not_compressed_is_said(
    tmp_path: Path, suffix: str, _compress: Compress, data: bytes
) -> None:
    (tmp_path / f"in.jsonl.{suffix}").write_bytes(data)
    items = read_all(tmp_path / f"in.jsonl.{suffix}")
    assert outline(items) == ["!None"]
    assert "fetch or copy" in only_fault(items).reason


@pytest.mark.parametrize(("suffix", "compress"), SUFFIXES)
def test_nothing_compressed_is_nothing(tmp_path: Path, suffix: str, compress: Compress) -> None:
    (tmp_path / f"in.jsonl.{suffix}").write_bytes(compress(b""))
    assert read_all(tmp_path / f"in.jsonl.{suffix}") == []


@pytest.mark.parametrize("inner", ["jsonl", "json", "csv", "txt"])
@pytest.mark.parametrize(("suffix", "_compress"), SUFFIXES)
def test_writes_what_it_reads(tmp_path: Path, suffix: str, _compress: Compress, inner: str) -> None:
    target = tmp_path / f"out.{inner}.{suffix}"
    write_all(target, [record(text="a" * 9999)], None)
    assert target.read_bytes().startswith(MAGIC[suffix])
    assert outline(records_in(target)) == ["a" * 9999]


def test_equal_data_is_equal_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(["one.jsonl.gz", "two.jsonl.gz"]):
        monkeypatch.setattr("time.time", lambda now=number: now * 1e6)
        write_all(tmp_path / name, [record(text="a")])
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()


def test_a_reader_may_stop_early(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(b"".join(LINES)))
    items = read(str(tmp_path / "in.jsonl.gz"), ReadOptions())
    assert outline([next(items)]) == TEXTS[:1]
    del items


@pytest.mark.parametrize(
    ("path", "bare"),
    [("a.jsonl.gz", "a.jsonl"), ("a.GZ", "a"), ("a.jsonl", "a.jsonl"), ("a.gz.txt", "a.gz.txt")],
)
def test_the_last_suffix_is_the_compression(path: str, bare: str) -> None:
    assert without_compression(path) == bare


def test_without_the_package_the_install_line_is_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (tmp_path / "in.jsonl.zst").write_bytes(b"")
    fault: Any = only_fault(read_all(tmp_path / "in.jsonl.zst"))
    assert "pip install 'article-detector[zstd]'" in fault.reason
    with pytest.raises(MissingExtraError, match="zstd"), open_writer(f"{tmp_path}/out.jsonl.zst"):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["in.jsonl.zst"]
