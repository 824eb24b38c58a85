"""A news site on loopback: a page and an entry of two feeds for each of some seeds."""

from contextlib import AbstractContextManager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from tests.integrations.loopback import paragraphs, seed, serving

GOOD = ("good/01-port-strike", "good/15-river-flood", "good/19-chess")
LOW = ("low/01-port-strike", "low/12-vaccine-trial", "low/27-newsletter-box")
BRIEF = 'The ferry stopped at noon &amp; is to sail again on <a href="/days">Friday</a>'

CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
RSS = '<rss version="2.0" {0}><channel><title>News</title>{1}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{0}</feed>'


def write_site(folder: Path, address: str) -> None:
    """Write a page for each seed, and both feeds of them; the last entry is but a summary."""
    for name in (*GOOD, *LOW):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.html").write_text(_page(name), "utf-8")
    names = (*GOOD, *LOW)
    items = "".join(_item(f"{address}/{name}.html", paragraphs(seed(name))) for name in names)
    brief = f"<item><link>{address}/brief</link><description>{escape(BRIEF)}</description></item>"
    (folder / "rss.xml").write_text(RSS.format(CONTENT, items + brief), "utf-8")
    entries = "".join(_entry(f"{address}/{name}.html", paragraphs(seed(name))) for name in names)
    brief = f'<entry><link href="{address}/brief"/>{_html("summary", BRIEF)}</entry>'
    (folder / "atom.xml").write_text(ATOM.format(entries + brief), "utf-8")


def served(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder at the address that is yielded."""
    return serving(partial(SimpleHTTPRequestHandler, directory=str(folder)))


def _page(name: str) -> str:
    menu = '<nav><a href="/">Home</a> <a href="/rss.xml">Feed</a></nav>'
    body = f"<body>{menu}<article>{paragraphs(seed(name))}</article></body>"
    return f"<!doctype html><html><head><title>News</title></head>{body}</html>"


def _item(link: str, html: str) -> str:
    content = f"<content:encoded>{escape(html)}</content:encoded>"
    return f"<item><link>{link}</link><description>In short.</description>{content}</item>"


def _entry(link: str, html: str) -> str:
    return f'<entry><link href="{link}"/>{_html("content", html)}</entry>'


def _html(tag: str, html: str) -> str:
    return f'<{tag} type="html">{escape(html)}</{tag}>'
