"""Takes the pictures of the pages that the README and the docs show: `make screenshots`.

With a folder, `python -m tests.serve.screenshots FOLDER`, it takes every page in both themes, on a
desk and on a phone, to be looked at. The articles on them are made of paragraphs of `seeds/`.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.browser import browsing
from tests.cli.samples import write_jsonl
from tests.conftest import CHECKOUT, SEEDS

from .crawl import crawl
from .process import served

PICTURES = CHECKOUT / "docs" / "pictures"
DESK, PHONE = {"width": 1100, "height": 860}, {"width": 390, "height": 844}
CRAWL, QUEUE = 4000, 400  # articles to browse, and to label
GIVEN = SEEDS / "low" / "04-us-russia-security-paper.md"
TAIL = "\n\nLeave a comment\nShare this on social media\nSubscribe to our newsletter\n"
# What the docs show.
SHOWN = (
    "score-desk-light",
    "spans-desk-dark",
    "browse-desk-light",
    "hosts-desk-dark",
    "review-desk-light",
    "review-phone-dark",
)
VIEWS: Mapping[str, tuple[dict[str, int], str]] = {
    "desk-light": (DESK, "light"),
    "desk-dark": (DESK, "dark"),
    "phone-light": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
}


def main(arguments: list[str]) -> int:
    """Start a service of its own, and take the pictures."""
    pictures = Path(arguments[0]) if arguments else PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        given = _prepared(Path(folder))
        with served(Path(folder), *given) as service, browsing() as browser:
            for view, (size, scheme) in VIEWS.items():
                context = browser.new_context(viewport=size, color_scheme=scheme)
                for name, taken in _taken(context.new_page(), service.address):
                    if arguments or f"{name}-{view}" in SHOWN:
                        (pictures / f"{name}-{view}.png").write_bytes(taken)
                context.close()
    print(f"wrote {pictures}", file=sys.stderr)
    return 0


def _prepared(folder: Path) -> list[str]:
    """Score a crawl, fill a queue, and return what the service is to show."""
    from typer.testing import CliRunner

    from detector.cli import app

    data = write_jsonl(folder / "crawl.jsonl", list(crawl(CRAWL)))
    queue = write_jsonl(folder / "queue.jsonl", list(crawl(QUEUE, seed=2)))
    scored, store = folder / "scored.jsonl", folder / "review.sqlite"
    for command in (
        ["score", str(data), "-o", str(scored)],
        ["review", str(queue), "--store", str(store)],
    ):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output
    return ["--browse", str(scored), "--review", str(store)]


def _taken(page: Any, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield each picture with its name."""
    page.goto(address)
    page.fill("#text", GIVEN.read_text("utf-8") + TAIL)
    page.click("button.main")
    page.wait_for_selector(".verdict")
    page.evaluate("document.getElementById('answer').scrollIntoView()")
    yield "score", page.screenshot()
    page.locator(".article mark").nth(2).focus()
    page.evaluate("document.activeElement.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(100)
    yield "spans", page.screenshot()
    page.goto(f"{address}/browse")
    page.wait_for_selector("th a[href^='/browse/article/']")
    yield "browse", page.screenshot()
    page.goto(f"{address}/browse/hosts")
    yield "hosts", page.screenshot()
    _label(page, address)
    yield "review", page.screenshot()
    page.goto(f"{address}/review/model")
    yield "model", page.screenshot()


def _label(page: Any, address: str) -> None:
    """Say who is there, and answer some questions."""
    page.goto(f"{address}/review")
    page.fill("#person", "Ada")
    page.keyboard.press("Enter")
    for key in "gfgs":
        before = page.locator("#title").text_content()
        page.keyboard.press(key)
        page.wait_for_function(
            "before => document.getElementById('title').textContent !== before", arg=before
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
