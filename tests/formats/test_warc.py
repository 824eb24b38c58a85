"""Web archives: pages and texts, and the records around a broken one."""

import gzip
import sys
from pathlib import Path

import pytest

from detector.errors import FormatError
from detector.formats import open_writer

from .samples import only_fault, outline, read_all, records_in
from .test_html import PAGE

pytest.importorskip("fastwarc", reason="fastwarc is not installed: the extra warc")


def entry(kind: str, body: bytes, *, number: int = 1, length: int | None = None) -> bytes:
    """Return one WARC record."""
    types = {"response": "application/http; msgtype=response", "conversion": "text/plain"}
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Date: 2024-02-29T12:00:00Z\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"Content-Type: {types.get(kind, 'text/plain')}\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return header.encode() + body + b"\r\n\r\n"


def response(body: bytes, kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    """Return an HTTP response."""
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


def text(number: int) -> bytes:
    return entry("conversion", f"text {number}".encode(), number=number)


HTML = PAGE.encode()
PAGES = {
    "plain": response(HTML),
    "another type": response(HTML, "application/xhtml+xml"),
    "gzip": response(gzip.compress(HTML), more="Content-Encoding: gzip\r\n"),
    "chunked": response(chunked(HTML), more="Transfer-Encoding: chunked\r\n"),
}
PASSED_OVER = {
    "information": entry("warcinfo", b"software: none"),
    "request": entry("request", b"GET / HTTP/1.1\r\n\r\n"),
    "metadata": entry("metadata", b"a: b"),
    "image": entry("response", response(b"\x89PNG", "image/png")),
    "no type": entry("response", b"HTTP/1.1 200 OK\r\n\r\nbody"),
    "no response": entry("response", b""),
}
FAULTY = {
    "gzip damaged": (entry("response", response(b"no", more="Content-Encoding: gzip\r\n")), "HTTP"),
    "chunks damaged": (
        entry("response", response(b"zz\r\nno", more="Transfer-Encoding: chunked\r\n")),
        "HTTP",
    ),
    "no page": (entry("response", response(b"\0\1\2")), "not a web page"),
    "text not UTF-8": (entry("conversion", b"caf\xe9"), "byte 4"),
}


@pytest.mark.parametrize("block", PAGES.values(), ids=PAGES)
def test_a_response_is_a_page(tmp_path: Path, block: bytes) -> None:
    (tmp_path / "in.warc").write_bytes(entry("response", block, number=7))
    (found,) = records_in(tmp_path / "in.warc")
    assert "decided on Tuesday" in found.article.text
    assert found.article.title == "Ferry stays"
    assert (found.article.url, found.article.host) == ("https://news.example/7", "news.example")
    assert list(found.fields) == ["id", "url", "date", "title", "text"]


def test_a_conversion_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "in.wet").write_bytes(entry("conversion", "é\r\n\0 b\n".encode()))
    (found,) = records_in(tmp_path / "in.wet")
    assert found.fields == {
        "id": "urn:uuid:1",
        "url": "https://news.example/1",
        "date": "2024-02-29T12:00:00Z",
        "text": "é\r\n\0 b\n",
    }


@pytest.mark.parametrize("other", PASSED_OVER.values(), ids=PASSED_OVER)
def test_other_records_are_counted_but_not_read(tmp_path: Path, other: bytes) -> None:
    (tmp_path / "in.warc").write_bytes(other + text(2))
    assert [(each.place.line, each.article.text) for each in records_in(tmp_path / "in.warc")] == [
        (2, "text 2")
    ]


@pytest.mark.parametrize(("bad", "reason"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_record_costs_no_other(tmp_path: Path, bad: bytes, reason: str) -> None:
    (tmp_path / "in.warc").write_bytes(text(1) + bad + text(3))
    items = read_all(tmp_path / "in.warc")
    assert outline(items) == ["text 1", "!2", "text 3"]
    assert reason in only_fault(items).reason


@pytest.mark.parametrize("cut", [6, 20, 60, 150])
def test_an_archive_that_was_cut_off_keeps_what_is_whole(tmp_path: Path, cut: int) -> None:
    (tmp_path / "in.warc").write_bytes((text(1) + text(2))[:-cut])
    assert outline(read_all(tmp_path / "in.warc")) == ["text 1", "!2"]


@pytest.mark.parametrize("cut", [1, 9, 60])
def test_a_compressed_archive_that_was_cut_off_keeps_what_is_whole(
    tmp_path: Path, cut: int
) -> None:
    members = b"".join(gzip.compress(text(number)) for number in range(1, 100))
    (tmp_path / "in.warc.wet.gz").write_bytes(members[:-cut])
    items = read_all(tmp_path / "in.warc.wet.gz")
    whole = outline(items)[:-1]
    assert len(whole) == (98 if cut == 60 else 99)
    assert outline(items) == [*(f"text {n + 1}" for n in range(len(whole))), f"!{len(whole) + 1}"]
    assert "breaks off" in only_fault(items).reason


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "in.warc").write_bytes(b"The vote is on Monday.\n" * 9)
    assert outline(read_all(tmp_path / "in.warc")) == ["!None"]


def test_an_empty_archive_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "in.warc").write_bytes(b"")
    assert read_all(tmp_path / "in.warc") == []


def test_an_archive_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"write \.jsonl"):
        open_writer(str(tmp_path / "out.warc.gz"))


@pytest.mark.parametrize("package", ["fastwarc", "trafilatura"])
def test_without_a_package_the_install_line_is_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / "in.warc").write_bytes(text(1))
    fault = only_fault(read_all(tmp_path / "in.warc"))
    assert f"needs the package {package}: pip install 'article-detector[warc]'" in fault.reason
