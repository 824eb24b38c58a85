"""What a real browser makes of the pages: it shows hostile text, and does nothing that it says."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from detector import Detector
from detector.article import Article
from detector.formats import Place, Record
from detector.pages.document import document, isolated
from detector.pages.explanation import page as explained
from detector.printable import printable
from tests.browser import browsing
from tests.integrations.loopback import serving

from . import hostile
from .samples import GOOD, LOW, Invoke, write_jsonl, write_model

WHOLE = document("whole", ".article { color: red }", '<div class="article">text</div>')
HELD = (
    "iframe, script, img, link, object, embed, base, form, input, a, video, audio, "
    "meta[http-equiv=refresh]"
)


@dataclass
class Seen:
    """What a page did: dialogs, messages on the console, requests, windows that it opened.

    Of requests the browser tells of those, too, that it did not let through; `asked` is what came
    through to the host that hostile pages call.
    """

    page: Any
    did: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, file: Path) -> Any:
        """Open a file, wait for what it may start, and press whatever can be pressed."""
        self.did.clear()
        self.asked.clear()
        self.page.goto(file.as_uri(), wait_until="load")
        self.page.mouse.move(200, 200)
        self.page.keyboard.press("Tab")
        self.page.wait_for_timeout(30)
        return self.page

    def dismiss(self, dialog: Any) -> None:
        """Remember a dialog, and close it."""
        self.note("dialog")
        dialog.dismiss()

    def note(self, what: str) -> None:
        """Remember what the page did."""
        self.did.append(what)


@pytest.fixture(scope="module")
def seen() -> Iterator[Seen]:
    asked: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with serving(Elsewhere) as address:
        host, reached = (urlsplit(each).netloc for each in (hostile.AWAY, address))
        with browsing(f"--host-resolver-rules=MAP {host} {reached}") as browser:
            watched = Seen(browser.new_context().new_page(), asked=asked)
            watched.page.on("dialog", watched.dismiss)
            watched.page.on("console", lambda message: watched.note(f"console: {message.text}"))
            watched.page.on("pageerror", lambda error: watched.note(f"error: {error}"))
            watched.page.on("popup", lambda _: watched.note("popup"))
            watched.page.on("request", lambda request: watched.note(f"request: {request.url}"))
            yield watched


def _only_opened(seen: Seen, file: Path) -> bool:
    return seen.did == [f"request: {file.as_uri()}"]


@pytest.mark.parametrize("number", range(len(hostile.PAGE)))
def test_an_explanation_shows_hostile_text(
    seen: Seen, tmp_path: Path, detector: Detector, number: int
) -> None:
    said = hostile.PAGE[number]
    text = f"{said}\n{GOOD} {said}\nLeave a comment {said}\n{said}"
    article = Article(text=text, id=said, title=f"title {said}", url=f"http://a.invalid/{said}")
    record = Record(article=article, place=Place(path=said), fields={said: said})
    lines = detector.lines(article)
    file = tmp_path / "page.html"
    html = explained(record, detector.score(article), threshold=0.5, lines=lines)
    file.write_text(html, "utf-8")
    page = seen.open(file)
    assert _only_opened(seen, file), seen.did
    assert page.title() == " ".join(printable(f"title {said}").split())
    assert page.locator("h1").text_content() == printable(f"title {said}")
    assert printable(article.url or "") in page.locator("header").text_content()
    assert printable(said) in page.locator(".article").text_content()
    assert page.locator(HELD).count() == 0
    assert page.url == file.as_uri()


def test_a_name_from_right_to_left_stands_alone(seen: Seen, tmp_path: Path) -> None:
    file, name = tmp_path / "page.html", "\u202e\u05d0\u05d1\u05d2"
    body = f"<p>Model {isolated(name)}, version 2</p>"
    file.write_text(document("names", "p { margin: 0 }", body), "utf-8")
    page = seen.open(file)
    assert page.locator("bdi").evaluate("each => getComputedStyle(each).unicodeBidi") == "isolate"
    assert "\u202e" not in page.locator("p").text_content()


def test_the_commands_show_hostile_files(invoke: Invoke, tmp_path: Path, seen: Seen) -> None:
    named = tmp_path / "<img src=x onerror=alert(1)>\u202e"
    named.mkdir()
    model = write_model(named)
    said = json.loads((model / "model.json").read_text())
    (model / "model.json").write_text(json.dumps({**said, "name": "</p><script>alert(1)</script>"}))
    records = [
        {
            "id": f"{number} {payload}",
            "label": "good" if number % 2 else "spam",
            "text": f"{payload} {GOOD if number % 3 else LOW}",
            "source": payload,
            "domain": payload,
            "group": payload,
            payload: payload,
        }
        for number, payload in enumerate(_written(hostile.PAGE))
    ]
    data = write_jsonl(named / "<svg onload=alert(1)>.jsonl", records)
    name, report = named / "<b>why.html", named / "<b>report"
    assert invoke("explain", data, "--html", name, "--model", model).exit_code == 0
    done = invoke("evaluate", data, "-o", report, "--model", model, "--against", "default")
    assert done.exit_code == 0, done.output
    for file in (name, named / "<b>report.html"):
        page = seen.open(file)
        assert _only_opened(seen, file), seen.did
        assert page.locator(HELD).count() == 0
        assert "<script>alert(1);" in page.locator("body").text_content()
    for payload in ("<img src=x onerror=alert(1)>", "--><script>alert(1)</script><!--"):
        assert payload in page.locator("body").text_content()


def _written(payloads: tuple[str, ...]) -> list[str]:
    """Return those that a JSON line can hold as they are."""
    return [each for each in payloads if not re.search("[\ud800-\udfff]", each)]


def test_the_policy_holds_where_something_was_not_escaped(seen: Seen, tmp_path: Path) -> None:
    page = _injected(seen, tmp_path, WHOLE)
    page.locator("#press").click(no_wait_after=True)
    page.wait_for_timeout(50)
    assert page.title() == "whole"
    assert page.locator(".article").is_visible()
    assert page.locator("#styled").evaluate("each => each.offsetWidth") != 77
    page.locator("#send").click(no_wait_after=True)
    page.wait_for_timeout(100)
    assert not [each for each in seen.did if "dialog" in each or "popup" in each]
    assert not seen.asked
    assert sum("Content Security Policy" in each for each in seen.did) >= 8


def test_without_the_policy_it_would_not_hold(seen: Seen, tmp_path: Path) -> None:
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", WHOLE)
    assert bare != WHOLE
    page = _injected(seen, tmp_path, bare)
    assert "dialog" in seen.did
    assert page.title() == "run"
    assert {"/a.js", "/b.png", "/c.css", "/e", "/f", "/g"} <= set(seen.asked)


def _injected(seen: Seen, folder: Path, html: str) -> Any:
    file = folder / "injected.html"
    file.write_text(html.replace("</body>", f"{hostile.INJECTED}</body>"), "utf-8")
    return seen.open(file)
