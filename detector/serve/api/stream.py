"""`POST /v1/filter`: records go in a line each, and those worth keeping come out, as they go in.

The next lines are read only when those before them have been judged and taken: whoever sends must
read, too, and whoever reads slowly is sent to slowly. So memory stays the same however much comes.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from detector.cli.judging import Judged
from detector.formats import Line, Place, Unreadable
from detector.json_text import encode
from detector.serve import work
from detector.serve.api import bodies, queries

BATCH = 256  # lines
BATCH_BYTES = 1_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
NDJSON = "application/x-ndjson"
PLACE = "request"


@dataclass(slots=True, kw_only=True)
class Counts:
    """How many records went in and came out; they add up."""

    read: int = 0
    kept: int = 0
    rejected: int = 0
    unreadable: int = 0

    def add(self, judged: Judged) -> None:
        """Count a batch."""
        kept = judged.lines[True].count(b"\n")
        self.kept += kept
        self.rejected += judged.outcomes.total() - kept
        self.unreadable += len(judged.notes)
        self.read += judged.outcomes.total() + len(judged.notes)

    def line(self) -> bytes:
        """Return them as a line of JSON."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return encode({"counts": named}) + b"\n"


@dataclass(slots=True, kw_only=True)
class Batch:
    """Lines that are judged together, and those among them that were too long to be held."""

    lines: list[Line] = field(default_factory=list)
    notes: list[Unreadable] = field(default_factory=list)
    size: int = 0

    @property
    def is_full(self) -> bool:
        """Whether it is time to judge it."""
        return len(self.lines) >= BATCH or self.size >= BATCH_BYTES


class Streamed(Response):
    """An answer that is sent while the body of its request is still read.

    Starlette's own would listen for the end of the connection meanwhile, and so take the body away.
    """

    def __init__(self, pieces: AsyncIterator[bytes], media_type: str, seconds: float) -> None:
        super().__init__(media_type=media_type)
        del self.headers["content-length"]
        self._pieces = pieces
        self._seconds = seconds

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send what there is as soon as the one who reads has taken what was before."""
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        with suppress(ClientDisconnect, OSError):
            async with aclosing(self._pieces) as pieces:  # type: ignore[type-var]
                async for piece in pieces:
                    async with asyncio.timeout(self._seconds):
                        await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def filter_lines(request: Request) -> Response:
    """Answer a stream with the records worth keeping, as `detector filter` writes them."""
    asked = queries.asked(request, queries.FILTER)
    detector = queries.judge(request, asked.pop("point"), asked.pop("threshold"))
    bodies.check_type(request, bodies.STREAM_TYPES)
    seconds = request.app.state.settings.limits.seconds
    return Streamed(_kept(request, detector, asked), NDJSON, seconds)


async def _kept(request: Request, detector: Any, asked: dict[str, Any]) -> AsyncIterator[bytes]:
    tells, ends = asked.pop("unreadable") == "tell", asked.pop("counts")
    counts = Counts()
    async for judged in _judged(request, detector, asked):
        counts.add(judged)
        if told := b"".join(map(_told, judged.notes)) if tells else b"":
            yield told
        if judged.lines[True]:
            yield judged.lines[True]
    if ends:
        yield counts.line()


async def _judged(request: Request, detector: Any, how: dict[str, Any]) -> AsyncIterator[Judged]:
    """Judge one batch while the next is read, and no further."""
    state = request.app.state
    running: asyncio.Task[Judged] | None = None
    try:
        async for batch in _batches(request, state.settings.limits.line_bytes):
            if running is not None:
                yield await running
            running = asyncio.create_task(_judge(state, detector, batch, how))
        if running is not None:
            yield await running
    finally:
        if running is not None and not running.done():
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def _judge(state: Any, detector: Any, batch: Batch, how: dict[str, Any]) -> Judged:
    began = perf_counter()
    judged: Judged = await state.scoring.done(partial(work.part, detector, batch.lines, **how))
    state.metrics.took(perf_counter() - began)
    state.metrics.parted(judged)
    found = [each for each in judged.notes if isinstance(each, Unreadable)]
    notes = sorted([*found, *batch.notes], key=lambda each: each.place.line or 0)
    return Judged(notes=notes, outcomes=judged.outcomes, lines={True: judged.lines.get(True, b"")})


async def _batches(request: Request, most: int) -> AsyncIterator[Batch]:
    """Cut the body into lines, and these into batches; blank lines are passed over."""
    batch = Batch()
    async for item in _lines(request, most):
        if isinstance(item, Unreadable):
            batch.notes.append(item)
        elif item.content and not item.content.isspace():
            batch.lines.append(item)
            batch.size += len(item.content)
        if batch.is_full:
            yield batch
            batch = Batch()
    if batch.lines or batch.notes:
        yield batch


async def _lines(request: Request, most: int) -> AsyncIterator[Line | Unreadable]:
    """Cut the body into lines; of one that is too long only its length is kept."""
    number, offset, held, skipped = 1, 0, list[bytes](), 0
    pieces = bodies.pieces_of(request)
    async for piece in _in_time(pieces, request.app.state.settings.limits.seconds):
        *ends, rest = piece.split(b"\n")
        for end in ends:
            content = b"".join((*held, end))
            yield _line(content, number, offset, most, skipped)
            number, offset = number + 1, offset + skipped + len(content) + 1
            held, skipped = [], 0
        held.append(rest)
        if sum(map(len, held)) > most:
            skipped, held = skipped + sum(map(len, held)), []
    yield _line(b"".join(held), number, offset, most, skipped)


async def _in_time(pieces: AsyncIterator[bytes], seconds: float) -> AsyncIterator[bytes]:
    """Yield the pieces; TimeoutError if the next is not sent: nobody may hold a place for ever."""
    while True:
        async with asyncio.timeout(seconds):
            piece = await anext(pieces, None)
        if piece is None:
            return
        yield piece


def _line(content: bytes, number: int, offset: int, most: int, skipped: int) -> Line | Unreadable:
    size = skipped + len(content)
    if size > most:
        reason = f"the line has {size} bytes, {most} are allowed: shorten it"
        return Unreadable(place=Place(path=PLACE, line=number), reason=reason, offset=offset)
    if number == 1:
        content = content.removeprefix(BYTE_ORDER_MARK)
    return Line(content, PLACE, number, offset)


def _told(item: Any) -> bytes:
    """Return a line that stands in the place of a record that could not be read."""
    told = {"line": item.place.line, "offset": item.offset, "reason": item.reason}
    return encode({"unreadable": told}) + b"\n"
