"""A small news site on loopback, with pages generated from the project's own articles."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.conftest import SEEDS

GOOD = ("good/01-port-strike", "good/06-us-russia-prisoner-exchange", "good/13-school-budget")
FILLER = ("low/01-port-strike", "low/05-us-russia-envoys", "low/10-lentil-soup")
BOILERPLATE = ("low/25-comment-thread", "low/27-newsletter-box", "low/28-transit-site")


def _article(name: str) -> str:
    (path,) = (SEEDS / name).parent.glob(f"{(SEEDS / name).name}.*")
    return "\n".join(line for line in path.read_text("utf-8").splitlines() if line.strip())


# What a spider is to find at each path: its lines, joined.
ARTICLES = {f"/{name}": _article(name) for name in (*GOOD, *FILLER, *BOILERPLATE)}
ARTICLES["/brief"] = "The ferry stopped at noon on Tuesday."
WITHOUT_ARTICLE = "/about"


def _pages() -> dict[str, str]:
    """Return the page at each path, an index that links to all others among them."""
    paths = [*ARTICLES, WITHOUT_ARTICLE]
    links = "".join(f'<li><a href="{path}">{path}</a></li>' for path in paths)
    pages = {"/": f"<ul>{links}</ul>", WITHOUT_ARTICLE: "<address>A street, a town</address>"}
    for path, text in ARTICLES.items():
        lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
        pages[path] = f"<article>{lines}</article>"
    return pages


class _Handler(BaseHTTPRequestHandler):
    pages = _pages()

    def do_GET(self) -> None:
        body = self.pages.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>News</title>{body}".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # a spider comes with more connections at once than the usual five


@contextmanager
def served() -> Iterator[str]:
    """Serve the site, and yield its address."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
