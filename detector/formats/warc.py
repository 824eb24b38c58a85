"""Web archives: the pages of a WARC, the texts of a WET (`.warc`, `.wet`).

A WARC cannot be rewritten, since of a page only its text is kept.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from detector.errors import FormatError, MissingExtraError
from detector.formats.fields import to_record
from detector.formats.format import Format
from detector.formats.html import load_trafilatura, main_text
from detector.formats.http_body import is_page, page
from detector.formats.limits import why_too_large
from detector.formats.records import Place, ReadOptions, Record, Unreadable
from detector.formats.warc_records import Archive, Entry
from detector.formats.writing import Writer


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield every HTML response, whatever its status, and every conversion record.

    Other records (requests, images, metadata) are no articles and are passed over, but counted
    in the record numbers. An HTTP block is held in memory while it is decoded.
    """
    fastwarc = _load_fastwarc()
    load_trafilatura("warc")
    archive = Archive(stream, options.max_record_bytes)
    if not archive.is_archive():
        raise FormatError("this is no web archive: give it the suffix of what it is")
    for entry in archive:
        item = _item(entry, Place(path=path, line=entry.number), options, fastwarc)
        if isinstance(item, Unreadable):
            raw = None if entry.too_large else entry.raw or None
            item = replace(item, offset=entry.offset, raw=raw)
        if item is not None:
            yield item


def write(path: str, _into: str) -> Writer:
    """Refuse: only the text of the pages was read."""
    raise FormatError(f"{path}: a web archive cannot be rewritten: write .jsonl")


def _item(
    entry: Entry, place: Place, options: ReadOptions, fastwarc: Any
) -> Record | Unreadable | None:
    """Return the article in a record, or why it cannot be read; None if there is none in it."""
    if entry.fault:
        return Unreadable(place=place, reason=entry.fault)
    try:
        if entry.kind not in ("conversion", "response"):
            return None
        fields = _fields(_parsed(entry, fastwarc), options, fastwarc, too_large=entry.too_large)
    except FormatError as error:
        return Unreadable(place=place, reason=str(error))
    return None if fields is None else to_record(fields, place=place, options=ReadOptions())


def _parsed(entry: Entry, fastwarc: Any) -> Any:
    try:
        return next(fastwarc.ArchiveIterator(io.BytesIO(entry.raw), parse_http=False))
    except (OSError, StopIteration) as error:
        raise FormatError(f"the record's header cannot be read ({error}): skip it") from None


def _fields(
    entry: Any, options: ReadOptions, fastwarc: Any, *, too_large: bool
) -> dict[str, Any] | None:
    """Return the article's fields, or None for a record that holds none."""
    conversion = entry.record_type == fastwarc.WarcRecordType.conversion
    if not conversion and not entry.is_http:
        return None
    block: bytes = entry.reader.read()
    if conversion:
        if too_large:
            raise FormatError(why_too_large("the record", options))
        return {**_known(entry), "text": _text(block)}
    content = _content(block, options, fastwarc, too_large=too_large)
    return None if content is None else {**_known(entry), **main_text(content)}


def _known(entry: Any) -> dict[str, Any]:
    names = {"id": "WARC-Record-ID", "url": "WARC-Target-URI", "date": "WARC-Date"}
    values = {field: entry.headers.get(header) for field, header in names.items()}
    return {field: value.strip("<>") for field, value in values.items() if value}


def _text(block: bytes) -> str:
    try:
        return block.decode()
    except UnicodeDecodeError as error:
        raise FormatError(f"byte {error.start + 1} of the record is not UTF-8: skip it") from None


def _content(block: bytes, options: ReadOptions, fastwarc: Any, *, too_large: bool) -> bytes | None:
    """Return the page in an HTTP response; None if it is something else."""
    if not is_page(block, fastwarc):
        return None
    body = None if too_large else page(block, options.max_record_bytes, fastwarc)
    if body is None or len(body) > options.max_record_bytes:
        raise FormatError(why_too_large("the page", options))
    return body


def _load_fastwarc() -> Any:
    try:
        from fastwarc import warc
    except ImportError:
        raise MissingExtraError("fastwarc", "warc", "reading web archives") from None
    return warc


FORMAT = Format(name="warc", suffixes=(".warc", ".wet"), read=read, write=write)
