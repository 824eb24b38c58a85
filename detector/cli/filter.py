"""`detector filter`: part the articles worth keeping from the others."""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detector.cli import options
from detector.cli.detectors import load_detector, point_used, processes
from detector.cli.engines import filter_parts, refuse_without_folders
from detector.cli.judging import Judging
from detector.cli.outputs import Outputs, refuse_overwriting
from detector.cli.progress import counter
from detector.cli.running import begun
from detector.cli.settings import settings_of
from detector.cli.sinks import sinks
from detector.cli.source import STANDARD, Source, begin, find_source, read_options
from detector.cli.splitting import Split
from detector.cli.terminal import is_terminal, tell
from detector.cli.unreadables import unreadables

if TYPE_CHECKING:
    from detector import Detector

EXAMPLES = """
Examples:

  detector filter news.jsonl -o kept.jsonl
  detector filter crawl/ -o kept.jsonl.gz --rejected low.jsonl.gz --jobs 0
  cat news.jsonl | detector filter --point strict > kept.jsonl
  detector filter news.csv -o kept.csv --unsure reject --stats counts.json
  detector filter pages/ -o kept.jsonl --clean-first
  detector filter crawl/ -o kept.jsonl.gz --unreadable bad.jsonl --resume
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
    context: typer.Context,
    inputs: options.Inputs = None,
    output: Kept = None,
    rejected: Rejected = None,
    unreadable: options.Unreadables = None,
    stats: Stats = None,
    output_format: options.OutputFormat = None,
    excel_safe: options.ExcelSafe = False,
    into: options.Into = "detector",
    explain: options.Explain = False,
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    max_record_bytes: options.MaxRecordBytes = options.MAX_RECORD_BYTES,
    strict: options.Strict = False,
    unsure: WithUnsure = options.Unsure.KEEP,
    clean_first: options.CleanFirst = False,
    point: options.OperatingPoint = None,
    threshold: options.Threshold = None,
    model: options.ModelFolder = None,
    jobs: options.Workers = None,
    engine: options.ByEngine = None,
    resume: options.Resume = False,
) -> None:
    """Part the articles worth keeping from the others, in one pass and in order.

    Every record comes out once: kept, rejected or reported as unreadable.
    A file appears under its name when it is whole.
    """
    source = find_source(inputs, read_options(text_field, id_field, format, max_record_bytes))
    outputs = _outputs(source, output, rejected, output_format, unreadable, stats)
    refuse_without_folders(engine, outputs, format, excel_safe)
    split = Split(unsure=unsure, tally=begin(source))
    detector = load_detector(model, point=point, threshold=threshold)
    limits = _limits(detector, point_used(point, threshold))
    judging = Judging(detector=detector, options=source.options, into=into, explain=explain)
    judging = replace(judging, clean_first=clean_first, excel_safe=excel_safe)
    judging = replace(judging, rejected=split.labels_rejected, wanted=frozenset(outputs.articles))
    work = partial(_by_parts, engine) if engine else partial(_in_one_run, context, resume)
    with counter(split.tally, output=outputs.articles[True]):
        work(judging, source, outputs, split, limits, jobs)
    tell(split.summary())
    raise typer.Exit(split.tally.exit_code(strict=strict))


def _in_one_run(
    context: typer.Context,
    resume: bool,
    judging: Judging,
    source: Source,
    outputs: Outputs,
    split: Split,
    limits: Mapping[str, Any],
    jobs: int | None,
) -> None:
    """Write every article where it belongs; what is written appears if the counts add up."""
    settings = settings_of(context, source, outputs, judging.detector)
    with begun(split, source, outputs, settings, resume=resume) as run:
        if run.is_whole:
            return
        with (
            unreadables(outputs.unreadable, source, split.tally, run) as unread,
            sinks(outputs, judging, run, like=source.paths[0]) as sink,
        ):
            workers = processes(1 if jobs is None else jobs)
            found = judging.judged(source, lines=sink.lines, jobs=workers, begin=run.batches)
            for judged in found:
                split.tally.read += judged.read
                split.add(judged.outcomes)
                unread.take(judged.notes)
                split.add_written(sink.write(judged))
                run.passed(judged.weight)
        if outputs.stats:
            run.write(outputs.stats, _stats(split, limits))


def _by_parts(
    engine: options.Engine,
    judging: Judging,
    source: Source,
    outputs: Outputs,
    split: Split,
    limits: Mapping[str, Any],
    jobs: int | None,
) -> None:
    """Have the parts of a folder filtered, but for those that were done before."""
    filter_parts(judging, source, outputs.articles, split, engine=engine, jobs=jobs)
    if outputs.stats:
        from detector.cli.run import Run

        Run({}).write(outputs.stats, _stats(split, limits))


def _outputs(
    source: Source,
    output: str | None,
    rejected: str | None,
    format: options.FormatName | None,
    unreadable: str | None,
    stats: str | None,
) -> Outputs:
    """Return where kept (True) and rejected articles go, and the rest; nothing is overwritten."""
    articles = {True: output or _standard_output()} | ({False: rejected} if rejected else {})
    outputs = Outputs(articles=articles, format=format, unreadable=unreadable, stats=stats)
    refuse_overwriting(source, outputs.paths)
    return outputs


def _standard_output() -> str:
    """Return the default output, unless that would flood a terminal with records."""
    if is_terminal(sys.stdout):
        raise typer.BadParameter("name the file for what is kept: -o KEPT", param_hint="--output")
    return STANDARD


def _limits(detector: "Detector", point: options.Point | None) -> dict[str, Any]:
    return {"threshold": detector.threshold, "point": point, "model": detector.model.name}


def _stats(split: Split, limits: Mapping[str, Any]) -> bytes:
    """Return the counts as one JSON object."""
    return json.dumps({**split.counts(), **limits}, indent=2).encode() + b"\n"
