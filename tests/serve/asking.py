"""A service to ask within a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient

from detector import Detector
from detector.serve.app import create_app
from detector.serve.settings import Settings


@contextmanager
def asked(detector: Detector, **settings: Any) -> Iterator[TestClient]:
    """Yield what asks a service, which is stopped in the end."""
    app = create_app(detector, Settings(**settings))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client
