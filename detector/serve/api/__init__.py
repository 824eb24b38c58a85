"""What programs ask: score, clean, filter; and whether the service is well.

These are plain routes: what FastAPI does for each request would take as long as the scoring. So
`description` says by hand what FastAPI would have found out.
"""

from fastapi import FastAPI

from detector.serve.api import articles, health, stream
from detector.serve.api.description import description


def add_to(app: FastAPI) -> None:
    """Give the service its addresses for programs."""
    app.add_route("/v1/score", articles.score, methods=["POST"])
    app.add_route("/v1/clean", articles.clean, methods=["POST"])
    app.add_route("/v1/filter", stream.filter_lines, methods=["POST"])
    app.add_route("/healthz", health.healthz, methods=["GET"])
    app.add_route("/readyz", health.readyz, methods=["GET"])
    app.add_route("/metrics", health.metrics, methods=["GET"])
    app.openapi = lambda: description(app.state.settings)  # type: ignore[method-assign]
