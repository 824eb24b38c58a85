"""`detector explain`: why one article got its verdict."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli import options
from detector.cli.detectors import load_detector
from detector.cli.judging import opinions
from detector.cli.outputs import refuse_overwriting
from detector.cli.source import Source, find_source, items, read_options
from detector.errors import DetectorError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.formats import Record, Unreadable

EXAMPLES = """
Examples:

  detector explain article.txt
  detector explain news.jsonl --record 17
  detector explain news.jsonl.gz --id 8f3a --html why.html
  detector explain page.html --clean-first
"""

Number = Annotated[
    int | None,
    typer.Option(
        "--record",
        min=1,
        metavar="N",
        help="The record of the file, counted from 1; the first if not given.",
        show_default=False,
        rich_help_panel=options.READING,
    ),
]
Identifier = Annotated[
    str | None,
    typer.Option(
        "--id",
        metavar="ID",
        help="The record with this identifier.",
        show_default=False,
        rich_help_panel=options.READING,
    ),
]
Html = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Write one self-contained page instead; - is standard output.",
        show_default=False,
        rich_help_panel=options.WRITING,
    ),
]


def explain(
    file: options.File,
    number: Number = None,
    identifier: Identifier = None,
    html: Html = None,
    text_field: options.TextField = "text",
    id_field: options.IdField = "id",
    format: options.Format = None,
    max_record_bytes: options.MaxRecordBytes = options.MAX_RECORD_BYTES,
    clean_first: options.CleanFirst = False,
    point: options.OperatingPoint = None,
    threshold: options.Threshold = None,
    model: options.ModelFolder = None,
) -> None:
    """Show an article with what was found in it, and what each reason adds to its score.

    Lines that are not the article are struck through, with what they are: `detector clean` cuts
    them away.
    """
    if number and identifier is not None:
        raise typer.BadParameter("choose --record or --id")
    source = find_source([file], read_options(text_field, id_field, format, max_record_bytes))
    refuse_overwriting(source, [html])
    record = _chosen(source, number, identifier)
    detector = load_detector(model, point=point, threshold=threshold)
    ((verdict, cleaned),) = opinions(detector, [record.article.text], clean_first=clean_first)
    lines = detector.lines(record.article)
    limit = detector.threshold
    if html is None:
        from detector.cli.explanation import show

        show(record, verdict, threshold=limit, lines=lines, cleaned=cleaned)
    else:
        from detector.pages.explanation import write

        write(html, record, verdict, threshold=limit, lines=lines, cleaned=cleaned)


def _chosen(source: Source, number: int | None, identifier: str | None) -> "Record":
    """Return the record that was asked for; DetectorError if there is none, or none to read."""
    if source.missing:
        raise DetectorError(f"{source.missing[0].place}: {source.missing[0].reason}")
    found = (item for path in source.paths for item in items(path, source))
    name = source.named[0]
    if identifier is not None:
        return _with_identifier(found, identifier, name)
    record = next(islice(found, (number or 1) - 1, None), None)
    if record is None:
        raise DetectorError(f"{name}: there is no record {number or 1}; count from 1")
    return _readable(record)


def _with_identifier(
    found: "Iterator[Record | Unreadable]", identifier: str, name: str
) -> "Record":
    from detector.formats import Record

    for item in found:
        if isinstance(item, Record) and item.article.id == identifier:
            return item
    raise DetectorError(
        f"{name}: no record has the id {identifier!r}; --id-field names the field to look in"
    )


def _readable(item: "Record | Unreadable") -> "Record":
    from detector.formats import Record

    if isinstance(item, Record):
        return item
    raise DetectorError(f"{item.place}: {item.reason}")
