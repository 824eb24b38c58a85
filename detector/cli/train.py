"""`detector train`: a model of your own, from articles that you labelled."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from detector.cli import options
from detector.cli.detectors import model_folder, processes
from detector.cli.source import read_options
from detector.cli.terminal import tell
from detector.errors import MissingExtraError

EXAMPLES = """
Examples:

  detector train labelled.jsonl -o models/mine
  detector train checked.csv --label-field verdict -o models/mine
  detector train two-hundred.jsonl --from models/default -o models/mine
  detector score crawl.jsonl --model models/mine
"""

Labelled = Annotated[
    list[str],
    typer.Argument(
        metavar="LABELLED",
        help="Files, folders or globs of labelled articles: good or low; or filler, spam, "
        "boilerplate; or 1 and 0.",
    ),
]
Output = Annotated[
    Path,
    typer.Option(
        "--output", "-o", metavar="FOLDER", help="Where the model goes.", show_default=False
    ),
]
Start = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="MODEL",
        help="Start from this model, which is better while labels are few. `--from default` is "
        "the shipped one.",
        show_default=False,
    ),
]
LabelField = Annotated[str, typer.Option(metavar="NAME", help="Field that holds the label.")]


def train(
    labelled: Labelled,
    output: Output,
    start: Start = None,
    label_field: LabelField = "label",
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    max_record_bytes: options.MaxRecordBytes = options.MAX_RECORD_BYTES,
    jobs: options.Jobs = 0,
) -> None:
    """Learn a model from labelled articles.

    Articles of one `group` (or host of the url) are kept together when the model is checked on
    some that it has not seen. The model is plain data, in a folder with a card that says how
    good it is.
    """
    from tempfile import TemporaryDirectory

    from detector.model import load as load_model

    learn, load = training_module("learn", "Training")
    how = read_options(text_field, id_field, format, max_record_bytes)
    loaded = load(labelled, label_field=label_field, options=how)
    tell_loaded(loaded)
    with TemporaryDirectory() as cache:
        learned = learn.learn(
            loaded.articles,
            learn.OWN,
            start=load_model(model_folder(start)) if start else None,
            cache=Path(cache),
            jobs=processes(jobs),
            progress=learn.Progress(),
        )
    learn.write(learned, output, name=output.name, about="Trained with `detector train`.")
    tell(f"wrote {output}; see {output / 'CARD.md'}")


def training_module(name: str, doing: str) -> tuple[Any, Any]:
    """Return a module of `training` and what reads labelled articles, or say what to install."""
    try:
        module = import_module(f"training.{name}")
        from training.datasets import load
    except ImportError as missing:
        raise MissingExtraError(missing.name or "scikit-learn", "train", doing) from missing
    return module, load


def tell_loaded(loaded: Any) -> None:
    for item in loaded.unusable[:20]:
        tell(f"{item.place}: {item.reason}")
    if len(loaded.unusable) > 20:
        tell(f"... and {len(loaded.unusable) - 20:,} more that cannot be used")
    counts = ", ".join(f"{count:,} {kind}" for kind, count in sorted(loaded.counts.items()))
    tell(f"found {counts}, in {loaded.groups:,} groups")
