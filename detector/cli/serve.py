"""`detector serve`: the detector behind HTTP, and pages to look at articles and to label them."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli import options
from detector.cli.detectors import load_detector, model_folder
from detector.cli.terminal import tell
from detector.errors import DetectorError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.serve.settings import Limits, Settings

EXAMPLES = """
Examples:

  detector serve
  detector serve --browse scored.jsonl
  detector review crawl.jsonl --store review.sqlite && detector serve --review review.sqlite
  DETECTOR_TOKEN=... detector serve --host 0.0.0.0 --port 80
  curl -s localhost:8000/v1/score -H content-type:application/json -d '{"text": "..."}'
"""
LISTENING = "Listening"
LIMITS = "Limits"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")

Host = Annotated[
    str, typer.Option(help="Address to listen at.", rich_help_panel=LISTENING, metavar="ADDRESS")
]
Port = Annotated[
    int,
    typer.Option(min=0, max=65535, help="0 takes a free one.", rich_help_panel=LISTENING),
]
Token = Annotated[
    str | None,
    typer.Option(
        envvar="DETECTOR_TOKEN",
        metavar="TOKEN",
        help="What whoever asks must know. Better set DETECTOR_TOKEN: others see a command line.",
        show_default=False,
        rich_help_panel=LISTENING,
    ),
]
NoAuth = Annotated[
    bool,
    typer.Option(
        "--no-auth", help="Let everybody in who reaches the address.", rich_help_panel=LISTENING
    ),
]
Browse = Annotated[
    list[str] | None,
    typer.Option(
        metavar="SCORED",
        help="Scored file or folder to show at /browse; may be given again.",
        show_default=False,
    ),
]
Review = Annotated[
    str | None,
    typer.Option(
        metavar="STORE",
        help="Queue to label at /review: a file that `detector review` filled, or postgresql://...",
        show_default=False,
    ),
]
KeepModel = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Where a model goes that was trained from the labels and kept. Beside the store, if "
        "nothing else is said.",
        show_default=False,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="Processes that score, beside the one that listens; 0 is a thread of that one. One "
        "for each core, if nothing else is said.",
        show_default=False,
        rich_help_panel=LIMITS,
    ),
]
MaxBody = Annotated[
    str,
    typer.Option(
        "--max-body-bytes",
        metavar="SIZE",
        help="Of a request, and of a line of a stream.",
        rich_help_panel=LIMITS,
    ),
]
MaxArticles = Annotated[
    int, typer.Option(min=1, metavar="N", help="In a request.", rich_help_panel=LIMITS)
]
MaxSeconds = Annotated[
    float, typer.Option(min=0.001, metavar="SECONDS", help="A request.", rich_help_panel=LIMITS)
]
MaxRequests = Annotated[
    int, typer.Option(min=1, metavar="N", help="At once.", rich_help_panel=LIMITS)
]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    token: Token = None,
    no_auth: NoAuth = False,
    browse: Browse = None,
    review: Review = None,
    keep_model: KeepModel = None,
    point: options.OperatingPoint = None,
    threshold: options.Threshold = None,
    model: options.ModelFolder = None,
    workers: Workers = None,
    max_body_bytes: MaxBody = "16MiB",
    max_articles: MaxArticles = 1000,
    max_seconds: MaxSeconds = 30.0,
    max_requests: MaxRequests = 256,
) -> None:
    """Answer over HTTP: score, clean and filter for programs, pages for people.

    Listens on this machine alone, unless --host says otherwise; that wants a token. Stops at
    Ctrl-C or SIGTERM when what was accepted is answered, and at a second one at once.
    """
    if host not in LOOPBACK and token is None and not no_auth:
        raise typer.BadParameter(
            f"{host} is reached from other machines: set DETECTOR_TOKEN, or say --no-auth",
            param_hint="--host",
        )
    if token is not None and (no_auth or not token.strip()):
        raise typer.BadParameter("give a token or --no-auth, not both, and no empty one")
    run = _service()
    limits = _limits(max_body_bytes, max_articles, max_seconds, max_requests)
    settings = _settings(host, token, tuple(browse or ()), review, keep_model, workers, limits)
    settings = replace(settings, start=str(model_folder(model)) if model_folder(model) else None)
    detector = load_detector(model or _kept(review), point=point, threshold=threshold)
    run(detector, settings, host, port, tell)


def _service() -> "Callable[..., None]":
    """Return what runs a service, or say what to install."""
    try:
        from detector.serve.running import run
    except ImportError as missing:
        raise MissingExtraError(missing.name or "fastapi", "serve", "Serving") from missing
    return run


def _limits(body: str, articles: int, seconds: float, requests: int) -> "Limits":
    from detector.formats.limits import to_bytes
    from detector.serve.settings import Limits

    try:
        most = to_bytes(body)
    except DetectorError as error:
        raise typer.BadParameter(str(error), param_hint="--max-body-bytes") from None
    return Limits(
        body_bytes=most, line_bytes=most, articles=articles, seconds=seconds, requests=requests
    )


def _settings(
    host: str,
    token: str | None,
    browse: tuple[str, ...],
    review: str | None,
    keep_model: Path | None,
    workers: int | None,
    limits: "Limits",
) -> "Settings":
    from detector.review.models import beside
    from detector.serve.settings import LOOPBACK as NAMES
    from detector.serve.settings import Settings, cores

    keep = keep_model or (beside(review, "model") if review else None)
    return Settings(
        token=token,
        hosts=_names(host, NAMES),
        workers=cores() if workers is None else workers,
        browse=browse,
        review=review,
        keep=str(keep) if keep else None,
        limits=limits,
    )


def _names(host: str, loopback: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the names that the service answers to: any, where it listens at all addresses."""
    if host in EVERYWHERE:
        return None
    return (*loopback, f"[{host}]" if ":" in host else host.lower())


def _kept(review: str | None) -> Path | None:
    """Return the model that was kept of an earlier review, and say so."""
    if review is None:
        return None
    from detector.review.models import kept_model
    from detector.review.store import Store

    store = Store.open(review)
    try:
        found = kept_model(store)
    finally:
        store.close()
    if found:
        tell(f"judging by {found}, which was kept; --model default is the shipped one")
    return found
