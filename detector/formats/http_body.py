"""The page in an HTTP response, decompressed as far as it may be held.

FastWARC decompresses a body as a whole, and a megabyte of it may be a gigabyte of zeros. So what is
compressed is decompressed here, step by step.
"""

import zlib
from importlib import import_module
from typing import Any

from detector.errors import FormatError, MissingExtraError
from detector.formats.compression import STEP, zstandard_for

PAGE_TYPES = ("text/html", "application/xhtml+xml")
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
CUT_OFF = "its compressed data breaks off"


def is_page(block: bytes, fastwarc: Any) -> bool:
    """Say whether an HTTP response holds a page; FormatError if it is none."""
    try:
        return _parsed(block, "none", fastwarc).http_content_type in PAGE_TYPES
    except OSError as error:
        raise FormatError(f"the HTTP response cannot be decoded ({error}): skip it") from None


def page(block: bytes, most: int, fastwarc: Any) -> bytes:
    """Return what an HTTP response holds; where that is longer than `most`, somewhat more than it.

    Raises FormatError for what cannot be decoded.
    """
    try:
        response = _parsed(block, "none", fastwarc)
        ways = _ways(response, "Content-Encoding")
        body: bytes = _parsed(block, _transfer(response), fastwarc).reader.read()
        for way in reversed(ways):
            body = _decompressed(body, way, most)
    except MissingExtraError as error:
        raise FormatError(str(error)) from None
    except (OSError, ValueError, zlib.error) as error:
        raise FormatError(f"the HTTP response cannot be decoded ({error}): skip it") from None
    return body


def _parsed(block: bytes, decode: str, fastwarc: Any) -> Any:
    """Parse a response apart from its archive: there, a fault in it would end the iteration."""
    response = fastwarc.WarcRecord()
    response.set_bytes_content(block)
    response.is_http = True
    response.parse_http(auto_decode=decode)
    return response


def _ways(response: Any, header: str) -> list[str]:
    """Return how a body was encoded, the last step last."""
    value = response.http_headers.get(header) if response.http_headers else None
    named = [each.strip().lower() for each in (value or "").split(",")]
    return [each for each in named if each not in ("", "identity")]


def _transfer(response: Any) -> str:
    ways = _ways(response, "Transfer-Encoding")
    if not set(ways) <= {"chunked"}:
        raise FormatError(f"the HTTP response is sent as {', '.join(ways)}: skip it")
    return "transfer" if ways else "none"


def _decompressed(body: bytes, way: str, most: int) -> bytes:
    if way in ("gzip", "x-gzip", "deflate"):
        return _inflated(body, way, most)
    if way == "br":
        return _of_brotli(body, most)
    if way == "zstd":
        return _of_zstd(body, most)
    raise OSError(f"nobody knows the encoding {way!r}")


def _inflated(body: bytes, way: str, most: int) -> bytes:
    """Return the content; servers call both zlib and bare data `deflate`."""
    member = zlib.decompressobj(GZIP_OR_ZLIB)
    try:
        found = member.decompress(body, most + 1)
    except zlib.error:
        if way != "deflate":
            raise
        member = zlib.decompressobj(-zlib.MAX_WBITS)
        found = member.decompress(body, most + 1)
    if not member.eof and len(found) <= most:
        raise OSError(CUT_OFF)
    return found


def _of_brotli(body: bytes, most: int) -> bytes:
    try:
        brotli = import_module("brotli")
    except ImportError:
        raise MissingExtraError("brotli", "warc", "reading pages in Brotli") from None
    member = brotli.Decompressor()
    found = bytearray()
    try:
        piece = member.process(body, output_buffer_limit=most + 1)
        while piece and len(found) <= most:
            found += piece
            piece = member.process(b"", output_buffer_limit=most + 1)
    except brotli.error as error:
        raise OSError(str(error)) from None
    if not member.is_finished() and len(found) <= most:
        raise OSError(CUT_OFF)
    return bytes(found)


def _of_zstd(body: bytes, most: int) -> bytes:
    zstandard = zstandard_for("reading pages in zstd")
    member = zstandard.ZstdDecompressor().decompressobj()
    found = bytearray()
    try:
        for start in range(0, len(body), STEP):
            if member.eof or len(found) > most:
                break
            found += member.decompress(body[start : start + STEP])
    except zstandard.ZstdError as error:
        raise OSError(str(error)) from None
    if not member.eof and len(found) <= most:
        raise OSError(CUT_OFF)
    return bytes(found)
