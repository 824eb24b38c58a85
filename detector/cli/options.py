"""The options that commands share, each in one place, so that they read the same everywhere."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

READING = "Reading"
JUDGING = "Judging"
WRITING = "Writing"


class Point(StrEnum):
    """Operating points, named after how many good articles they may lose."""

    STRICT = "strict"
    BALANCED = "balanced"
    LENIENT = "lenient"


class Unsure(StrEnum):
    """What becomes of articles that cannot be judged."""

    KEEP = "keep"
    REJECT = "reject"


class Engine(StrEnum):
    """What shares the work among machines."""

    RAY = "ray"
    SPARK = "spark"


class LevelName(StrEnum):
    """How much is cut; the same as `detector.lines.cleaned.Level`, which takes long to import."""

    GENTLE = "gentle"
    BALANCED = "balanced"
    THOROUGH = "thorough"


class KindName(StrEnum):
    """What residue is; the same as `detector.lines.cleaned.ResidueKind`."""

    NAVIGATION = "navigation"
    BYLINE = "byline"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    RELATED = "related"
    COMMENTS = "comments"
    COOKIE = "cookie"
    LEGAL = "legal"
    PROMOTION = "promotion"
    MARKUP = "markup"
    OTHER = "other"


class FormatName(StrEnum):
    """The formats, for input or output that has no suffix to tell."""

    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    TEXT = "text"
    HTML = "html"
    PARQUET = "parquet"
    WARC = "warc"


FORMATS = ", ".join(FormatName)
MAX_RECORD_BYTES = "64MiB"

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, globs, or - for standard input (the default in a pipe).",
        show_default=False,
    ),
]
File = Annotated[
    str, typer.Argument(metavar="FILE", help="A file of any format, or - for standard input.")
]
TextField = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="Field that holds the text; a dotted path looks inside: content.body.",
        rich_help_panel=READING,
    ),
]
IdField = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="Field that identifies the article.", rich_help_panel=READING
    ),
]
Format = Annotated[
    FormatName | None,
    typer.Option(
        metavar="FORMAT",
        help=f"Format of the input, where no suffix tells it: {FORMATS}. "
        "Standard input is jsonl unless this says otherwise.",
        show_default=False,
        rich_help_panel=READING,
    ),
]
MaxRecordBytes = Annotated[
    str,
    typer.Option(
        "--max-record-bytes",
        metavar="SIZE",
        help="Records that are larger are not read, but told: bytes, or as in 16MiB.",
        rich_help_panel=READING,
    ),
]
Strict = Annotated[
    bool,
    typer.Option("--strict", help="Exit 1 if a record could not be read.", rich_help_panel=READING),
]
OperatingPoint = Annotated[
    Point | None,
    typer.Option(
        help="How many good articles may be lost: strict 5 %, balanced 1 % (the default), "
        "lenient 0.1 %.",
        show_default=False,
        rich_help_panel=JUDGING,
    ),
]
Threshold = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        max=1.0,
        metavar="QUALITY",
        help="The quality below which an article is low, instead of a --point.",
        show_default=False,
        rich_help_panel=JUDGING,
    ),
]
ModelFolder = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="A model of your own instead of the shipped one.",
        show_default=False,
        rich_help_panel=JUDGING,
    ),
]
CleanFirst = Annotated[
    bool,
    typer.Option(
        "--clean-first",
        help="Judge what is left without the residue. The text stays as it is, and the residue "
        "is told beside the verdict.",
        rich_help_panel=JUDGING,
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        min=0,
        metavar="N",
        help="Processes that share the work; 0 is one for each core.",
        rich_help_panel=JUDGING,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=0,
        metavar="N",
        help="Processes that share the work; 0 is one for each core. Without it 1, and as many as "
        "there are cores with an --engine on this machine.",
        show_default=False,
        rich_help_panel=JUDGING,
    ),
]
ByEngine = Annotated[
    Engine | None,
    typer.Option(
        "--engine",
        help="Share the work among machines. Inputs are folders of .jsonl or .parquet, outputs "
        "folders of parts, one for each file; the same command goes on after a kill.",
        show_default=False,
        rich_help_panel=JUDGING,
    ),
]
Unreadables = Annotated[
    str | None,
    typer.Option(
        "--unreadable",
        metavar="FILE",
        help="Write the records that cannot be read here, as JSON lines: file, line, offset, "
        "reason and their bytes.",
        show_default=False,
        rich_help_panel=WRITING,
    ),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Go on where an earlier run of the same command was stopped or killed.",
        rich_help_panel=WRITING,
    ),
]
Into = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="Key that the result is written under.", rich_help_panel=WRITING
    ),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Write the spans of all traits and every contribution, too.",
        rich_help_panel=WRITING,
    ),
]
ExcelSafe = Annotated[
    bool,
    typer.Option(
        "--excel-safe",
        help="For .csv and .tsv that a spreadsheet will open: a quotation mark (') before whatever "
        "might be a formula.",
        rich_help_panel=WRITING,
    ),
]
OutputFormat = Annotated[
    FormatName | None,
    typer.Option(
        metavar="FORMAT",
        help="Format of the output, where no suffix tells it. Standard output gets jsonl.",
        show_default=False,
        rich_help_panel=WRITING,
    ),
]
