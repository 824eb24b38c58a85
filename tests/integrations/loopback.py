"""A server on loopback, and the project's own articles to put on its pages."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.conftest import SEEDS


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # a spider comes with more connections at once than the usual five


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Answer requests with a handler, and yield the address."""
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def seed(name: str) -> str:
    """Return an article by its name without a suffix: `good/01-port-strike`."""
    (path,) = SEEDS.glob(f"{name}.*")
    return path.read_text("utf-8")


def paragraphs(text: str) -> str:
    """Return every line that is not blank as a paragraph of HTML."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
