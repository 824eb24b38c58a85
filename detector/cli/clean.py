"""`detector clean`: the articles without what is not the article."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli import options
from detector.cli.cleanings import Cleanings
from detector.cli.detectors import load_detector, processes
from detector.cli.outputs import refuse_overwriting
from detector.cli.progress import counter
from detector.cli.results import cleaned_result
from detector.cli.source import (
    STANDARD,
    Source,
    batches,
    begin,
    find_source,
    parted,
    read_options,
    report,
)
from detector.cli.terminal import is_terminal, printable, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector import Detector
    from detector.cli.source import Batch, Note
    from detector.formats import Record
    from detector.lines.cleaned import Cleaned

    Sink = Callable[[Record, Cleaned], None]
    Beside = tuple[list[Record], list[Note]]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the cleaned articles go: a path, the format if its suffix is not to tell, the key.

    `text_only` is for standard output that gets the text of an article, with no room for more.
    """

    path: str
    format: options.FormatName | None
    into: str
    mark: bool
    text_only: bool


def clean(
    inputs: options.Inputs = None,
    output: Output = None,
    output_format: options.OutputFormat = None,
    into: options.Into = "detector",
    mark: Mark = False,
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    strict: options.Strict = False,
    level: Level = options.LevelName.BALANCED,
    keep: Keep = None,
    model: options.ModelFolder = None,
    jobs: options.Jobs = 1,
) -> None:
    """Cut away what is not the article: menus, share prompts, comment tails, stray markup.

    The text of each record is replaced by the cleaned text. What was cut is kept under one more
    key, with its places in the original, so that it can be put back.
    """
    source = find_source(inputs, read_options(text_field, id_field, format))
    if into in (text_field, text_field.split(".")[0]):
        raise typer.BadParameter(f"{into} holds the text; name another key", param_hint="--into")
    tally = begin(source)
    target = _target(source, output, output_format, into=into, mark=mark)
    refuse_overwriting(source, [target.path])
    cleanings = Cleanings(tally=tally, left_in=mark)
    detector = load_detector(model)
    work = partial(_cleaned, detector, level, keep or ())
    with (
        _sink(target) as write,
        counter(tally, output=target.path, found=cleanings.found),
    ):
        for (found, notes), results in _shared(work, batches(source), jobs=processes(jobs)):
            report(notes, source, tally)
            for record, cleaned in zip(found, results, strict=True):
                cleanings.add(record.article.text, cleaned)
                write(record, cleaned)
    tell(cleanings.summary())
    raise typer.Exit(tally.exit_code(strict=strict))


def _shared(
    work: "Callable[[list[str]], list[Cleaned]]", read: "Iterator[Batch]", *, jobs: int
) -> "Iterator[tuple[Beside, list[Cleaned]]]":
    """Yield the records and notes of every batch, with what `work` makes of the texts."""
    from detector.batches import in_order

    def task(batch: "Batch") -> "tuple[Beside, Callable[[], list[Cleaned]]]":
        _, found, notes = parted(batch)
        return (found, notes), partial(work, [record.article.text for record in found])

    return in_order(map(task, read), jobs=jobs)


def _cleaned(
    detector: "Detector", level: str, keep: Sequence[str], texts: list[str]
) -> "list[Cleaned]":
    """Clean a batch, in whatever process it has come to."""
    return list(detector.clean_many(texts, level=level, keep=keep))


def _target(
    source: Source, output: str | None, format: options.FormatName | None, *, into: str, mark: bool
) -> Target:
    """Return where to write; a usage error where records would flood a terminal."""
    if output is None and format is None and not mark and _is_one_text(source):
        format = options.FormatName.TEXT
    text_only = output in (None, STANDARD) and format is options.FormatName.TEXT
    if text_only and mark:
        raise typer.BadParameter("text has no room for what --mark tells; name another format")
    if output is None and not text_only and is_terminal(sys.stdout):
        raise typer.BadParameter("name the file for the result: -o CLEANED", param_hint="--output")
    return Target(path=output or STANDARD, format=format, into=into, mark=mark, text_only=text_only)


def _is_one_text(source: Source) -> bool:
    """Say whether there is one input, and that is a file with one article as its text."""
    if len(source.named) != 1 or tuple(source.named) != tuple(source.paths):
        return False
    from detector.errors import FormatError
    from detector.formats.registry import format_to_read

    try:
        return format_to_read(source.paths[0], source.options.format).name in ("text", "html")
    except FormatError:
        return False


@contextmanager
def _sink(target: Target) -> "Iterator[Sink]":
    """Yield what takes a record and its cleaned text."""
    if target.text_only and is_terminal(sys.stdout):
        yield _show
        return
    from detector.formats import open_writer

    with open_writer(target.path, into=target.into, format=target.format) as writer:

        def write(record: "Record", cleaned: "Cleaned") -> None:
            result = None if target.text_only else cleaned_result(record, cleaned, into=target.into)
            writer.write(record if target.mark else record.with_text(cleaned.text), result)

        yield write


def _show(_record: "Record", cleaned: "Cleaned") -> None:
    """Print the text for a person, without what could steer the terminal."""
    print(printable(cleaned.text).rstrip("\n"))
