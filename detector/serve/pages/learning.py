"""What came of the labels: a model learned from them, to be kept or not, and likely mistakes."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from detector import Detector
from detector.errors import DetectorError
from detector.review.models import keep, leave
from detector.serve.pages.rendering import page
from detector.serve.pages.review import SEE_OTHER, fields
from detector.serve.problems import ProblemError

TITLE = "A model from these labels"


def add_to(app: FastAPI) -> None:
    """Serve the pages."""
    app.add_route("/review/model", shown, methods=["GET"], include_in_schema=False)
    app.add_route("/review/model", done, methods=["POST"], include_in_schema=False)


async def shown(request: Request) -> Response:
    """Return what was learned, or how far learning is."""
    return await _page(request)


async def done(request: Request) -> Response:
    """Begin to learn, decide about what was learned, or have mistakes looked at again."""
    form = await fields(request)
    steps = {
        "train": _train,
        "keep": _keep,
        "leave": _leave,
        "doubt": _doubt,
        "again": _again,
    }
    step = steps.get(form.get("do", ""))
    if step is None:
        raise ProblemError(400, "unknown-step", f"do is none of {', '.join(steps)}")
    try:
        await step(request)
    except DetectorError as fault:
        return await _page(request, fault=str(fault), status=422)
    return RedirectResponse("/review/model", SEE_OTHER)


async def _train(request: Request) -> None:
    await request.app.state.teaching.train()


async def _doubt(request: Request) -> None:
    await request.app.state.teaching.doubt()


async def _keep(request: Request) -> None:
    """Keep the model, and judge by it from now on."""
    state = request.app.state
    folder = await run_in_threadpool(_kept, state)
    detector = await run_in_threadpool(_loaded, folder)
    state.scoring.replace(detector)
    state.metrics.judges_by(detector.model)


async def _leave(request: Request) -> None:
    await run_in_threadpool(leave, request.app.state.store, _proposal(request.app.state))


async def _again(request: Request) -> None:
    found = request.app.state.teaching.mistakes or {"mistakes": []}
    numbers = [each["article"] for each in found["mistakes"]]
    await run_in_threadpool(request.app.state.store.again, numbers)


def _kept(state: Any) -> Path:
    folder = keep(state.store, _proposal(state), Path(state.settings.keep))
    return Path(folder)


def _loaded(folder: Path) -> Detector:
    return Detector.load(folder)


def _proposal(state: Any) -> int:
    report = state.teaching.report
    if report is None:
        raise DetectorError("there is no new model to decide about: retrain first")
    return int(report["proposal"])


async def _page(request: Request, *, fault: str = "", status: int = 200) -> Response:
    state = request.app.state
    teaching = state.teaching
    progress = await run_in_threadpool(state.store.progress)
    proposals = await run_in_threadpool(state.store.proposals)
    report = teaching.report
    open_ = {each.number for each in proposals if each.kept is None}
    return page(
        request,
        "learning.html",
        title=TITLE,
        progress=progress,
        training=teaching.training,
        doubting=teaching.doubting,
        report=report,
        is_open=report is not None and report["proposal"] in open_,
        kept=next((each for each in proposals if each.kept), None),
        mistakes=teaching.mistakes,
        model=state.scoring.detector.model.name,
        fault=fault,
        status=status,
    )
