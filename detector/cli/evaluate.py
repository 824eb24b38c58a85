"""`detector evaluate`: how a model does on labelled articles."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli import options
from detector.cli.terminal import output_console
from detector.cli.train import LabelField, Labelled, reading, tell_loaded, training_module

if TYPE_CHECKING:
    from training.evaluate import Evaluation

EXAMPLES = """
Examples:

  detector evaluate labelled.jsonl
  detector evaluate labelled.jsonl --model models/mine -o report.json
"""

Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="REPORT",
        help="Write the same figures as JSON.",
        show_default=False,
    ),
]


def evaluate(
    labelled: Labelled,
    output: Output = None,
    label_field: LabelField = "label",
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    point: options.OperatingPoint = None,
    threshold: options.Threshold = None,
    model: options.ModelFolder = None,
    jobs: options.Jobs = 1,
) -> None:
    """Compare a model's verdicts with labels.

    Tells what share of the bad articles is caught when 0.1, 1 and 5 % of the good ones are lost,
    what happens at the threshold, by source, and how often each trait is found on good articles.
    """
    evaluation, load = training_module("evaluate", "Evaluating")
    from detector.cli.detectors import load_detector, processes

    detector = load_detector(model, point=point, threshold=threshold)
    loaded = load(labelled, label_field=label_field, options=reading(text_field, id_field, format))
    tell_loaded(loaded)
    found = evaluation.evaluate(loaded.articles, detector, jobs=processes(jobs))
    _show(found)
    if output is not None:
        _write(found, output)


def _show(found: "Evaluation") -> None:
    from rich.table import Table

    console = output_console()
    figures = Table("figure", "value", title=f"{found.articles:,} articles")
    figures.add_row("area under the ROC curve", f"{found.figures.auc:.4f}")
    for lost, recall in found.figures.recall.items():
        figures.add_row(f"caught when {float(lost):.1%} of the good are lost", f"{recall:.1%}")
    figures.add_row("expected calibration error", f"{found.figures.calibration_error:.3f}")
    for name, share in found.at_threshold.items():
        figures.add_row(f"at the threshold: {name.replace('_', ' ')}", f"{share:.1%}")
    console.print(figures)
    sources = Table("source (label)", "articles", "low", "median quality")
    for name, row in found.by_source.items():
        cells = f"{row['articles']:,.0f}", f"{row['low']:.1%}", f"{row['median_quality']:.3f}"
        sources.add_row(name, *cells)
    console.print(sources)
    alarms = Table("trait", "found on good articles")
    for name, share in sorted(found.false_alarms.items(), key=lambda each: -each[1]):
        alarms.add_row(name, f"{share:.1%}")
    console.print(alarms)


def _write(found: "Evaluation", output: Path) -> None:
    import orjson

    from detector.errors import DetectorError

    try:
        output.write_bytes(orjson.dumps(found.to_dict(), option=orjson.OPT_INDENT_2) + b"\n")
    except OSError as fault:
        raise DetectorError(f"{output}: cannot be written ({fault.strerror})") from fault
