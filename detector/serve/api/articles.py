"""`POST /v1/score` and `/v1/clean`: one article, or a list of them."""

import asyncio
from collections.abc import Sequence
from time import perf_counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from detector.formats import Unreadable
from detector.serve import work
from detector.serve.api import bodies, queries
from detector.serve.problems import ProblemError


async def score(request: Request) -> Response:
    """Answer each article with its verdict, as `detector score` writes it."""
    asked = queries.asked(request, queries.SCORE)
    extra = asked.pop("extra") == "keep"
    detector = queries.judge(request, asked.pop("point"), asked.pop("threshold"))
    return await _answer(request, extra, detector, work.score, asked)


async def clean(request: Request) -> Response:
    """Answer each article without its residue, as `detector clean` writes it."""
    asked = queries.asked(request, queries.CLEAN)
    extra = asked.pop("extra") == "keep"
    return await _answer(request, extra, request.app.state.scoring.detector, work.clean, asked)


async def _answer(
    request: Request, extra: bool, detector: Any, function: Any, how: dict[str, Any]
) -> Response:
    limits = request.app.state.settings.limits
    state = request.app.state
    bodies.check_type(request, bodies.JSON_TYPES)
    began = perf_counter()
    try:
        async with asyncio.timeout(limits.seconds):
            body = await bodies.whole(request, limits.body_bytes)
            records, several = bodies.records(body, most=limits.articles, extra=extra)
            done = await state.scoring.gathered(detector, function, records, **how)
    except TimeoutError:
        said = f"this took longer than {limits.seconds:g} seconds: send fewer articles at once"
        raise ProblemError(503, "too-slow", said, headers={"Retry-After": "1"}) from None
    state.metrics.took(perf_counter() - began)
    written = _readable(done, several=several)
    content = b"[" + b",".join(written) + b"]" if several else written[0]
    return Response(content, media_type="application/json")


def _readable(done: Sequence[bytes | Unreadable], *, several: bool) -> list[bytes]:
    """Return the records; 422 if one of them has what the detector does not read."""
    for number, each in enumerate(done):
        if isinstance(each, Unreadable):
            pointer = f"/{number}" if several else ""
            raise ProblemError(422, "wrong-article", each.reason, pointer=pointer)
    return [each for each in done if isinstance(each, bytes)]
