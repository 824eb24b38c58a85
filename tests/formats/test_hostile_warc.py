"""Web archives that lie about how long a record is, and pages that are larger than they look."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from .child import MIB, read_apart
from .samples import only_fault, outline, read_all, records_in
from .test_html import PAGE
from .test_warc import entry, response, text

pytest.importorskip("fastwarc", reason="fastwarc is not installed: the extra warc")

BAD = {
    "longer than it is": (entry("conversion", b"lies", length=10**6), "ends after"),
    "longer than may be": (entry("conversion", b"lies", length=10**15), "larger than"),
    "longer than a number": (
        entry("conversion", b"lies").replace(b": 4", b": " + b"9" * 40),
        "how long",
    ),
    "negative": (entry("conversion", b"lies", length=-5), "how long"),
    "no number": (entry("conversion", b"lies").replace(b": 4\r", b": four\r"), "how long"),
    "missing": (entry("conversion", b"lies").replace(b"Content-Length: 4\r\n", b""), "how long"),
    "a header without end": (b"WARC/1.0\r\n" + b"a: b\r\n" * 20_000, "header is not whole"),
    "a line without end": (b"WARC/1.0\r\n" + b"a" * 200_000 + b"\r\n", "header is not whole"),
    "no record": (b"<html>" * 20_000 + b"\r\n", "no record begins"),
    "zeros and no record": (bytes(1000) + b"junk\r\n", "no record begins"),
}


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize(("bad", "reason"), BAD.values(), ids=BAD)
def test_a_record_that_lies_costs_no_other(
    tmp_path: Path, bad: bytes, reason: str, compressed: bool
) -> None:
    path = tmp_path / ("in.warc.gz" if compressed else "in.warc")
    parts = [text(1), bad, text(3)]
    path.write_bytes(b"".join(map(gzip.compress, parts) if compressed else parts))
    items = read_all(path)
    assert outline(items) == ["text 1", "!2", "text 3"]
    fault = only_fault(items)
    assert reason in fault.reason
    assert fault.offset is not None
    assert fault.offset >= len(text(1))


@pytest.mark.parametrize("length", [2, 0])
def test_what_goes_on_after_its_end_is_told(tmp_path: Path, length: int) -> None:
    (tmp_path / "in.warc").write_bytes(entry("conversion", b"lies\r\n", length=length) + text(3))
    items = read_all(tmp_path / "in.warc")
    assert outline(items) == ["li"[:length], "!2", "text 3"]
    assert "no record begins" in only_fault(items).reason


@pytest.mark.parametrize("compressed", [False, True])
def test_an_archive_cut_in_half_keeps_what_is_whole(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / ("in.warc.gz" if compressed else "in.warc")
    records = [text(number) for number in range(1, 100)]
    whole = b"".join(map(gzip.compress, records) if compressed else records)
    path.write_bytes(whole[: len(whole) // 2 + 20])
    found = outline(read_all(path))
    assert len(found) > 45
    assert found == [*(f"text {n}" for n in range(1, len(found))), f"!{len(found)}"]


def test_ten_thousand_lies_take_no_longer_than_as_many_records(tmp_path: Path) -> None:
    lies = entry("conversion", b"lies", length=10**7) * 5000 + b"WARC/1.0\r\nx\r\n" * 5000
    (tmp_path / "in.warc").write_bytes(lies + text(1))
    found = outline(read_all(tmp_path / "in.warc"))
    assert len(found) == 10_001
    assert found[-1] == "text 1"


@pytest.mark.parametrize("kind", ["text/html", "video/mp4"])
def test_only_a_page_can_be_too_large(tmp_path: Path, kind: str) -> None:
    large = entry("response", response(b"a" * 500_000, kind))
    (tmp_path / "in.warc").write_bytes(text(1) + large + text(3))
    found = outline(read_all(tmp_path / "in.warc", max_record_bytes=400_000))
    assert found == ["text 1", *(["!2"] if kind == "text/html" else []), "text 3"]


def _brotli(data: bytes) -> bytes:
    brotli = pytest.importorskip("brotli", reason="brotli is not installed: the extra warc")
    return bytes(brotli.compress(data, quality=1))


def _zstd(data: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard", reason="the extra zstd is not installed")
    return bytes(zstandard.compress(data))


ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": lambda data: zlib.compress(data)[2:-4],
    "br": _brotli,
    "zstd": _zstd,
    "gzip, br": lambda data: _brotli(gzip.compress(data)),
    "identity": bytes,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_page_is_decompressed(tmp_path: Path, encoding: str) -> None:
    body = ENCODINGS[encoding](PAGE.encode())
    block = response(body, more=f"Content-Encoding: {encoding}\r\n")
    (tmp_path / "in.warc").write_bytes(entry("response", block))
    assert "decided on Tuesday" in records_in(tmp_path / "in.warc")[0].article.text


@pytest.mark.parametrize("encoding", [each for each in ENCODINGS if each != "identity"])
def test_a_page_that_breaks_off_is_told(tmp_path: Path, encoding: str) -> None:
    body = ENCODINGS[encoding](PAGE.encode())
    block = response(body[:-20], more=f"Content-Encoding: {encoding}\r\n")
    (tmp_path / "in.warc").write_bytes(entry("response", block) + text(2))
    items = read_all(tmp_path / "in.warc")
    assert outline(items) == ["!1", "text 2"]
    assert "cannot be decoded" in only_fault(items).reason


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_a_page_that_is_a_bomb_is_told(tmp_path: Path, encoding: str) -> None:
    bomb = ENCODINGS[encoding](bytes(100 * MIB))
    block = response(bomb, more=f"Content-Encoding: {encoding}\r\n")
    (tmp_path / "in.warc").write_bytes(text(1) + entry("response", block) + text(3))
    seen = read_apart(tmp_path / "in.warc", max_record_bytes=4 * MIB)
    assert seen.texts == ["text 1", "text 3"]
    assert "larger than 4MiB" in seen.faults[0][2]
    assert seen.peak < 200 * MIB


@pytest.mark.parametrize("more", ["Content-Encoding: rot13", "Transfer-Encoding: gzip"])
def test_an_encoding_that_nobody_knows_is_told(tmp_path: Path, more: str) -> None:
    block = response(b"<p>text", more=f"{more}\r\n")
    (tmp_path / "in.warc").write_bytes(entry("response", block) + text(2))
    assert outline(read_all(tmp_path / "in.warc")) == ["!1", "text 2"]
