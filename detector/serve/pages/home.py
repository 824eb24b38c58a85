"""The first page: give it an article, and see what the detector says of it.

The form works without JavaScript; with it (`home.js`) the answer appears below without a new page.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from detector.errors import DetectorError
from detector.lines.cleaned import Level
from detector.serve.pages import explaining
from detector.serve.pages.rendering import page

if TYPE_CHECKING:
    from starlette.datastructures import FormData

TITLE = "Score an article"
UNPROCESSABLE = 422


def add_to(app: FastAPI) -> None:
    """Serve the page."""
    app.add_route("/", home, methods=["GET"], include_in_schema=False)
    app.add_route("/", answer, methods=["POST"], include_in_schema=False)


async def home(request: Request) -> Response:
    """Return the page with an empty form."""
    return _page(request)


async def answer(request: Request) -> Response:
    """Return the page with what there is to say of what was given."""
    limit = request.app.state.settings.limits.body_bytes
    async with request.form(max_files=1, max_fields=8, max_part_size=limit) as form:
        text, level = str(form.get("text", "")), str(form.get("level", Level.BALANCED))
        try:
            work = await _work(form, text, number=_number(form), level=level)
            given = await request.app.state.scoring.run(work)
        except DetectorError as fault:
            return _page(request, text=text, level=level, fault=str(fault), status=UNPROCESSABLE)
    return _page(request, text=text, level=level, given=given)


async def _work(form: "FormData", text: str, **how: Any) -> Any:
    """Return what a detector is to do: the file counts, if one is there."""
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        return partial(_uploaded, data=await file.read(), name=file.filename, **how)
    return partial(_pasted, text=text, **how)


def _uploaded(detector: Any, *, data: bytes, name: str, **how: Any) -> explaining.Given:
    return explaining.uploaded(detector, data, name, **how)


def _pasted(detector: Any, *, text: str, **how: Any) -> explaining.Given:
    # A form sends every line break as two characters, whatever the text had.
    return explaining.pasted(detector, text.replace("\r\n", "\n"), **how)


def _number(form: "FormData") -> int:
    said = str(form.get("record") or "1")
    if not (said.isascii() and said.isdigit() and len(said) < 7):
        raise HTTPException(400, f"record is {said[:20]!r}, not a number from 1")
    return int(said)


def _page(request: Request, **values: Any) -> Response:
    shown = {"text": "", "level": Level.BALANCED, "given": None, "fault": "", **values}
    return page(request, "home.html", title=TITLE, levels=[str(each) for each in Level], **shown)
