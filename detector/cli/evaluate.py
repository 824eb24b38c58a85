"""`detector evaluate`: how a model does on labelled articles."""

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detector.cli import options
from detector.cli.source import find_source, read_options
from detector.cli.terminal import output_console, tell
from detector.cli.train import LabelField, Labelled, tell_loaded, training_module
from detector.printable import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from detector import Detector
    from detector.formats import ReadOptions
    from detector.verdict import Verdict
    from training.datasets import Loaded
    from training.evaluate import Evaluation
    from training.evaluation.report import Report

EXAMPLES = """
Examples:

  detector evaluate labelled.jsonl
  detector evaluate labelled.jsonl --model models/mine -o report
  detector evaluate labelled.jsonl --model models/mine --against default
"""
NAME_WIDTH = 26

Against = Annotated[
    Path | None,
    typer.Option(
        metavar="MODEL",
        help="Another model, to compare with on the same articles. `--against default` is the "
        "shipped one.",
        show_default=False,
        rich_help_panel=options.JUDGING,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="REPORT",
        help="Write REPORT.html, a page with pictures, and REPORT.json, the same figures.",
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
    max_record_bytes: options.MaxRecordBytes = options.MAX_RECORD_BYTES,
    point: options.OperatingPoint = None,
    threshold: options.Threshold = None,
    model: options.ModelFolder = None,
    against: Against = None,
    jobs: options.Jobs = 1,
) -> None:
    """Compare a model's verdicts with labels.

    Tells what share of the bad articles is caught when 0.1, 1 and 5 % of the good ones are lost,
    what happens at the threshold, by source, and how often each trait is found on good articles,
    with intervals from resampled groups (sites). --against says which differences from another
    model are more than chance.
    """
    from detector.cli.detectors import load_detector, model_folder, point_used

    _, load = training_module("evaluate", "Evaluating")
    how = read_options(text_field, id_field, format, max_record_bytes)
    publish = _publishing(labelled, output, how)
    detector = load_detector(model, point=point, threshold=threshold)
    rival = model_folder(against)
    other = load_detector(rival, point=point, threshold=threshold) if against else None
    loaded = load(labelled, label_field=label_field, options=how)
    tell_loaded(loaded)
    report = import_module("training.evaluation.report").Report(
        inputs=tuple(labelled),
        point=point_used(point, threshold),
        model=_evaluation(loaded, detector, jobs),
        folder=model and str(model),
        against=_evaluation(loaded, other, jobs) if other else None,
        against_folder=rival and str(rival),
    )
    _show(report)
    if output is not None:
        tell("wrote " + " and ".join(map(str, publish.write(report, output))))


def _publishing(labelled: list[str], output: Path | None, how: "ReadOptions") -> Any:
    """Return what writes the report, after making sure that it can be written."""
    if output is None:
        return None
    from detector.cli.outputs import refuse_overwriting

    publish, _ = training_module("evaluation.publish", "Writing a report")
    source = find_source(labelled, how)
    refuse_overwriting(source, list(map(str, publish.places(output))))
    return publish


def _evaluation(loaded: "Loaded", detector: "Detector", jobs: int) -> "Evaluation":
    """Evaluate, with a counter on the terminal while articles are scored."""
    from detector.cli.detectors import processes
    from detector.cli.progress import counter
    from detector.cli.tally import Tally
    from training.evaluate import evaluate

    tally = Tally()

    def seen(verdict: "Verdict") -> None:
        tally.read += 1
        tally.add(Counter([(verdict.label, verdict.kind)]))

    with counter(tally, output="the report comes later"):
        return evaluate(loaded.articles, detector, jobs=processes(jobs), seen=seen)


def _show(report: "Report") -> None:
    console = output_console()
    for note in report.model.missing:
        tell(note)
    for title, table in _tables(report):
        console.print(f"{on_one_line(title)}\n", soft_wrap=True)
        console.print(table, "")


def _tables(report: "Report") -> "Iterator[tuple[str, Table]]":
    counts = report.model.counts
    articles = f"{counts['articles']:,} articles of {counts['groups']:,} groups"
    yield f"{report.name}: {articles}", _figures(report)
    if report.against:
        shares = "of shares, in points of percent"
        yield f"Difference from {report.against_name}; {shares}", _differences(report)
    yield "Articles called low, and the median of their quality, by source", _sources(report.model)
    if counts["good"]:
        yield "Traits found on good articles", _alarms(report.model)


def _table(*columns: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, column in enumerate(columns):
        width = None if number else NAME_WIDTH
        table.add_column(column, justify="right" if number else "left", min_width=width)
    return table


def _figures(report: "Report") -> "Table":
    from training.evaluation.wording import TITLES, span, written

    table = _table("figure", "value", "95 % interval")
    for name, each in report.model.figures.items():
        table.add_row(TITLES[name], written(name, each.value), span(name, each.low, each.high))
    return table


def _differences(report: "Report") -> "Table":
    """Return the differences; whether an interval excludes zero stands in the last column."""
    from training.evaluation.wording import TITLES, excludes_zero, signed, signed_span

    table = _table("figure", "difference", "95 % interval", "excludes zero")
    for name, each in report.differences.items():
        table.add_row(
            TITLES[name],
            signed(name, each.difference),
            signed_span(name, each.low, each.high),
            excludes_zero(each.excludes_zero, each.verdict),
        )
    return table


def _sources(found: "Evaluation") -> "Table":
    from training.evaluation.wording import percent

    table = _table("source", "good", "others", "good low", "others low", "median")
    for row in found.tables["source"]:
        shares = percent(row.good_low.value), percent(row.others_low.value)
        numbers = f"{row.good:,}", f"{row.others:,}", *shares, f"{row.median_quality:.3f}"
        table.add_row(on_one_line(row.name), *numbers)
    return table


def _alarms(found: "Evaluation") -> "Table":
    from training.evaluation.wording import percent, span

    table = _table("trait", "found on", "95 % interval")
    for name, share in found.false_alarms.items():
        if share.value:
            table.add_row(name, percent(share.value), span("", share.low, share.high))
    return table
