"""What is shown of an article in a table: little, cut short, and without what cannot be written.

The verdict is somebody's file: whatever in it is not as the wire schema has it is left out, and
what is no verdict at all is made anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeGuard

from detector.article import Article
from detector.formats import Record, earlier
from detector.printable import on_one_line, printable
from detector.serve.browsing.columns import KINDS, LABELS
from detector.serve.browsing.query import LONGEST, NO_HOST

INTO = "detector"
LONGEST_URL = 2000
MOST_TRAITS = 100
REASONS = 3
FAR = 1e300  # not even a number that is none is below it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article without its text; `reasons` are the features that weighed most, and how much."""

    title: str
    id: str
    url: str
    host: str
    place: str
    model: str
    quality: float
    label: str
    kind: str | None
    length: int
    traits: tuple[str, ...]
    reasons: tuple[tuple[str, float], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as it is written down."""
        return asdict(self)

    def names(self) -> str:
        """Return what words are looked for in."""
        return f"{self.title}\n{self.id}\n{self.url}".casefold()


def said_of(record: Record) -> dict[str, Any]:
    """Return what an earlier run has said of a record."""
    return earlier(record, INTO)


def is_verdict(said: Mapping[str, Any]) -> bool:
    """Tell whether it is a verdict: a quality and a label, as the wire schema has them."""
    quality, label = said.get("quality"), said.get("label")
    return _is_number(quality) and 0 <= quality <= 1 and isinstance(label, str) and label in LABELS


def entry(record: Record, said: Mapping[str, Any]) -> Entry:
    """Return what is shown of a record with a verdict."""
    article, kind = record.article, said.get("kind")
    host = _short(article.host).lower()
    traits = said.get("traits")
    return Entry(
        title=_short(article.title),
        id=_short(article.id),
        url=on_one_line((article.url or "")[:LONGEST_URL]),
        host="" if host == NO_HOST else host,
        place=printable(str(record.place)),
        model=_short(said.get("model")),
        quality=float(said["quality"]),
        label=said["label"],
        kind=kind if isinstance(kind, str) and kind in KINDS else None,
        length=len(article.text),
        traits=_traits(traits) if isinstance(traits, Mapping) else (),
        reasons=tuple(_reasons(said.get("reasons"))),
    )


def to_article(shown: Entry, text: str) -> Article:
    """Return the article that an entry was made of."""
    return Article(
        text=text,
        id=shown.id or None,
        url=shown.url or None,
        host=shown.host or None,
        title=shown.title or None,
    )


def _short(value: Any) -> str:
    """Return a name as it fits into a cell and into an address."""
    return on_one_line(value[: 2 * LONGEST])[:LONGEST] if isinstance(value, str) else ""


def _traits(traits: Mapping[Any, Any]) -> tuple[str, ...]:
    """Return the traits, each once, since what differs may look the same when it is cut short."""
    return tuple(dict.fromkeys(_short(name) for name in list(traits)[:MOST_TRAITS]))


def _reasons(reasons: Any) -> Iterator[tuple[str, float]]:
    for each in reasons[:REASONS] if isinstance(reasons, list) else ():
        feature = each.get("feature") if isinstance(each, Mapping) else None
        weight = each.get("contribution") if isinstance(each, Mapping) else None
        if isinstance(feature, str) and _is_number(weight):
            yield _short(feature), float(weight)


def _is_number(value: Any) -> TypeGuard[float]:
    """Tell whether it is a number that can be compared and written."""
    return isinstance(value, float | int) and not isinstance(value, bool) and abs(value) < FAR
