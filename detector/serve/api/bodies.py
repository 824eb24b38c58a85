"""Reads the bodies of requests, and never more of them than is allowed."""

import zlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

import orjson
from starlette.requests import Request

from detector.errors import FormatError
from detector.formats.json_record import parse
from detector.serve.problems import ProblemError

GZIP = 16 + zlib.MAX_WBITS
JSON_TYPES = ("application/json", "text/json")
STREAM_TYPES = ("application/x-ndjson", "application/jsonl", "application/json", "text/plain")
FIELDS = ("text", "id", "url", "host", "title")


async def whole(request: Request, most: int) -> bytes:
    """Return the body; 413 as soon as it is certain to be larger than `most`."""
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > most and "content-encoding" not in request.headers:
        raise too_large(most)
    pieces, size = [], 0
    async for piece in pieces_of(request):
        size += len(piece)
        if size > most:
            raise too_large(most)
        pieces.append(piece)
    return b"".join(pieces)


async def pieces_of(request: Request) -> AsyncIterator[bytes]:
    """Yield the body in pieces, decompressed."""
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding not in ("identity", "gzip"):
        said = f"a body in {encoding[:40]!r} is not understood: send it plain, or as gzip"
        raise ProblemError(415, "unknown-encoding", said, headers={"Accept-Encoding": "gzip"})
    member = zlib.decompressobj(GZIP) if encoding == "gzip" else None
    async for piece in request.stream():
        if member is None:
            yield piece
            continue
        for part in _unpacked(member, piece):
            yield part
    if member is not None and not member.eof:
        raise ProblemError(400, "not-gzip", "the gzip data breaks off: send the whole body")


def check_type(request: Request, known: tuple[str, ...]) -> None:
    """Refuse a body that says it is something else (415)."""
    said = request.headers.get("content-type", known[0]).partition(";")[0].strip().lower()
    if said not in known:
        raise ProblemError(
            415, "unknown-type", f"a body of type {said[:60]!r} is not understood: send {known[0]}"
        )


def records(body: bytes, *, most: int, extra: bool) -> tuple[list[bytes], bool]:
    """Return the article of a body, or the articles of a list, as JSON; and whether it is a list.

    What is wrong with one is told with a JSON pointer (RFC 6901) to it.
    """
    value = _parsed(body)
    if isinstance(value, dict):
        _check(value, "", extra)
        return [body], False
    if not isinstance(value, list):
        raise _wrong("", "this is no article and no list: send an object with a text, or several")
    if len(value) > most:
        said = f"{len(value)} articles in a request, {most} are allowed: send several requests"
        raise ProblemError(413, "too-many-articles", said, limit=most)
    for number, each in enumerate(value):
        if not isinstance(each, dict):
            raise _wrong(f"/{number}", "this is no article: send objects with a text")
        _check(each, f"/{number}", extra)
    return [_written(each) for each in value], True


def too_large(most: int) -> ProblemError:
    """Return the problem of a body that is larger than allowed."""
    said = f"the body is larger than {most} bytes: send less at once, or a stream to /v1/filter"
    return ProblemError(413, "too-large", said, limit=most)


def _parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        line = body[: fault.pos].count(b"\n") + 1
        strict = f"not JSON: {fault.msg}"
    if body.lstrip()[:1] == b"{":  # control characters, lone surrogates: as on the command line
        try:
            return parse(body)
        except FormatError as fault:
            strict = str(fault)
    raise ProblemError(400, "not-json", strict, line=line)


def _check(record: Mapping[str, Any], pointer: str, extra: bool) -> None:
    text = record.get("text")
    if "text" not in record:
        raise _wrong(f"{pointer}/text", "there is no text: an article looks like {text: ...}")
    if not isinstance(text, str):
        raise _wrong(f"{pointer}/text", "the text is no string")
    for name in FIELDS[1:]:
        value = record.get(name)
        if not isinstance(value, str | None) and (name != "id" or not _is_number(value)):
            raise _wrong(f"{pointer}/{name}", "this is no string")
    if not extra:
        for name in record:
            if name not in FIELDS:
                raise _wrong(
                    f"{pointer}/{_escaped(name)}",
                    f"unknown field; known are {', '.join(FIELDS)}. ?extra=keep sends it back as "
                    "it is",
                )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wrong(pointer: str, said: str) -> ProblemError:
    return ProblemError(422, "wrong-article", said, pointer=pointer)


def _escaped(name: str) -> str:
    """Return a name as a step of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")[:200]


def _written(record: Mapping[str, Any]) -> bytes:
    from detector.json_text import encode

    try:
        return orjson.dumps(record)
    except orjson.JSONEncodeError:
        return encode(record)


def _unpacked(member: Any, piece: bytes) -> list[bytes]:
    """Return what a piece of gzip data holds, in steps of which none is large."""
    parts = []
    try:
        part = member.decompress(piece, 1 << 16)
        while part:
            parts.append(part)
            part = member.decompress(member.unconsumed_tail, 1 << 16)
    except zlib.error:
        raise ProblemError(400, "not-gzip", "the body is no gzip data") from None
    return parts
