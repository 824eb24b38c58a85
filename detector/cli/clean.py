"""`detector clean`: the articles without what is not the article."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli import options
from detector.cli.clean_target import Target, sink, target_of
from detector.cli.cleanings import Cleanings
from detector.cli.detectors import load_detector, processes
from detector.cli.outputs import refuse_overwriting
from detector.cli.progress import counter
from detector.cli.running import begun
from detector.cli.settings import settings_of
from detector.cli.source import (
    Source,
    batches,
    begin,
    find_source,
    parted,
    read_options,
    size_of,
)
from detector.cli.terminal import tell
from detector.cli.unreadables import unreadables

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector import Detector
    from detector.cli.run import Run
    from detector.cli.source import Batch, Note, Size
    from detector.formats import Record
    from detector.lines.cleaned import Cleaned

    Beside = tuple[Size, list[Record], list[Note]]

EXAMPLES = """
Examples:

  detector clean page.txt
  detector clean pages/ -o cleaned/
  detector clean crawl.jsonl.gz -o cleaned.jsonl.gz --level thorough --jobs 0
  detector clean news.csv -o news-clean.csv --keep byline --keep legal
  cat crawl.jsonl | detector clean --mark | jq .detector.residue
"""

Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="CLEANED",
        help="Write the cleaned articles here; the suffix names the format. - is standard output "
        "(the default in a pipe, and for the text of one text file).",
        show_default=False,
        rich_help_panel=options.WRITING,
    ),
]
Mark = Annotated[
    bool,
    typer.Option(
        "--mark",
        help="Leave the text as it is, and only tell what would be cut.",
        rich_help_panel=options.WRITING,
    ),
]
Level = Annotated[
    options.LevelName,
    typer.Option(
        help="How much is cut: gentle what is beyond doubt, thorough whatever is more likely "
        "residue than not.",
        rich_help_panel=options.JUDGING,
    ),
]
Keep = Annotated[
    list[options.KindName] | None,
    typer.Option(
        metavar="KIND",
        help=f"Residue that stays; may be given again: {', '.join(options.KindName)}.",
        show_default=False,
        rich_help_panel=options.JUDGING,
    ),
]


def clean(
    context: typer.Context,
    inputs: options.Inputs = None,
    output: Output = None,
    unreadable: options.Unreadables = None,
    output_format: options.OutputFormat = None,
    excel_safe: options.ExcelSafe = False,
    into: options.Into = "detector",
    mark: Mark = False,
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    max_record_bytes: options.MaxRecordBytes = options.MAX_RECORD_BYTES,
    strict: options.Strict = False,
    level: Level = options.LevelName.BALANCED,
    keep: Keep = None,
    model: options.ModelFolder = None,
    jobs: options.Jobs = 1,
    resume: options.Resume = False,
) -> None:
    """Cut away what is not the article: menus, share prompts, comment tails, stray markup.

    The text of each record is replaced by the cleaned text. What was cut is kept under one more
    key, with its places in the original, so that it can be put back.
    """
    source = find_source(inputs, read_options(text_field, id_field, format, max_record_bytes))
    if into in (text_field, text_field.split(".")[0]):
        raise typer.BadParameter(f"{into} holds the text; name another key", param_hint="--into")
    tally = begin(source)
    target = target_of(source, output, output_format, into=into, mark=mark, excel_safe=excel_safe)
    outputs = target.outputs(unreadable)
    refuse_overwriting(source, outputs.paths)
    cleanings = Cleanings(tally=tally, left_in=mark)
    detector = load_detector(model)
    settings = settings_of(context, source, outputs, detector)
    work = partial(_cleaned, detector, level, keep or ())
    with begun(cleanings, source, outputs, settings, resume=resume) as run:
        if not run.is_whole:
            _clean(work, source, target, cleanings, run, unreadable, jobs=processes(jobs))
    tell(cleanings.summary())
    raise typer.Exit(tally.exit_code(strict=strict))


def _clean(
    work: "Callable[[list[str]], list[Cleaned]]",
    source: Source,
    target: Target,
    cleanings: Cleanings,
    run: "Run",
    unreadable: str | None,
    *,
    jobs: int,
) -> None:
    """Clean every article, and write it."""
    tally = cleanings.tally
    with (
        unreadables(unreadable, source, tally, run) as unread,
        sink(target, run) as write,
        counter(tally, output=target.path, found=cleanings.found),
    ):
        for (size, found, notes), results in _shared(work, source, run.batches, jobs=jobs):
            tally.read += size.items
            unread.take(notes)
            for record, cleaned in zip(found, results, strict=True):
                cleanings.add(record.article.text, cleaned)
                write(record, cleaned)
            run.passed(size.weight)


def _shared(
    work: "Callable[[list[str]], list[Cleaned]]", source: Source, begin: int, *, jobs: int
) -> "Iterator[tuple[Beside, list[Cleaned]]]":
    """Yield size, records and notes of every batch, with what `work` makes of the texts."""
    from detector.batches import in_order

    def task(batch: "Batch") -> "tuple[Beside, Callable[[], list[Cleaned]]]":
        _, found, notes = parted(batch)
        texts = [record.article.text for record in found]
        return (size_of(batch), found, notes), partial(work, texts)

    return in_order(map(task, batches(source, begin=begin)), jobs=jobs)


def _cleaned(
    detector: "Detector", level: str, keep: Sequence[str], texts: list[str]
) -> "list[Cleaned]":
    """Clean a batch, in whatever process it has come to."""
    return list(detector.clean_many(texts, level=level, keep=keep))
