"""The first page: give it an article, and see what the detector says of it."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from detector.serve.pages.rendering import page


def add_to(app: FastAPI) -> None:
    """Serve the page."""
    app.add_route("/", home, include_in_schema=False)


async def home(request: Request) -> Response:
    """Return the page."""
    return page(request, "home.html", title="Score an article")
