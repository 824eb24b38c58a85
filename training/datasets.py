"""Labelled articles, as training and evaluation read them: any format that the detector reads.

A label is `good` or `low`; or the kind `filler`, `spam` or `boilerplate`; or 1 (good) or 0 (low).
Articles of one `group` (a site or an author) must never stand on both sides of a split; where no
group is given, the host of the url is the group, and where there is none, each article is its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detector.errors import DetectorError
from detector.formats import ReadOptions, Record, Unreadable, find_inputs, read
from detector.verdict import Kind

GOOD, LOW = "good", "low"
LABELS = {GOOD: GOOD, LOW: LOW, "1": GOOD, "0": LOW, "true": GOOD, "false": LOW}
LABELS |= {str(kind): str(kind) for kind in Kind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One article and what is known of it.

    `kind` is "good", "low", "filler", "spam" or "boilerplate"; `group` a site or author; `family` a
    set of sources that share originals; `layout` tells whether line breaks are as the author made
    them (where they are not, training shows the article flattened). `domain` (news, blog, ...) and
    `form` (markdown, text, ...) are for tables only, and empty where nobody has said.
    """

    text: str
    kind: str
    group: str
    source: str
    family: str
    layout: bool = True
    id: str = ""
    domain: str = ""
    form: str = ""

    @property
    def good(self) -> bool:
        """Whether the article is worth keeping."""
        return self.kind == GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Labelled articles, and what could not be used."""

    articles: tuple[Labelled, ...]
    unusable: tuple[Unreadable, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many articles of each kind there are."""
        return Counter(article.kind for article in self.articles)

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len({article.group for article in self.articles})


def load(inputs: Sequence[str], *, label_field: str = "label", options: ReadOptions) -> Loaded:
    """Read labelled articles from files, folders and globs.

    What has no text or no label that we know is not used, and told with its place. Raises
    DetectorError where nothing is left.
    """
    paths, missing = find_inputs(inputs)
    articles: list[Labelled] = []
    unusable = list(missing)
    for item in _items(paths, options):
        labelled = item if isinstance(item, Unreadable) else _labelled(item, label_field)
        (unusable if isinstance(labelled, Unreadable) else articles).append(labelled)  # type: ignore[arg-type]
    if not articles:
        raise DetectorError(_nothing(inputs, unusable))
    return Loaded(articles=tuple(articles), unusable=tuple(unusable))


def _items(paths: Iterable[str], options: ReadOptions) -> Iterator[Record | Unreadable]:
    for path in paths:
        yield from read(path, options)


def _labelled(record: Record, label_field: str) -> Labelled | Unreadable:
    fields = record.fields
    label = str(fields.get(label_field, "")).strip().lower()
    if label not in LABELS:
        known = "good, low, filler, spam, boilerplate, 1 or 0"
        reason = f"field {label_field!r} is {label!r}, not one of {known}; see --label-field"
        return Unreadable(place=record.place, reason=reason)
    kind = LABELS[label]
    if kind == LOW and str(fields.get("kind", "")).lower() in tuple(Kind):
        kind = str(fields["kind"]).lower()
    source = str(fields.get("source") or record.place.path)
    group = fields.get("group") or record.article.host or f"{record.place}"
    return Labelled(
        text=record.article.text,
        kind=kind,
        group=str(group),
        source=source,
        family=str(fields.get("family") or source),
        layout=_true(fields.get("layout", True)),
        id=record.article.id or str(record.place),
        domain=str(fields.get("domain") or ""),
        form=str(fields.get("form") or ""),
    )


def _true(value: Any) -> bool:
    return value not in (False, None, 0, "0", "false", "False", "")


def _nothing(inputs: Sequence[str], unusable: Sequence[Unreadable]) -> str:
    first = f" (first: {unusable[0].place}: {unusable[0].reason})" if unusable else ""
    return f"no labelled articles in {', '.join(inputs)}{first}"
