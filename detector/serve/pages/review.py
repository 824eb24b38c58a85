"""The queue of articles to label: one at a time, a key an answer, several people at once.

What is shown next is shown only when the answer before it is on disk. The form works without
JavaScript; with it (`review.js`) keys answer, and no page is loaded anew.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, unquote

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from detector.errors import DetectorError
from detector.review.store import Store
from detector.review.values import ReviewLabel
from detector.serve.pages.explaining import link
from detector.serve.pages.rendering import page
from detector.serve.teaching import Teaching

Result = TypeVar("Result")

TITLE = "Is it worth keeping?"
COOKIE = "person"
LONGEST_NAME = 60
A_YEAR = 365 * 24 * 3600
SEE_OTHER = 303


class Answer(NamedTuple):
    """What can be said of an article: the name that is stored, its key, and what it means."""

    name: str
    key: str
    means: str


ANSWERS = (
    Answer(
        "good", "g", "Worth keeping: somebody had something to say, whoever or whatever wrote it."
    ),
    Answer(
        "filler",
        "f",
        "Made to fill a page: templates, generic headings, nothing that was found out.",
    ),
    Answer("spam", "s", "Made to sell or to be found: promotion, keywords, links."),
    Answer("boilerplate", "b", "No article at all: menus, cookie walls, comment threads, errors."),
    Answer(
        "skip", "n", "Not for you: another language, too hard to say. Somebody else may be asked."
    ),
)
SKIP, UNDO = "skip", "undo"
REASONS: Mapping[str, str] = {
    "random": "drawn at random, to measure honestly",
    "uncertain": "the model is in doubt",
    "disagreeing": "models that learned from parts of the labels disagree",
    "unlike": "unlike anything labelled so far",
    "again": "to be looked at again",
    "second": "a second opinion",
}


def add_to(app: FastAPI) -> None:
    """Serve the queue of the service's store."""
    settings = app.state.settings
    app.state.store = Store.open(settings.review)
    app.state.teaching = Teaching(settings.review, settings.start)
    app.add_route("/review", question, methods=["GET"], include_in_schema=False)
    app.add_route("/review", answer, methods=["POST"], include_in_schema=False)
    app.add_route("/review/person", who, methods=["GET"], include_in_schema=False)
    app.add_route("/review/person", named, methods=["POST"], include_in_schema=False)


async def question(request: Request) -> Response:
    """Return the page with the article that is to be labelled now."""
    person = person_of(request)
    return await _page(request, person) if person else _who(request)


async def answer(request: Request) -> Response:
    """Write an answer down, or take the last one back; then ask the next."""
    person = person_of(request)
    if person is None:
        return RedirectResponse("/review", SEE_OTHER)
    form = await fields(request)
    label = form.get("label", "")
    if label == UNDO:
        back = await _stored(request, lambda store: store.undo(person))
        return await _page(request, person, said="taken back" if back else "nothing to take back")
    if label not in [each.name for each in ANSWERS]:
        raise HTTPException(400, f"label is {label[:20]!r}, not one of good, filler, ... or undo")
    number, seconds = _whole(form, "article"), _seconds(form)
    said = None if label == SKIP else ReviewLabel(label)
    try:
        await _stored(request, lambda store: store.answer(person, number, said, seconds))
    except DetectorError as fault:
        return await _page(request, person, fault=str(fault))
    await request.app.state.teaching.answered()
    return await _page(request, person, said=f"{label}, saved")


async def who(request: Request) -> Response:
    """Return the page that asks for a name."""
    return _who(request, person=person_of(request) or "")


async def named(request: Request) -> Response:
    """Keep a name in the browser, and begin."""
    name = " ".join((await fields(request)).get("person", "").split())[:LONGEST_NAME]
    if not name.isprintable() or not name:
        return _who(request, fault="a name is needed: letters, figures, spaces", status=422)
    answered = RedirectResponse("/review", SEE_OTHER)
    answered.set_cookie(COOKIE, quote(name), max_age=A_YEAR, httponly=True, samesite="strict")
    return answered


def person_of(request: Request) -> str | None:
    """Return the name that the browser keeps, if it keeps one."""
    return unquote(request.cookies.get(COOKIE, ""))[:LONGEST_NAME] or None


async def fields(request: Request) -> Mapping[str, str]:
    """Return a small form."""
    async with request.form(max_files=0, max_fields=8) as form:
        return {name: str(value) for name, value in form.items()}


async def _stored(request: Request, work: Callable[[Store], Result]) -> Result:
    """Do something with the store, beside the event loop."""
    return await run_in_threadpool(work, request.app.state.store)


async def _page(request: Request, person: str, *, said: str = "", fault: str = "") -> Response:
    asked = await _stored(request, lambda store: store.next(person))
    progress = await _stored(request, lambda store: store.progress())
    return page(
        request,
        "review.html",
        title=TITLE,
        person=person,
        question=asked,
        link=link(asked.url) if asked else None,
        reason=REASONS.get(asked.reason, asked.reason) if asked else "",
        progress=progress,
        answers=ANSWERS,
        said=said,
        fault=fault,
    )


def _who(request: Request, *, person: str = "", fault: str = "", status: int = 200) -> Response:
    shown: dict[str, Any] = {"person": person, "fault": fault, "answers": ANSWERS}
    return page(request, "review_person.html", title="Who labels?", status=status, **shown)


def _whole(form: Mapping[str, str], name: str) -> int:
    said = form.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 16):
        raise HTTPException(400, f"{name} is {said[:20]!r}, not a number")
    return int(said)


def _seconds(form: Mapping[str, str]) -> float:
    """Return how long it took, 0 where nobody measured it."""
    try:
        return min(max(float(form.get("seconds") or 0.0), 0.0), 86_400.0)
    except ValueError:
        return 0.0
