"""Writes a report: one self-contained page, and the same figures as JSON beside it."""

from pathlib import Path

import orjson

from detector.errors import DetectorError, FormatError
from detector.formats.target import faults_named, opened
from training.evaluation.page import page
from training.evaluation.report import Report

SUFFIXES = (".html", ".json")


def places(output: Path) -> tuple[Path, Path]:
    """Return where page and JSON go: REPORT.html and REPORT.json, whichever of the three is named.

    Raises DetectorError if they could not be written there, before anything is scored.
    """
    if output.is_dir():
        raise DetectorError(f"{output}: is a folder; name a report in it, say {output / 'report'}")
    if not output.parent.is_dir():
        raise FormatError(f"{output}: there is no folder {output.parent}; make it first")
    stem = output.with_suffix("") if output.suffix in SUFFIXES else output
    page, data = (stem.with_name(stem.name + suffix) for suffix in SUFFIXES)
    return page, data


def write(report: Report, output: Path) -> tuple[Path, Path]:
    """Write page and JSON, and return their places; FormatError if one cannot be written.

    Each appears under its name when it is whole.
    """
    where = places(output)
    data = orjson.dumps(report.to_dict(), option=orjson.OPT_INDENT_2) + b"\n"
    for path, content in zip(where, (page(report).encode(), data), strict=True):
        with faults_named(str(path)), opened(str(path)) as stream:
            stream.write(content)
    return where
