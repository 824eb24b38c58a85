"""`detector score`: what the detector says of each article."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli import options
from detector.cli.detectors import load_detector, processes
from detector.cli.judging import Judging
from detector.cli.outputs import refuse_overwriting
from detector.cli.progress import counter
from detector.cli.sinks import sinks
from detector.cli.source import STANDARD, begin, find_source, read_options, report
from detector.cli.tally import Tally, counted, listed
from detector.cli.terminal import is_terminal, tell

if TYPE_CHECKING:
    from detector.cli.judging import Judged

EXAMPLES = """
Examples:

  detector score article.txt
  detector score news.jsonl -o scored.jsonl
  detector score folder/ 'more/*.csv' --point lenient -o scored.parquet
  cat news.jsonl | detector score --text-field content.body | jq .detector
  detector score pages/ --clean-first -o scored.jsonl
  detector score draft.md --fail-on-low
"""

Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the records with their verdicts here; the suffix names the format. "
        "- is standard output.",
        show_default=False,
        rich_help_panel=options.WRITING,
    ),
]
AsTable = Annotated[
    bool,
    typer.Option(
        "--table",
        help="Show the table even where standard output is no terminal.",
        rich_help_panel=options.WRITING,
    ),
]
FailOnLow = Annotated[
    bool,
    typer.Option(
        "--fail-on-low", help="Exit 3 if an article is low.", rich_help_panel=options.JUDGING
    ),
]


def score(
    inputs: options.Inputs = None,
    output: Output = None,
    output_format: options.OutputFormat = None,
    into: options.Into = "detector",
    explain: options.Explain = False,
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    strict: options.Strict = False,
    clean_first: options.CleanFirst = False,
    point: options.OperatingPoint = None,
    threshold: options.Threshold = None,
    model: options.ModelFolder = None,
    jobs: options.Jobs = 1,
    fail_on_low: FailOnLow = False,
    table: AsTable = False,
) -> None:
    """Score articles: a table on a terminal, otherwise the records with their verdicts.

    Nothing in a record is changed; the verdict is added under one more key.
    """
    source = find_source(inputs, read_options(text_field, id_field, format))
    refuse_overwriting(source, [output])
    if table and (output or output_format):
        raise typer.BadParameter("choose --table or an output; a table is for people")
    tally = begin(source)
    detector = load_detector(model, point=point, threshold=threshold)
    shown = table or (output is output_format is None and is_terminal(sys.stdout))
    judging = Judging(
        detector=detector,
        options=source.options,
        into=into,
        explain=explain,
        clean_first=clean_first,
    )
    sink = _table() if shown else _records(output or STANDARD, judging, output_format)
    with sink as (write, lines), counter(tally, output=output):
        for judged in judging.judged(source, lines=lines, jobs=processes(jobs)):
            report(judged.notes, source, tally)
            tally.add(judged.outcomes)
            write(judged)
    _summarise(tally)
    raise typer.Exit(tally.exit_code(strict=strict, fail_on_low=fail_on_low))


@contextmanager
def _table() -> "Iterator[tuple[Callable[[Judged], None], bool]]":
    """Yield what shows a batch, and that this takes no lines."""
    from detector.cli.table import ScoreTable

    with ScoreTable() as table:

        def show(judged: "Judged") -> None:
            for record, verdict, _ in judged.records[True]:
                table.add(record, verdict)

        yield show, False


@contextmanager
def _records(
    output: str, judging: Judging, format: options.FormatName | None
) -> "Iterator[tuple[Callable[[Judged], None], bool]]":
    """Yield what writes a batch, and whether it takes lines."""
    with sinks({True: output}, judging, format=format) as sink:
        yield sink.write, sink.lines


def _summarise(tally: Tally) -> None:
    """Say what came of it, to a person, or where not everything could be read."""
    if not tally.unreadable and not is_terminal(sys.stderr):
        return
    labels = f": {listed(tally.labels)}" if tally.labels else ""
    parts = [counted(tally.judged, "article") + labels]
    if tally.kinds:
        parts.append(f"of the low, {listed(tally.kinds)}")
    if tally.unreadable:
        parts.append(f"{tally.unreadable:,} unreadable")
    tell("; ".join(parts))
