"""`detector review`: label some hundred articles of your own crawl, and learn from that."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detector.cli import options
from detector.cli.command import Command, GroupWithDefault
from detector.cli.detectors import load_detector, model_folder, processes
from detector.cli.queueing import learning, queued, think
from detector.cli.source import begin, find_source, read_options
from detector.cli.terminal import is_terminal, tell
from detector.errors import MissingExtraError

if TYPE_CHECKING:
    from detector.model import Model
    from detector.review.store import Store

EXAMPLES = """
Examples:

  detector review crawl.jsonl --store review.sqlite
  detector serve --review review.sqlite
  detector review status review.sqlite
  detector review train review.sqlite -o models/mine
  detector review export review.sqlite -o labels.jsonl
"""
FIRST = 200  # questions that are thought over when a queue is filled

Where = Annotated[
    str,
    typer.Argument(
        metavar="STORE", help="The store: a file, or postgresql://...", show_default=False
    ),
]
StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="STORE",
        help="Where queue and labels are kept: a file, or postgresql://...",
        show_default=False,
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--json", metavar="FILE", help="Write what was found here, too.", show_default=False
    ),
]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="JSON lines; - is standard output.")
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FOLDER",
        help="Where the model goes, if it is kept.",
        show_default=False,
    ),
]
Keep = Annotated[
    bool | None,
    typer.Option(
        "--yes/--no",
        help="Keep the new model, or only propose it, without a question.",
        show_default=False,
    ),
]
Again = Annotated[bool, typer.Option("--again", help="Ask for these labels once more.")]
Count = Annotated[int, typer.Option(min=1, metavar="N", help="Questions to think over.")]

app = typer.Typer(cls=GroupWithDefault)


@app.callback(epilog=EXAMPLES)
def review() -> None:
    """Label articles of your own crawl and learn from that: fill is meant if none is named.

    `detector serve --review STORE` shows one article after the other, for as many people as you
    like; a key is an answer.
    """


@app.command("fill", cls=Command)
def fill(
    inputs: options.Inputs = None,
    store: StoreOption = "review.sqlite",
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    max_record_bytes: options.MaxRecordBytes = options.MAX_RECORD_BYTES,
    model: options.ModelFolder = None,
    jobs: options.Jobs = 1,
) -> None:
    """Put articles into the queue of a store, which is made if it is not there.

    Texts that are there already are not added again; of those that are nearly the same, one is
    asked.
    """
    source = find_source(inputs, read_options(text_field, id_field, format, max_record_bytes))
    tally = begin(source)
    detector = load_detector(model)
    queue = _opened(store, create=True)
    try:
        added = queue.add(queued(source, detector, processes(jobs)))
        if not added.added and not added.known:
            raise typer.Exit(tally.exit_code())
        tell(
            f"{added.added:,} articles added, {added.known:,} were there; {added.twins:,} are "
            "nearly the same as another and not asked"
        )
        think(queue, detector.model, FIRST)
    finally:
        queue.close()
    tell(f"now label: detector serve --review {store}")


@app.command("status", cls=Command)
def status(store: Where) -> None:
    """Show how far the labelling is, and how well people agree."""
    from detector.cli.reviewed import table

    queue = _opened(store)
    try:
        found = queue.progress()
    finally:
        queue.close()
    table(found)


@app.command("order", cls=Command)
def order(store: Where, model: options.ModelFolder = None, count: Count = FIRST) -> None:
    """Think over what to ask next, from the labels so far.

    The service does so by itself after every few answers.
    """
    queue = _opened(store)
    try:
        think(queue, _model(model), count)
    finally:
        queue.close()


@app.command("export", cls=Command)
def export(store: Where, output: Output = "-") -> None:
    """Write the labels as JSON lines, as `detector train` reads them."""
    from detector.cli.reviewed import export_labels

    queue = _opened(store)
    try:
        count = export_labels(queue, output)
    finally:
        queue.close()
    tell(f"{count:,} labels")


@app.command("mistakes", cls=Command)
def mistakes(
    store: Where, model: options.ModelFolder = None, again: Again = False, json: Report = None
) -> None:
    """List labels that models trained without them contradict with confidence."""
    from detector.cli.reviewed import show_mistakes

    queue = _opened(store)
    try:
        find = learning("review.mistakes").mistakes
        labels = learning("review.labelled").parted(queue.labels())
        found = _with_cache(find, labels, _model(model))
        show_mistakes(queue, found, len(labels.taught), json)
        if again:
            queue.again([each.number for each in found])
            tell(f"{len(found)} are asked again, before all others")
    finally:
        queue.close()


@app.command("train", cls=Command)
def train(
    store: Where,
    output: Folder = None,
    model: options.ModelFolder = None,
    keep: Keep = None,
    json: Report = None,
) -> None:
    """Learn a model from the labels, and show how it does before and after.

    It starts from the shipped model, or from --model. What is measured is the random tenth, which
    no model learns from. The new model is kept only when you say so.
    """
    from detector.cli.reviewed import decide, show_retrained
    from detector.review.models import beside

    queue = _opened(store)
    try:
        labels = learning("review.labelled").parted(queue.labels())
        proposal = beside(store, f"proposal-{len(queue.proposals()) + 1}")
        work = learning("review.retrain").retrain
        found = _with_cache(work, labels, _model(model), proposal)
        number = show_retrained(queue, found, json)
        wanted = keep if keep is not None else _asked()
        decide(queue, number, proposal, output or beside(store, "model"), keep=wanted)
    finally:
        queue.close()


def _asked() -> bool | None:
    """Ask whether the new model is to be kept; None where nobody is there to say."""
    import sys

    if sys.stdin is None or not is_terminal(sys.stdin):
        return None
    return typer.confirm("Keep the new model?", default=False, err=True)


def _with_cache(work: Any, labels: Any, start: "Model", *more: Any) -> Any:
    from tempfile import TemporaryDirectory

    progress = learning("progress").Progress()
    with TemporaryDirectory() as cache:
        return work(labels, start, *more, cache=Path(cache), jobs=1, progress=progress)


def _opened(where: str, *, create: bool = False) -> "Store":
    try:
        from detector.review.store import Store
    except ImportError as missing:
        raise MissingExtraError(missing.name or "sqlalchemy", "serve", "A review") from missing
    return Store.open(where, create=create)


def _model(folder: Path | None) -> "Model":
    from detector.model import load

    return load(model_folder(folder))
