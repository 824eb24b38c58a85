"""Puts the service together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.datastructures import State
from starlette.types import Receive, Scope, Send

from detector import Detector
from detector.serve import pages, problems
from detector.serve.api import Api
from detector.serve.closing import Closing
from detector.serve.guard import Guard
from detector.serve.metrics import Metrics
from detector.serve.scoring import Scoring
from detector.serve.settings import Settings
from detector.version import __version__


class Service:
    """The service as an ASGI application: a guard, what answers programs, and the pages."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        self.state: State = app.state
        self._guard = Closing(Guard(Api(app), settings))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._guard(scope, receive, send)


def create_app(detector: Detector, settings: Settings) -> Service:
    """Return the service; DetectorError if its store cannot be opened."""
    app = FastAPI(
        title="article-detector",
        version=__version__,
        lifespan=_running,
        docs_url=None,  # its page would fetch scripts from another host
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.is_ready = False
    app.state.metrics = Metrics(detector.model)
    counted = app.state.metrics.counted
    app.state.scoring = Scoring(detector, workers=settings.workers, counted=counted)
    problems.add_to(app)
    pages.add_to(app)
    return Service(app, settings)


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """Be ready when the model is loaded; in the end, finish what was begun."""
    await app.state.scoring.warm()
    app.state.is_ready = True
    yield
    app.state.is_ready = False
    await pages.stop(app)
    await app.state.scoring.close()
