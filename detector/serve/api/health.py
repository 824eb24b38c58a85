"""Whether the service is well, what it has counted, and what can be asked of it."""

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from detector.serve.problems import ProblemError

NOT_STORED = {"Cache-Control": "no-store"}


async def healthz(_: Request) -> Response:
    """Answer as long as the service runs."""
    return _well()


async def readyz(request: Request) -> Response:
    """Answer as long as the model is loaded and the service is not asked to stop."""
    if not request.app.state.is_ready:
        raise ProblemError(503, "not-ready", "the service is starting or stopping")
    return _well()


async def metrics(request: Request) -> Response:
    """Return the counters for Prometheus."""
    text = request.app.state.metrics.text()
    return Response(text, headers={**NOT_STORED, "Content-Type": CONTENT_TYPE_LATEST})


def _well() -> Response:
    return Response(b'{"status":"ok"}', headers=NOT_STORED, media_type="application/json")
