"""Puts the service together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from detector import Detector
from detector.serve import api, pages
from detector.serve.scoring import Scoring
from detector.serve.settings import Settings
from detector.version import __version__


def create_app(detector: Detector, settings: Settings) -> FastAPI:
    """Return the service as an ASGI application."""
    app = FastAPI(
        title="article-detector",
        version=__version__,
        lifespan=_running,
        docs_url=None,  # its page would fetch scripts from another host
        redoc_url=None,
    )
    app.state.scoring = Scoring(detector)
    app.state.settings = settings
    api.add_to(app)
    pages.add_to(app)
    return app


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.scoring.close()
