"""Web pages (`.html`, `.htm`): the main text as trafilatura finds it.

Only the text is kept, so a page cannot be written again.
"""

import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

from detector.errors import FormatError, MissingExtraError
from detector.formats.format import Format
from detector.formats.limits import too_large, whole
from detector.formats.records import Place, ReadOptions, Record, Unreadable
from detector.formats.text import file_record
from detector.formats.writing import Writer

SILENCE = logging.NullHandler()


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield the page as one article, or nothing if the file is empty.

    A page without main text is an article without text, which is for the detector to judge.
    """
    load_trafilatura("html")
    page = whole(stream, options)
    if page is None:
        yield too_large("the page", Place(path=path, line=1), options, offset=0)
    if not page:
        return
    try:
        yield file_record(path, main_text(page))
    except FormatError as error:
        yield Unreadable(place=Place(path=path), reason=str(error), offset=0, raw=page)


def write(path: str, _into: str) -> Writer:
    """Refuse: what trafilatura took away cannot be put back."""
    raise FormatError(
        f"{path}: a page cannot be written, only its text was read: "
        "write .jsonl, .txt or into a folder"
    )


def main_text(page: bytes, url: str | None = None) -> dict[str, Any]:
    """Return the fields `text` and, if the page has one, `title`; FormatError if it is no page.

    Comments are left out. trafilatura guards against most bad markup but not all of it, and one
    page must not end a run, so any exception of its own counts as a fault of the page.
    """
    trafilatura = load_trafilatura("html")
    try:
        tree = _tree(page, trafilatura)
        document = None if tree is None else _extracted(tree, url)
    except Exception as error:
        raise FormatError(f"trafilatura cannot read the page ({error}): skip it") from error
    if tree is None:
        raise FormatError("this is not a web page: give it the suffix of what it is")
    title = {"title": document.title} if document and document.title else {}
    return {**title, "text": (document and document.text) or ""}


def load_trafilatura(extra: str) -> Any:
    """Return the module, with its log messages kept off the terminal."""
    try:
        import trafilatura
    except ImportError:
        purpose = "finding the main text of web pages"
        raise MissingExtraError("trafilatura", extra, purpose) from None
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(SILENCE)
    return trafilatura


def _tree(page: bytes, trafilatura: Any) -> Any:
    """Parse a page, or a fragment of one, which trafilatura takes for something else."""
    tree = trafilatura.load_html(page)
    if tree is None and b"<" in page:
        return trafilatura.load_html(b"<html>" + page)
    return tree


def _extracted(tree: Any, url: str | None) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(tree, url=url, with_metadata=True, include_comments=False)


FORMAT = Format(name="html", suffixes=(".html", ".htm"), read=read, write=write)
