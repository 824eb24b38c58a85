"""`detector filter`: part the articles worth keeping from the others."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detector.cli import options
from detector.cli.detectors import load_detector, point_used, processes
from detector.cli.judging import judged
from detector.cli.outputs import refuse_overwriting
from detector.cli.progress import counter
from detector.cli.results import scored
from detector.cli.source import STANDARD, begin, find_source, read_options, records
from detector.cli.splitting import Split
from detector.cli.terminal import is_terminal, tell

if TYPE_CHECKING:
    from detector.formats import Record

    Sink = Callable[[Record, dict[str, Any], bool], None]

EXAMPLES = """
Examples:

  detector filter news.jsonl -o kept.jsonl
  detector filter crawl/ -o kept.jsonl.gz --rejected low.jsonl.gz --jobs 0
  cat news.jsonl | detector filter --point strict > kept.jsonl
  detector filter news.csv -o kept.csv --unsure reject --stats counts.json
  detector filter pages/ -o kept.jsonl --clean-first
"""

Kept = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="KEPT",
        help="Write what is kept here; the suffix names the format. - is standard output "
        "(the default in a pipe).",
        show_default=False,
        rich_help_panel=options.WRITING,
    ),
]
Rejected = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Write what is rejected here, with its verdicts, too.",
        show_default=False,
        rich_help_panel=options.WRITING,
    ),
]
WithUnsure = Annotated[
    options.Unsure,
    typer.Option(
        help="What to do with articles that cannot be judged: too short, not English.",
        rich_help_panel=options.JUDGING,
    ),
]
Stats = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Write the counts here, as JSON.",
        show_default=False,
        rich_help_panel=options.WRITING,
    ),
]


def filter_articles(
    inputs: options.Inputs = None,
    output: Kept = None,
    rejected: Rejected = None,
    stats: Stats = None,
    output_format: options.OutputFormat = None,
    into: options.Into = "detector",
    explain: options.Explain = False,
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    strict: options.Strict = False,
    unsure: WithUnsure = options.Unsure.KEEP,
    clean_first: options.CleanFirst = False,
    point: options.OperatingPoint = None,
    threshold: options.Threshold = None,
    model: options.ModelFolder = None,
    jobs: options.Jobs = 1,
) -> None:
    """Part the articles worth keeping from the others, in one pass and in order.

    Every record comes out once: kept, rejected or reported as unreadable.
    A file appears under its name when it is whole.
    """
    source = find_source(inputs, read_options(text_field, id_field, format))
    kept = output or _standard_output()
    refuse_overwriting(source, [kept, rejected, stats])
    split = Split(unsure=unsure, tally=begin(source))
    detector = load_detector(model, point=point, threshold=threshold)
    with (
        _sink(kept, rejected, output_format, into) as write,
        counter(split.tally, output=kept),
    ):
        articles = records(source, split.tally)
        results = judged(detector, articles, jobs=processes(jobs), clean_first=clean_first)
        for record, verdict, cleaned in results:
            result = scored(record, verdict, cleaned, into=into, explain=explain)
            write(record, result, split.keeps(verdict))
        counts = split.counts()
    tell(split.summary())
    limits = {"threshold": detector.threshold, "point": point_used(point, threshold)}
    _write_stats(stats, {**counts, **limits, "model": detector.model.name})
    raise typer.Exit(split.tally.exit_code(strict=strict))


def _standard_output() -> str:
    """Return the default output, unless that would flood a terminal with records."""
    if is_terminal(sys.stdout):
        raise typer.BadParameter("name the file for what is kept: -o KEPT", param_hint="--output")
    return STANDARD


@contextmanager
def _sink(
    kept: str, rejected: str | None, format: options.FormatName | None, into: str
) -> "Iterator[Sink]":
    """Yield what takes a record, its verdict, and whether it is kept."""
    from detector.formats import open_writer

    outputs = {True: kept, False: rejected}
    with ExitStack() as stack:
        writers = {
            keep: stack.enter_context(open_writer(path, into=into, format=format))
            for keep, path in outputs.items()
            if path is not None
        }

        def write(record: "Record", verdict: dict[str, Any], keep: bool) -> None:
            if keep in writers:
                writers[keep].write(record, verdict)

        yield write


def _write_stats(path: str | None, counts: dict[str, Any]) -> None:
    """Write the counts as one JSON object; FormatError if the file cannot be written."""
    if path is None:
        return
    from detector.formats.target import faults_named, opened

    with faults_named(path), opened(path) as stream:
        stream.write(json.dumps(counts, indent=2).encode() + b"\n")
