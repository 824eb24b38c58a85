"""What programs ask: score, clean, filter; and whether the service is well.

These answer before FastAPI is asked: what it does for each request takes as long as the scoring.
So `description` says by hand what FastAPI would have found out.
"""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from detector.errors import DetectorError
from detector.serve import problems
from detector.serve.api import articles, health, stream
from detector.serve.api.description import description
from detector.serve.problems import ProblemError

Answer = Callable[[Request], Awaitable[Response]]

ANSWERS: Mapping[str, Mapping[str, Answer]] = {
    "/v1/score": {"POST": articles.score},
    "/v1/clean": {"POST": articles.clean},
    "/v1/filter": {"POST": stream.filter_lines},
    "/healthz": {"GET": health.healthz, "HEAD": health.healthz},
    "/readyz": {"GET": health.readyz, "HEAD": health.readyz},
    "/metrics": {"GET": health.metrics, "HEAD": health.metrics},
}


class Api:
    """ASGI middleware that answers at the addresses above, and leaves the others to the pages."""

    def __init__(self, pages: FastAPI) -> None:
        self.pages = pages
        pages.openapi = lambda: description(pages.state.settings)  # type: ignore[method-assign]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        methods = ANSWERS.get(scope["path"]) if scope["type"] == "http" else None
        if methods is None:
            await self.pages(scope, receive, send)
            return
        scope["app"] = self.pages
        response = await _answered(Request(scope, receive), methods)
        await response(scope, receive, send)


async def _answered(request: Request, methods: Mapping[str, Answer]) -> Response:
    answer = methods.get(request.method)
    if answer is None:
        known = ", ".join(methods)
        said = f"{request.url.path} takes {known}"
        return problems.response(
            ProblemError(405, "method-not-allowed", said, headers={"Allow": known})
        )
    try:
        return await answer(request)
    except ProblemError as problem:
        return problems.response(problem)
    except DetectorError as fault:
        return problems.of_detector(fault)
    except Exception as fault:
        return problems.unexpected(request, fault)
