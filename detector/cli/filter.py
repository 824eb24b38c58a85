"""`detector filter`: part the articles worth keeping from the others."""

import json
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from detector.cli import options
from detector.cli.detectors import load_detector, point_used, processes
from detector.cli.engines import filter_parts, refuse_without_folders
from detector.cli.judging import Judging
from detector.cli.outputs import refuse_overwriting
from detector.cli.progress import counter
from detector.cli.sinks import sinks
from detector.cli.source import STANDARD, Source, begin, find_source, read_options, report
from detector.cli.splitting import Split
from detector.cli.terminal import is_terminal, tell

EXAMPLES = """
Examples:

  detector filter news.jsonl -o kept.jsonl
  detector filter crawl/ -o kept.jsonl.gz --rejected low.jsonl.gz --jobs 0
  cat news.jsonl | detector filter --point strict > kept.jsonl
  detector filter news.csv -o kept.csv --unsure reject --stats counts.json
  detector filter pages/ -o kept.jsonl --clean-first
  detector filter crawl/ -o kept/ --rejected low/ --engine ray
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
    jobs: options.Workers = None,
    engine: options.ByEngine = None,
) -> None:
    """Part the articles worth keeping from the others, in one pass and in order.

    Every record comes out once: kept, rejected or reported as unreadable.
    A file appears under its name when it is whole.
    """
    source = find_source(inputs, read_options(text_field, id_field, format))
    outputs = {True: output or _standard_output()} | ({} if rejected is None else {False: rejected})
    refuse_overwriting(source, [*outputs.values(), stats])
    if engine:
        refuse_without_folders(outputs.values(), format, output_format)
    split = Split(unsure=unsure, tally=begin(source))
    judging = Judging(
        detector=load_detector(model, point=point, threshold=threshold),
        options=source.options,
        into=into,
        explain=explain,
        clean_first=clean_first,
        rejected=split.labels_rejected,
        wanted=frozenset(outputs),
    )
    with counter(split.tally, output=outputs[True]):
        _filter(judging, source, outputs, split, engine=engine, format=output_format, jobs=jobs)
    tell(split.summary())
    _write_stats(stats, {**split.counts(), **_limits(judging, point_used(point, threshold))})
    raise typer.Exit(split.tally.exit_code(strict=strict))


def _filter(
    judging: Judging,
    source: Source,
    outputs: Mapping[bool, str],
    split: Split,
    *,
    engine: options.Engine | None,
    format: options.FormatName | None,
    jobs: int | None,
) -> None:
    """Write every article where it belongs; what is written appears if the counts add up."""
    if engine:
        filter_parts(judging, source, outputs, split, engine=engine, jobs=jobs)
        return
    with sinks(outputs, judging, format=format, like=source.paths[0]) as sink:
        workers = processes(1 if jobs is None else jobs)
        for judged in judging.judged(source, lines=sink.lines, jobs=workers):
            split.add(judged.outcomes)
            report(judged.notes, source, split.tally)
            sink.write(judged)
        split.counts()


def _standard_output() -> str:
    """Return the default output, unless that would flood a terminal with records."""
    if is_terminal(sys.stdout):
        raise typer.BadParameter("name the file for what is kept: -o KEPT", param_hint="--output")
    return STANDARD


def _limits(judging: Judging, point: options.Point | None) -> dict[str, Any]:
    detector = judging.detector
    return {"threshold": detector.threshold, "point": point, "model": detector.model.name}


def _write_stats(path: str | None, counts: dict[str, Any]) -> None:
    """Write the counts as one JSON object; FormatError if the file cannot be written."""
    if path is None:
        return
    from detector.formats.target import faults_named, opened

    with faults_named(path), opened(path) as stream:
        stream.write(json.dumps(counts, indent=2).encode() + b"\n")
