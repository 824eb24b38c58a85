"""The pages as people use them: in a browser, by keyboard, several at once, with hostile texts."""

import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from detector.cli import app
from detector.review.store import Store
from detector.review.values import ReviewLabel
from tests.browser import browsing
from tests.cli import hostile
from tests.cli.samples import FILLER, GOOD, LOW, write_jsonl

from .crawl import crawl
from .process import Served, served

TAIL = f"{GOOD}\n\nLeave a comment"
GRAVE = ("serious", "critical")
HELD = "iframe, img, object, embed, base, video, audio, meta[http-equiv=refresh]"
QUEUE = 150


@dataclass
class Desk:
    """A service with something to browse and to label, and a browser before it."""

    service: Served
    browser: Any
    folder: Path
    did: list[str] = field(default_factory=list)

    @property
    def store(self) -> str:
        """Where the labels are."""
        return str(self.folder / "review.sqlite")

    def page(self, path: str = "/", **how: Any) -> Any:
        """Open a page as somebody else; what it does beside showing is noted in `did`."""
        page = self.browser.new_context(**how).new_page()
        page.set_default_timeout(15_000)
        page.on("dialog", self._dismiss)
        page.on("pageerror", lambda error: self.did.append(f"error: {error}"))
        page.on("popup", lambda _: self.did.append("popup"))
        page.on("request", lambda request: self._asked(request.url))
        page.goto(self.service.address + path)
        return page

    def _dismiss(self, dialog: Any) -> None:
        self.did.append("dialog")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith(self.service.address):
            self.did.append(f"request: {url}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Iterator[Desk]:
    from typer.testing import CliRunner

    folder = tmp_path_factory.mktemp("desk")
    texts = [*(each["text"] for each in crawl(60)), *(f"{each} {LOW}" for each in _written())]
    records = [
        {"id": f"{number} {said}", "title": said, "url": f"https://a.example/{said}", "text": text}
        for number, (text, said) in enumerate(zip(texts, _written() * 20, strict=False))
    ]
    queue = write_jsonl(folder / "queue.jsonl", [*crawl(QUEUE, seed=4)])
    data = write_jsonl(folder / "crawl.jsonl", records)
    for command in (
        ["score", str(data), "-o", str(folder / "scored.jsonl"), "--model", str(model)],
        ["review", str(queue), "--store", str(folder / "review.sqlite"), "--model", str(model)],
    ):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output
    with _served(folder, model) as service, browsing() as browser:
        yield Desk(service, browser, folder)


def _served(folder: Path, model: Path, port: int = 0) -> Any:
    shown = ("--browse", folder / "scored.jsonl", "--review", folder / "review.sqlite")
    return served(folder, *shown, "--model", model, "--workers", "0", port=port)


def _written() -> list[str]:
    return [each for each in hostile.PAGE if not re.search("[\ud800-\udfff]", each)]


def _named(desk: Desk, name: str) -> Any:
    page = desk.page("/review")
    page.fill("#person", name)
    page.keyboard.press("Enter")
    page.wait_for_selector("#answers")
    return page


def _press(page: Any, key: str) -> str:
    """Press a key, wait for what it leads to, and return what was said."""
    before = page.locator("[name=article]").get_attribute("value")
    page.keyboard.press(key)
    page.wait_for_function(
        "before => document.querySelector('[name=article]')?.value !== before", arg=before
    )
    return str(page.locator("#said").text_content())


def test_a_text_is_scored_without_a_mouse(desk: Desk) -> None:
    page = desk.page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#text")
    page.keyboard.insert_text(TAIL)
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict")
    assert page.evaluate("document.activeElement.id") == "answer"
    assert page.locator(".article del mark").first.text_content() == "Leave a comment"
    page.locator(".article mark[aria-describedby]").first.focus()
    note = page.locator("[role=tooltip]")
    assert note.is_visible()
    assert "comment_tail" in note.text_content()
    assert "It is the commonest residue of blogs" in note.text_content()
    page.keyboard.press("Escape")
    assert not note.is_visible()


def test_a_file_is_dropped_and_a_record_chosen(desk: Desk, tmp_path: Path) -> None:
    data = write_jsonl(
        tmp_path / "two.jsonl", [{"id": "a", "text": GOOD}, {"id": "b", "text": LOW}]
    )
    page = desk.page()
    page.set_input_files("#file", data)
    page.wait_for_selector(".listed")
    assert page.locator("#answer").text_content() == "a"
    page.get_by_role("button", name="b", exact=True).click()
    page.wait_for_function("() => document.getElementById('answer').textContent === 'b'")


def test_the_cleaned_text_is_copied(desk: Desk) -> None:
    page = desk.page(permissions=["clipboard-read", "clipboard-write"])
    page.fill("#text", TAIL)
    page.click("button.main")
    page.click("[data-copy]")
    page.wait_for_function("() => document.getElementById('copied').textContent === 'copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == GOOD.strip()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(desk: Desk, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe looks").Axe()
    page = desk.page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page.fill("#text", f"{TAIL} {FILLER}")
    page.click("button.main")
    page.wait_for_selector(".verdict")
    found = {"/": _faults(axe, page)}
    page.goto(f"{desk.service.address}/review")
    found["/review/person"] = _faults(axe, page)
    page.fill("#person", f"axe {scheme}")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answers")
    page.locator("summary").click()
    for path in ("/review", "/review/model", "/browse", "/browse/hosts"):
        if path != "/review":
            page.goto(desk.service.address + path)
            page.wait_for_selector("h1")
        found[path] = _faults(axe, page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, f"{path} is {wide} pixels wide on a phone"
    assert {path: faults for path, faults in found.items() if faults} == {}


def _faults(axe: Any, page: Any) -> list[str]:
    violations = axe.run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in violations
        if each["impact"] in GRAVE
    ]


def test_hostile_texts_are_shown_and_do_nothing(desk: Desk) -> None:
    desk.did.clear()
    page = desk.page()
    for said in _written():
        page.fill("#text", f"{said} {GOOD}\nLeave a comment {said}")
        page.click("button.main")
        page.wait_for_function("() => !document.querySelector('[aria-busy]')")
        assert page.locator(HELD).count() == 0
    page.goto(f"{desk.service.address}/browse")
    page.wait_for_selector("table a")
    assert "<script>" in page.locator("main").text_content()
    assert page.locator(HELD).count() == 0
    page.locator("td a[href^='/browse/article/'], th a[href^='/browse/article/']").first.click()
    page.wait_for_selector(".verdict")
    assert page.locator(HELD).count() == 0
    page.wait_for_timeout(100)
    assert desk.did == []


def test_twenty_are_labelled_by_keyboard(desk: Desk) -> None:
    page = _named(desk, "Ada")
    store = Store.open(desk.store)
    said = [_press(page, "gfsb"[number % 4]) for number in range(20)]
    assert said[:4] == ["good, saved", "filler, saved", "spam, saved", "boilerplate, saved"]
    assert store.progress().people["Ada"] == 20
    last = page.locator("[name=article]").get_attribute("value")
    assert _press(page, "u") == "taken back"
    assert store.progress().people["Ada"] == 19
    assert page.locator("[name=article]").get_attribute("value") != last
    assert page.get_by_role("button", name="skip").is_visible()
    assert _press(page, "n") == "skip, saved"
    assert store.progress().skipped == 1
    number = page.locator("[name=article]").get_attribute("value")
    page.reload()
    assert page.locator("[name=article]").get_attribute("value") == number
    page.keyboard.press("Control+g")
    page.keyboard.press("x")
    assert page.locator("[name=article]").get_attribute("value") == number
    assert "20 of 200 labelled" not in page.locator("summary").text_content()
    store.close()


def test_two_people_at_once(desk: Desk) -> None:
    people = [_named(desk, name) for name in ("Bob", "Cyd")]
    seen: list[str] = []
    for _ in range(5):
        shown = [page.locator("[name=article]").get_attribute("value") for page in people]
        assert shown[0] != shown[1]
        seen += shown
        for page in people:
            _press(page, "g")
    found = Store.open(desk.store)
    assert {found.progress().people[name] for name in ("Bob", "Cyd")} == {5}
    found.close()


def test_a_killed_service_loses_nothing(desk: Desk, model: Path) -> None:
    page = _named(desk, "Dee")
    for _ in range(3):
        _press(page, "g")
    shown = page.locator("[name=article]").get_attribute("value")
    port = int(desk.service.address.rpartition(":")[2])
    desk.service.kill()
    page.keyboard.press("s")
    page.wait_for_function(
        "() => document.getElementById('said').textContent.includes('may not be saved')"
    )
    assert page.locator("[name=article]").get_attribute("value") == shown
    again = _served(desk.folder, model, port)
    desk.service = again.__enter__()
    try:
        assert _press(page, "s") == "spam, saved"
        store = Store.open(desk.store)
        assert store.progress().people["Dee"] == 4
        store.close()
    finally:
        _label_the_rest(desk)
        _retrain_and_keep(desk)
        again.__exit__(None, None, None)


def _label_the_rest(desk: Desk) -> None:
    store = Store.open(desk.store)
    for _ in range(90):
        question = store.next("Eve")
        if question:
            low = "hub" in (question.host or "") or "offers" in (question.host or "")
            label = ReviewLabel.FILLER if low else ReviewLabel.GOOD
            store.answer("Eve", question.number, label, 2.0)
    store.close()


def _retrain_and_keep(desk: Desk) -> None:
    page = desk.page("/review/model")
    page.get_by_role("button", name=re.compile("Retrain")).click()
    keep = page.get_by_role("button", name="Keep the new model")
    keep.wait_for(timeout=120_000)
    assert "area under the ROC curve" in page.locator(".scroll table").text_content()
    assert not (desk.folder / "review.model").exists()
    keep.click()
    page.wait_for_selector("text=Kept, and judging from now on")
    assert (desk.folder / "review.model" / "model.json").is_file()
    with urllib.request.urlopen(f"{desk.service.address}/metrics") as answer:
        assert "proposal-1" in answer.read().decode()
