"""Web archives: the pages of a WARC, the texts of a WET (`.warc`, `.wet`).

A WARC cannot be rewritten, since of a page only its text is kept.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from detector.errors import FormatError, MissingExtraError
from detector.formats.fields import to_record
from detector.formats.format import Format
from detector.formats.html import load_trafilatura, main_text
from detector.formats.records import Place, ReadOptions, Record, Unreadable
from detector.formats.writing import Writer

PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read(stream: BinaryIO, path: str, _options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield every HTML response, whatever its status, and every conversion record.

    Other records (requests, images, metadata) are no articles and are passed over, but counted
    in the record numbers. An HTTP block is held in memory while it is decoded.
    """
    fastwarc = _load_fastwarc()
    load_trafilatura("warc")
    archive = fastwarc.ArchiveIterator(_Chunks(stream), parse_http=False)
    for number, entry in enumerate(archive, start=1):
        place = Place(path=path, line=number)
        try:
            fields = _fields(entry, fastwarc)
        except FormatError as error:
            yield Unreadable(place=place, reason=str(error))
        else:
            if fields is not None:
                yield to_record(fields, place=place, options=ReadOptions())


def write(path: str, _into: str) -> Writer:
    """Refuse: only the text of the pages was read."""
    raise FormatError(f"{path}: a web archive cannot be rewritten: write .jsonl")


class _Chunks:
    """A stream that hands out what it has, rather than filling a buffer first.

    In an archive that was cut off, the records before the break would be lost with the buffer.
    It counts for itself, since a pipe has no position and fastwarc would panic without one.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        chunk: bytes = self._stream.read1(size)  # type: ignore[attr-defined]
        self._position += len(chunk)
        return chunk

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        """Leave the stream to whoever opened it."""


def _fields(entry: Any, fastwarc: Any) -> dict[str, Any] | None:
    """Return the article's fields, or None for a record that holds none."""
    kinds = fastwarc.WarcRecordType
    if entry.headers.get("Content-Length") is None:
        raise FormatError("the record's header is not whole: the archive may have been cut off")
    if entry.record_type == kinds.conversion:
        return {**_known(entry), "text": _text(_block(entry))}
    if entry.record_type == kinds.response and entry.is_http:
        content = _content(_block(entry), fastwarc)
        return None if content is None else {**_known(entry), **main_text(content)}
    return None


def _known(entry: Any) -> dict[str, Any]:
    names = {"id": "WARC-Record-ID", "url": "WARC-Target-URI", "date": "WARC-Date"}
    values = {field: entry.headers.get(header) for field, header in names.items()}
    return {field: value.strip("<>") for field, value in values.items() if value}


def _block(entry: Any) -> bytes:
    block: bytes = entry.reader.read()
    expected = entry.content_length
    if len(block) < expected:
        raise FormatError(
            f"the record ends after {len(block)} of {expected} bytes: fetch the archive again"
        )
    return block


def _text(block: bytes) -> str:
    try:
        return block.decode()
    except UnicodeDecodeError as error:
        raise FormatError(f"byte {error.start + 1} of the record is not UTF-8: skip it") from None


def _content(block: bytes, fastwarc: Any) -> bytes | None:
    """Return the body of an HTML response, decoded; None if it is something else.

    The block is parsed apart from the archive: there, a faulty encoding would end the iteration.
    """
    response = fastwarc.WarcRecord()
    response.set_bytes_content(block)
    response.is_http = True
    try:
        response.parse_http(auto_decode="all")
        if response.http_content_type not in PAGE_TYPES:
            return None
        body: bytes = response.reader.read()
    except OSError as error:
        raise FormatError(f"the HTTP response cannot be decoded ({error}): skip it") from None
    return body


def _load_fastwarc() -> Any:
    try:
        from fastwarc import warc
    except ImportError:
        raise MissingExtraError("fastwarc", "warc", "reading web archives") from None
    return warc


FORMAT = Format(name="warc", suffixes=(".warc", ".wet"), read=read, write=write)
