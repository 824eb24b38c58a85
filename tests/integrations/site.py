"""A small news site on loopback, with pages generated from the project's own articles."""

from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler

from tests.integrations.loopback import paragraphs, seed, serving

GOOD = ("good/01-port-strike", "good/06-us-russia-prisoner-exchange", "good/13-school-budget")
FILLER = ("low/01-port-strike", "low/05-us-russia-envoys", "low/10-lentil-soup")
BOILERPLATE = ("low/25-comment-thread", "low/27-newsletter-box", "low/28-transit-site")


def _article(name: str) -> str:
    return "\n".join(line for line in seed(name).splitlines() if line.strip())


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
        pages[path] = f"<article>{paragraphs(text)}</article>"
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


def served() -> AbstractContextManager[str]:
    """Serve the site at the address that is yielded."""
    return serving(_Handler)
