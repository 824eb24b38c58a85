"""Web pages: the main text, and what to say when there is none."""

import logging
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detector.errors import FormatError
from detector.formats import open_writer

from .samples import folder, only_fault, outline, read_all, records_in

pytest.importorskip("trafilatura", reason="trafilatura is not installed: the extra html")

PARAGRAPH = (
    "<p>The ferry to Harrow Island will keep its timetable until April, the harbour board "
    "decided on Tuesday by five votes to two, said its chair, Ann Doe.</p>"
)
MAIN = PARAGRAPH + PARAGRAPH.replace("Tuesday", "Friday")
PAGE = (
    "<!doctype html><html><head><title>Ferry stays</title></head><body>"
    "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
    f"<article><h1>Ferry stays</h1>{MAIN}</article>"
    "<footer>All rights reserved</footer></body></html>"
)


@pytest.mark.parametrize("suffix", ["html", "htm", "HTML"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_main_text_and_the_title_are_read(tmp_path: Path, suffix: str, encoding: str) -> None:
    (tmp_path / f"in.{suffix}").write_bytes(PAGE.encode(encoding))
    (found,) = records_in(tmp_path / f"in.{suffix}")
    assert found.article.title == "Ferry stays"
    assert "decided on Tuesday" in found.article.text
    assert "All rights reserved" not in found.article.text
    assert "<p>" not in found.article.text
    assert list(found.fields) == ["id", "title", "text"]
    assert found.article.id == str(tmp_path / f"in.{suffix}")


def test_a_fragment_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "in.html").write_text(f"<div>{MAIN}</div>")
    (found,) = records_in(tmp_path / "in.html")
    assert "decided on Tuesday" in found.article.text
    assert found.article.title is None


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><br></body></html>"])
def test_a_page_without_main_text_is_an_article_without_text(tmp_path: Path, page: str) -> None:
    (tmp_path / "in.html").write_text(page)
    assert outline(records_in(tmp_path / "in.html")) == [""]


def test_an_empty_file_holds_no_article(tmp_path: Path) -> None:
    (tmp_path / "in.html").write_bytes(b"")
    assert read_all(tmp_path / "in.html") == []


@pytest.mark.parametrize("data", [b"The vote is on Monday.", b"\x01PNG\r\n\0\0", b"\0" * 99])
def test_what_is_no_page_is_said(
    tmp_path: Path, data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.html").write_bytes(data)
    items = read_all(tmp_path / "in.html")
    assert outline(items) == ["!None"]
    assert "not a web page" in only_fault(items).reason
    assert capfd.readouterr().err == ""


def test_an_exception_of_the_package_is_a_fault_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise IndexError("no such element")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    (tmp_path / "in.html").write_text(PAGE)
    assert "no such element" in only_fault(read_all(tmp_path / "in.html")).reason


def test_silence_is_kept_once(tmp_path: Path) -> None:
    (tmp_path / "in.html").write_text(PAGE)
    read_all(tmp_path / "in.html")
    before = len(logging.getLogger("trafilatura").handlers)
    read_all(tmp_path / "in.html")
    assert len(logging.getLogger("trafilatura").handlers) == before


def test_a_page_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"write \.jsonl"):
        open_writer(str(tmp_path / "out.html"))
    assert list(tmp_path.iterdir()) == []


def test_without_the_package_the_install_line_is_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "in.html").write_text(PAGE)
    line = "pip install 'article-detector[html]'"
    assert line in only_fault(read_all(tmp_path / "in.html")).reason


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(data=st.binary() | st.text("<>/pdiv &#;=\"'a!-\0", max_size=40).map(str.encode))
def test_no_bytes_whatever_raise(data: bytes) -> None:
    with folder() as place:
        (place / "in.html").write_bytes(data)
        assert len(read_all(place / "in.html")) == bool(data)
