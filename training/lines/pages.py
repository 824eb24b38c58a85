"""Pages whose lines are labelled: read from a file, and the language that each is in.

A file has one page a line, as JSON, compressed or not:
`{"source", "host", "lang"?, "suspect_gold"?, "lines": [{"text", "label", "kind"?}]}`; `label` is
`main` for a line of the article. Pages with `suspect_gold` are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson

from detector.errors import DetectorError
from detector.formats.compression import decompressed
from training.lines.scoring import UNCOUNTED
from training.recipe import shipped

CHECKOUT = Path(__file__).parent.parent.parent
LABELS = ("main", "boilerplate")
TEST = Path("lines") / "test.jsonl.gz"  # in the folder of a corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's lines, which of them are the article (`gold`), and which count at all."""

    source: str
    host: str
    language: str
    lines: tuple[str, ...]
    gold: tuple[bool, ...]
    counted: tuple[bool, ...]

    @property
    def text(self) -> str:
        """The page as one text."""
        return "\n".join(self.lines)


def shipped_corpus() -> Path | None:
    """Return the labelled pages beside the corpus that `training/recipe.toml` names, if there."""
    settings, _ = shipped()
    path = (CHECKOUT / settings["data"]["test"]).parent.parent / TEST
    return path if path.is_file() else None


def read(path: Path) -> list[Page]:
    """Read the pages of a file, or of `lines/test.jsonl.gz` in a folder; raises DetectorError."""
    file = path / TEST if path.is_dir() else path
    if not file.is_file():
        raise DetectorError(
            f"{file} is not there: give a .jsonl or .jsonl.gz of pages with labelled lines, "
            f"or a folder with {TEST} in it"
        )
    try:
        pages = [page for page in _pages(file) if page is not None]
    except (OSError, EOFError) as fault:
        raise DetectorError(f"{file} cannot be read ({fault}): is it whole?") from fault
    if not pages:
        raise DetectorError(f"{file} has no page to measure on: all are marked as suspect")
    return pages


def language(lines: Sequence[str]) -> str:
    """Guess the language of these lines ("en"); empty where py3langid is not installed."""
    classify = _classifier()
    return "" if classify is None else str(classify("\n".join(lines))[0])


def _pages(file: Path) -> Iterator[Page | None]:
    with file.open("rb") as raw, decompressed(raw, str(file)) as stream:
        for number, line in enumerate(stream, 1):
            try:
                yield _page(orjson.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as fault:
                raise DetectorError(
                    f"{file}, line {number}: not a page with labelled lines ({fault!r}): "
                    'one is {"lines": [{"text": ..., "label": "main" or "boilerplate"}]}'
                ) from fault


def _page(fields: Mapping[str, Any]) -> Page | None:
    if fields.get("suspect_gold"):
        return None
    if wrong := [each["label"] for each in fields["lines"] if each["label"] not in LABELS]:
        raise ValueError(f"a line is labelled {wrong[0]!r}")
    lines = tuple(" ".join(line["text"].split("\n")) for line in fields["lines"])
    gold = tuple(line["label"] == "main" for line in fields["lines"])
    main = [line for line, right in zip(lines, gold, strict=True) if right]
    return Page(
        source=str(fields.get("source") or ""),
        host=str(fields.get("host") or ""),
        language=str(fields.get("lang") or language(main)),
        lines=lines,
        gold=gold,
        counted=tuple(line.get("kind") not in UNCOUNTED for line in fields["lines"]),
    )


@cache
def _classifier() -> Any:
    try:
        return import_module("py3langid").classify
    except ImportError:
        return None
