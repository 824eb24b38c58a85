"""No record is larger than --max-record-bytes; what is, costs no other record."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.errors import DetectorError
from detector.formats import ReadOptions, Record, Unreadable
from detector.formats.limits import in_words, to_bytes
from detector.formats.registry import format_to_read

from .child import MIB, read_apart
from .samples import outline, read_all

SIZES = {"4096": 4096, "16MiB": 16 << 20, "1 kib": 1024, "2GiB": 2 << 30, "64MB": 64_000_000}
LONG = b"a" * 3000


@pytest.mark.parametrize(("typed", "size"), SIZES.items())
def test_a_size_is_read(typed: str, size: int) -> None:
    assert to_bytes(typed) == size


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.5MiB", "MiB", "5 apples", "٣", "9" * 99])
def test_what_is_no_size_is_said(typed: str) -> None:
    with pytest.raises(DetectorError, match="is no size"):
        to_bytes(typed)


@pytest.mark.parametrize("size", [1, 1000, 1024, 1 << 20, 64 << 20, 3 << 30])
def test_a_size_is_written_as_it_is_typed(size: int) -> None:
    assert to_bytes(in_words(size).removesuffix(" bytes")) == size


def warc(*bodies: bytes) -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
    return b"".join(head % (len(body), body) for body in bodies)


# name: content, what is found, offset of the record that is too large
TOO_LARGE: dict[str, tuple[bytes, list[str], int]] = {
    "jsonl": (b'{"text":"a"}\n{"text":"%b"}\n{"text":"b"}\n' % LONG, ["a", "!2", "b"], 13),
    "json": (b'[{"text":"a"},\n{"text":"%b"},\n{"text":"b"}]' % LONG, ["a", "!2", "b"], 15),
    "csv": (b'id,text\n1,a\n2,"%b"\n3,b\n' % LONG, ["a", "!3", "b"], 12),
    "tsv": (b"id\ttext\n1\ta\n2\t%b\n3\tb\n" % LONG, ["a", "!3", "b"], 12),
    "txt": (LONG, ["!1"], 0),
    "html": (b"<p>" + LONG, ["!1"], 0),
    "warc": (warc(b"a", LONG, b"b"), ["a", "!2", "b"], len(warc(b"a"))),
}
needs_package = {"html": "trafilatura", "warc": "fastwarc"}


@pytest.mark.parametrize("suffix", TOO_LARGE)
def test_a_record_that_is_too_large_is_skipped(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip(needs_package.get(suffix, "json"))
    data, found, offset = TOO_LARGE[suffix]
    (tmp_path / f"in.{suffix}").write_bytes(data)
    items = read_all(tmp_path / f"in.{suffix}", max_record_bytes=2000)
    assert outline(items) == found
    (fault,) = [item for item in items if isinstance(item, Unreadable)]
    assert "larger than 2000 bytes: raise --max-record-bytes" in fault.reason
    assert (fault.offset, fault.raw) == (offset, None)
    assert all(isinstance(item, Record) for item in read_all(tmp_path / f"in.{suffix}"))


BAD = {
    # name: content and its faulty records
    "jsonl": (
        b'\xef\xbb\xbf{\n\n{"text":"a"}\r\n{"x":1}\r\n["\xe9"]',
        [b"{", b'{"x":1}\r', b'["\xe9"]'],
    ),
    "json": (b'\xef\xbb\xbf[{"text":"a"},\n7 , {"x":1},tru]', [b"7", b'{"x":1}', b"tru"]),
    "csv": (b'\xef\xbb\xbfid,text\r\n1\r\n2,"b" c\n3,\xe9\n4,d', [b"1", b'2,"b" c', b"3,\xe9"]),
    "txt": (b"\xef\xbb\xbfcaf\xe9", [b"\xef\xbb\xbfcaf\xe9"]),
    "html": (b"no page", [b"no page"]),
    "warc": (warc(b"a", b"\xe9", b"b") + b"junk", [warc(b"\xe9")[:-4], b"junk"]),
}


@pytest.mark.parametrize("suffix", BAD)
def test_an_unreadable_record_keeps_its_bytes_and_place(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip(needs_package.get(suffix, "json"))
    data, raws = BAD[suffix]
    (tmp_path / f"in.{suffix}").write_bytes(data)
    faults = [each for each in read_all(f"{tmp_path}/in.{suffix}") if isinstance(each, Unreadable)]
    assert [fault.raw for fault in faults] == raws
    for fault in faults:
        assert fault.offset is not None
        assert data.startswith(fault.raw or b"?", fault.offset)


class Dripping(io.BytesIO):
    """A stream that hands out a few bytes at a time, as a pipe may."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self._size = size

    def read1(self, _size: int | None = -1, /) -> bytes:
        return self.read(self._size)


def _said(make: Callable[[], io.BytesIO], name: str, most: int) -> list[tuple[object, ...]]:
    options = ReadOptions(max_record_bytes=most)
    items = format_to_read("-", name).read(make(), "in", options)
    return [
        (item.place.line, item.article.text)
        if isinstance(item, Record)
        else (item.place.line, item.reason, item.offset, item.raw)
        for item in items
    ]


signs = [bytes([each]) for each in b'\n\r",[]{}\\: a\xff']
words = [
    b"\r\n",
    b'{"text":"a"}',
    b'{"text":"b\\""},\n',
    b"id,text\n",
    b'1,"x\ny"\n',
    b"tru",
    b"\xc3\xa9",
]
heads = [b"\xef\xbb\xbf", warc(b"a"), warc(b"")[:-4], b"WARC/1.0\r\n", b"Content-Length: 9\r\n"]
pieces = st.sampled_from([*signs, *words, *heads])


@pytest.mark.parametrize("name", ["jsonl", "json", "csv", "warc"])
@given(data=st.lists(pieces, max_size=12).map(b"".join), size=st.integers(1, 7))
def test_chunks_make_no_difference(name: str, data: bytes, size: int) -> None:
    pytest.importorskip(needs_package.get(name, "json"))
    if name == "warc":
        data = warc(b"first") + data
    for most in (40, 1000):
        whole = _said(lambda: io.BytesIO(data), name, most)
        assert _said(lambda: Dripping(data, size), name, most) == whole
        for said in whole:
            raw = said[3] if len(said) == 4 else None
            if isinstance(raw, bytes):
                assert len(raw) <= most
                assert data.startswith(raw, said[2])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["in.jsonl", "in.json", "in.csv", "in.txt"])
def test_memory_does_not_grow_with_a_record(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.write({"in.json": b'[{"text":"', "in.csv": b"text\n"}.get(name, b'{"text":"'))
        for _ in range(160):
            file.write(b"a" * MIB)
        file.write({"in.json": b'"},', "in.csv": b"\n"}.get(name, b'"}\n'))
        file.write({"in.json": b'{"text":"b"}]', "in.csv": b"b"}.get(name, b'{"text":"b"}'))
    seen = read_apart(tmp_path / name, max_record_bytes=8 * MIB)
    assert [reason[:20] for *_, reason in seen.faults] != []
    assert seen.texts == ([] if name == "in.txt" else ["b"])
    assert seen.peak < 110 * MIB
