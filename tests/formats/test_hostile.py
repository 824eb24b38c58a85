"""Files made to break a reader: a message, bounded memory, and the other records are still read."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detector.formats import Record, Unreadable

from .child import MIB, Seen, read_apart
from .samples import only_fault, outline, read_all, records_in

LINE = b'{"text":"fine"}\n'
ENOUGH = 256 * MIB  # of which 40 are Python, 64 a record, and 64 a step of a decompressor


def _zstd() -> Any:
    zstandard = pytest.importorskip("zstandard", reason="the extra zstd is not installed")
    return zstandard.ZstdCompressor(level=1).compressobj()


BOMBS: dict[str, Callable[[], Any]] = {
    "gz": lambda: zlib.compressobj(1, zlib.DEFLATED, 31),
    "bz2": lambda: bz2.BZ2Compressor(1),
    "xz": lambda: lzma.LZMACompressor(preset=0),
    "zst": _zstd,
}


def _bomb(compressor: Any, size: int) -> bytes:
    """Return two good lines around a line of zeros."""
    pieces = [LINE, *[bytes(MIB)] * size, b"\n" + LINE]
    return b"".join(map(compressor.compress, pieces)) + bytes(compressor.flush())


@pytest.mark.parametrize(("suffix", "size"), [("gz", 300), ("bz2", 80), ("xz", 150), ("zst", 300)])
def test_a_bomb_is_one_line_that_is_too_long(tmp_path: Path, suffix: str, size: int) -> None:
    path = tmp_path / f"in.jsonl.{suffix}"
    path.write_bytes(_bomb(BOMBS[suffix](), size))
    seen = read_apart(path)
    assert seen.texts == ["fine", "fine"]
    assert [(line, offset) for line, offset, _ in seen.faults] == [(2, len(LINE))]
    assert seen.peak < ENOUGH


@pytest.mark.parametrize("suffix", ["txt", "html", "csv", "json", "warc", "parquet"])
def test_a_bomb_of_any_format(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip(
        {"html": "trafilatura", "warc": "fastwarc", "parquet": "pyarrow"}.get(suffix, "json")
    )
    path = tmp_path / f"in.{suffix}.gz"
    path.write_bytes(_bomb(BOMBS["gz"](), 100))
    seen = read_apart(path)
    assert seen.faults
    assert seen.peak < ENOUGH


def _in_need_of_a_large_dictionary() -> bytes:
    """Return an .xz whose header asks for 2 GiB, with its checksum put right."""
    data = bytearray(lzma.compress(LINE))
    size = (data[12] + 1) * 4
    data[data.index(b"\x21\x01", 12) + 2] = 38
    data[12 + size - 4 : 12 + size] = zlib.crc32(data[12 : 12 + size - 4]).to_bytes(4, "little")
    return bytes(data)


def _in_need_of_a_large_window() -> bytes:
    zstandard = pytest.importorskip("zstandard", reason="the extra zstd is not installed")
    parameters = zstandard.ZstdCompressionParameters(window_log=30, compression_level=1)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return bytes(compressor.compress(LINE) + compressor.flush())


def test_a_decompressor_may_not_hold_as_much_as_it_likes(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl.xz").write_bytes(_in_need_of_a_large_dictionary())
    (tmp_path / "in.jsonl.zst").write_bytes(_in_need_of_a_large_window())
    for name in ("in.jsonl.xz", "in.jsonl.zst"):
        assert "raise --max-record-bytes" in only_fault(read_all(tmp_path / name)).reason
        assert outline(records_in(tmp_path / name, max_record_bytes=3 << 30)) == ["fine"]


def test_ten_thousand_empty_members(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(b"") * 10_000 + gzip.compress(LINE))
    assert outline(records_in(tmp_path / "in.jsonl.gz")) == ["fine"]


def test_what_follows_a_member_is_told(tmp_path: Path) -> None:
    ways: dict[str, Any] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
    for suffix, compress in ways.items():
        (tmp_path / f"in.jsonl.{suffix}").write_bytes(compress(LINE) + b"<html>no data</html>")
        assert outline(read_all(tmp_path / f"in.jsonl.{suffix}")) == ["fine", "!2"]


DEEP = b"[" * 1_000_000
LINES = {
    "deep": (b'{"text":"a","x":' + DEEP + DEEP.replace(b"[", b"]") + b"}", "deep"),
    "deep and cut": (b'{"text":"a","x":' + DEEP, "deep"),
    "deep objects": (b'{"a":' * 300_000, "deep"),
    "many digits": (b'{"text":"a","n":' + b"1" * 3_000_000 + b"}", "digits"),
    "an escape that is none": (rb'{"text":"\x"}', "escape"),
    "half an escape": (rb'{"text":"\u12"}', "escape"),
    "UTF-16 in mid-file": ('{"text":"a"}'.encode("utf-16"), "UTF-8"),
    "only NUL": (bytes(1_000_000), "not JSON"),
    "backslashes": (b'{"text":"' + b"\\" * 999_999, "not JSON"),
}


@pytest.mark.parametrize(("line", "said"), LINES.values(), ids=LINES)
def test_a_hostile_line(tmp_path: Path, line: bytes, said: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(LINE + line + b"\n" + LINE)
    items = read_all(tmp_path / "in.jsonl")
    fault = only_fault(items)
    assert (fault.place.line, fault.offset, fault.raw) == (2, len(LINE), line)
    assert said in fault.reason
    assert len(fault.reason) < 300
    assert len(items) == 3


@pytest.mark.parametrize("key", ["text", "x"])
def test_the_last_of_two_equal_keys_counts(tmp_path: Path, key: str) -> None:
    for name in ("in.jsonl", "in.json"):
        (tmp_path / name).write_text(f'{{"{key}":"a","text":"b"}}')
        assert outline(records_in(tmp_path / name)) == ["b"]


OTHERS = {
    "zip": b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(90),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "gzip": gzip.compress(LINE),
    "parquet": b"PAR1\x15\x04\x15\0\0",
    "UTF-16": '{"text":"a"}'.encode("utf-16"),
}
TEXTS = {"zip": b"PK: the code of the ferry", "pdf": b"%PDF-1.7 is how a PDF begins", "b": b"BZh"}


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "tsv", "txt"])
@pytest.mark.parametrize("kind", OTHERS)
def test_a_file_that_is_something_else_is_said_once(tmp_path: Path, suffix: str, kind: str) -> None:
    (tmp_path / f"in.{suffix}").write_bytes(OTHERS[kind] * 3)
    items = read_all(tmp_path / f"in.{suffix}")
    assert outline(items) == ["!None"]
    assert only_fault(items).reason.startswith("this is not ")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_about_something_else_is_a_text(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "in.txt").write_bytes(text)
    assert outline(records_in(tmp_path / "in.txt")) == [text.decode()]


CSVS = {
    "a mark that is never closed": b'id,text\n1,"a\n' + b"2,b\n" * 20_000,
    "marks that open and close": b'id,text\n1,"b\n' + b'x","b\n' * 20_000,
    "a million columns": b"text," + b"c," * 1_000_000 + b"\na,b\n",
    "a header of names": b",".join(b"c%d" % n for n in range(200_000)) + b"\na\n",
    "a name of a megabyte": b"a" * MIB + b"\nb\n",
    "newlines in a cell": b'id,text\n1,"' + b"\n" * 200_000 + b'"\n',
    "only marks": b'"' * 1_000_001,
    "only returns": b"\r" * 200_000,
}


@pytest.mark.parametrize("data", CSVS.values(), ids=CSVS)
def test_a_hostile_table(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.csv").write_bytes(data)
    items = read_all(tmp_path / "in.csv")
    assert all(len(item.reason) < 800 for item in items if isinstance(item, Unreadable))
    assert sum(isinstance(item, Record) for item in items) < 20_001


def test_rows_that_are_not_read_again_are_in_the_bytes_of_the_note(tmp_path: Path) -> None:
    data = CSVS["marks that open and close"]
    (tmp_path / "in.csv").write_bytes(data)
    items = read_all(tmp_path / "in.csv")
    assert all(isinstance(item, Unreadable) for item in items)
    last = items[-1]
    assert isinstance(last, Unreadable)
    assert "lines below are lost with it" in last.reason
    assert (
        b"".join(item.raw + b"\n" for item in items if isinstance(item, Unreadable) and item.raw)
        == data[8:]
    )


def test_a_file_that_shrinks_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(LINE * 50_000)
    from detector.formats import ReadOptions, read

    items = read(str(path), ReadOptions())
    assert isinstance(next(items), Record)
    with path.open("r+b") as file:
        file.truncate(300_007)
    rest = list(items)
    path.unlink()
    assert len(rest) < 50_000
    assert isinstance(rest[-1], Unreadable)


def test_too_little_memory_is_said(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(LINE + b'{"text":"' + b"a" * 60 * MIB + b'"}\n' + LINE)
    seen: Seen = read_apart(path, address_space=260 * MIB)
    assert seen.texts[0] == "fine"
    assert all("memory" in reason for *_, reason in seen.faults)
