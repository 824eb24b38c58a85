"""What a page shows of an article: worked out beside the event loop, and sent back as HTML."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from detector import Detector
from detector.article import Article
from detector.errors import DetectorError
from detector.formats import ReadOptions, Record, Unreadable, read
from detector.formats.registry import has_known_suffix
from detector.pages.explanation import Sections, sections
from detector.verdict import Verdict

MOST_LISTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An article and what there is to say of it; `cut` is the share of its words in `cleaned`."""

    title: str
    place: str
    link: str | None
    sections: Sections
    cleaned: str
    cut: float
    verdict: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A record of a file with several: its number from 1, and its verdict, or what is wrong."""

    number: int
    title: str
    verdict: Verdict | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was given: the article asked for, and all those beside it that are listed."""

    chosen: int
    explained: Explained
    listed: tuple[Listed, ...]
    more: bool


def explained(detector: Detector, article: Article, *, level: str, place: str = "") -> Explained:
    """Say of an article what there is to say; `level` is how much is cut from it."""
    verdict = detector.score(article)
    cleaned = detector.clean(article, level=level)
    lines = detector.lines(article, level=level)
    limit = detector.threshold
    return Explained(
        title=article.title or article.id or "",
        place=article.url or place,
        link=link(article.url),
        sections=sections(article.text, verdict, threshold=limit, lines=lines),
        cleaned=cleaned.text,
        cut=cleaned.share,
        verdict=verdict.to_dict(),
    )


def link(url: str | None) -> str | None:
    """Return an address that a page may lead to: one of the web; None for any other."""
    try:
        scheme = urlsplit(url or "").scheme
    except ValueError:
        return None
    return url if scheme in ("http", "https") else None


def pasted(detector: Detector, text: str, *, number: int, level: str) -> Given:
    """Explain a text; one that is JSON is a record, or several."""
    if text.lstrip().startswith(("{", "[")):
        items = _read(text.encode("utf-8", "surrogatepass"), ".json")
        if any(isinstance(each, Record) for each in items):
            return _given(detector, items, number=number, level=level)
    if not text.strip():
        raise DetectorError("there is no text: paste one, or choose a file")
    article = Article(text=text)
    return Given(
        chosen=1, explained=explained(detector, article, level=level), listed=(), more=False
    )


def uploaded(detector: Detector, data: bytes, name: str, *, number: int, level: str) -> Given:
    """Explain a record of a file of any format that the detector reads."""
    suffix = re.sub(r"[^\w.]", "", "".join(PurePath(name).suffixes[-2:]))
    if not has_known_suffix(f"file{suffix}"):
        raise DetectorError(
            f"{name}: its suffix names no format: rename it to .txt, .jsonl, .csv or what it is"
        )
    return _given(detector, _read(data, suffix), number=number, level=level)


def _read(data: bytes, suffix: str) -> list[Record | Unreadable]:
    """Return the records of a file, one more than are listed."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"file{suffix}"
        file.write_bytes(data)
        return list(islice(read(str(file), ReadOptions()), MOST_LISTED + 1))


def _given(
    detector: Detector, items: list[Record | Unreadable], *, number: int, level: str
) -> Given:
    if not items:
        raise DetectorError("there are no articles in it")
    if not 1 <= number <= len(items):
        raise DetectorError(f"there is no record {number}: it has {len(items)}")
    item = items[number - 1]
    if isinstance(item, Unreadable):
        raise DetectorError(f"record {number}: {item.reason}")
    place = f"record {number}" if len(items) > 1 else ""
    listed = tuple(_listed(detector, items[:MOST_LISTED])) if len(items) > 1 else ()
    return Given(
        chosen=number,
        explained=explained(detector, item.article, level=level, place=place),
        listed=listed,
        more=len(items) > MOST_LISTED,
    )


def _listed(detector: Detector, items: Iterable[Record | Unreadable]) -> Iterator[Listed]:
    held = list(items)
    verdicts = detector.score_many(each.article for each in held if isinstance(each, Record))
    for number, each in enumerate(held, 1):
        if isinstance(each, Unreadable):
            yield Listed(number=number, title="", fault=each.reason)
        else:
            yield Listed(number=number, title=_title(each.article), verdict=next(verdicts))


def _title(article: Article) -> str:
    return article.title or article.id or article.url or article.text[:80]
