"""`detector score`: what the detector says of each article."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli import options
from detector.cli.detectors import load_detector, processes
from detector.cli.judging import Judging
from detector.cli.outputs import Outputs, refuse_overwriting
from detector.cli.progress import counter
from detector.cli.running import begun
from detector.cli.settings import settings_of
from detector.cli.sinks import sinks
from detector.cli.source import STANDARD, Source, begin, find_source, read_options
from detector.cli.tally import Tally, listed
from detector.cli.terminal import is_terminal, tell
from detector.cli.unreadables import unreadables

if TYPE_CHECKING:
    from detector.cli.judging import Judged
    from detector.cli.run import Run

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
    context: typer.Context,
    inputs: options.Inputs = None,
    output: Output = None,
    unreadable: options.Unreadables = None,
    output_format: options.OutputFormat = None,
    excel_safe: options.ExcelSafe = False,
    into: options.Into = "detector",
    explain: options.Explain = False,
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    max_record_bytes: options.MaxRecordBytes = options.MAX_RECORD_BYTES,
    strict: options.Strict = False,
    clean_first: options.CleanFirst = False,
    point: options.OperatingPoint = None,
    threshold: options.Threshold = None,
    model: options.ModelFolder = None,
    jobs: options.Jobs = 1,
    fail_on_low: FailOnLow = False,
    table: AsTable = False,
    resume: options.Resume = False,
) -> None:
    """Score articles: a table on a terminal, otherwise the records with their verdicts.

    Nothing in a record is changed; the verdict is added under one more key.
    """
    source = find_source(inputs, read_options(text_field, id_field, format, max_record_bytes))
    shown = _is_shown(output, output_format, table=table, excel_safe=excel_safe)
    articles = {True: output or STANDARD}
    outputs = Outputs(articles=articles, format=output_format, unreadable=unreadable)
    refuse_overwriting(source, outputs.paths)
    tally = begin(source)
    detector = load_detector(model, point=point, threshold=threshold)
    judging = Judging(detector=detector, options=source.options, into=into, explain=explain)
    judging = replace(judging, clean_first=clean_first, excel_safe=excel_safe)
    settings = settings_of(context, source, outputs, detector)
    with begun(tally, source, outputs, settings, resume=resume) as run:
        if not run.is_whole:
            _score(judging, source, outputs, tally, run, jobs=processes(jobs), shown=shown)
    _summarise(tally)
    raise typer.Exit(tally.exit_code(strict=strict, fail_on_low=fail_on_low))


def _score(
    judging: Judging,
    source: Source,
    outputs: Outputs,
    tally: Tally,
    run: "Run",
    *,
    jobs: int,
    shown: bool,
) -> None:
    """Score every article, and write it or show it."""
    with (
        unreadables(outputs.unreadable, source, tally, run) as unread,
        _table() if shown else _records(outputs, judging, run) as (write, lines),
        counter(tally, output=outputs.articles[True]),
    ):
        for judged in judging.judged(source, lines=lines, jobs=jobs, begin=run.batches):
            tally.read += judged.read
            tally.add(judged.outcomes)
            unread.take(judged.notes)
            write(judged)
            run.passed(judged.weight)


def _is_shown(
    output: str | None, format: options.FormatName | None, *, table: bool, excel_safe: bool
) -> bool:
    """Say whether a table is asked for, or a person is at the terminal."""
    if table and (output or format or excel_safe):
        raise typer.BadParameter("choose --table or an output; a table is for people")
    return table or (output is format is None and is_terminal(sys.stdout))


@contextmanager
def _table() -> "Iterator[tuple[Callable[[Judged], object], bool]]":
    """Yield what shows a batch, and that this takes no lines."""
    from detector.cli.table import ScoreTable

    with ScoreTable() as table:

        def show(judged: "Judged") -> None:
            for record, verdict, _ in judged.records[True]:
                table.add(record, verdict)

        yield show, False


@contextmanager
def _records(
    outputs: Outputs, judging: Judging, run: "Run"
) -> "Iterator[tuple[Callable[[Judged], object], bool]]":
    """Yield what writes a batch, and whether it takes lines."""
    with sinks(outputs, judging, run) as sink:
        yield sink.write, sink.lines


def _summarise(tally: Tally) -> None:
    """Say how many articles went in and came out, and as what."""
    parts = [tally.summary("scored")]
    if tally.labels:
        parts.append(listed(tally.labels))
    if tally.kinds:
        parts.append(f"of the low, {listed(tally.kinds)}")
    tell("; ".join(parts))
