"""From a record's fields to an article, and what to say when there is no text."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from detector.article import Article
from detector.formats.paths import MISSING, located, lookup
from detector.formats.records import Place, ReadOptions, Record, Unreadable

FIELDS_NAMED = 8
NAME_SHOWN = 60


def to_record(
    fields: Mapping[str, Any], *, place: Place, options: ReadOptions, raw: bytes | None = None
) -> Record | Unreadable:
    """Return the record that `fields` hold, or why they hold none."""
    text_at, text = located(fields, options.text_field)
    if not isinstance(text, str):
        return Unreadable(place=place, reason=_why_no_text(text, fields, options.text_field))
    url = _string(fields.get("url"))
    article = Article(
        text=text,
        id=_identifier(lookup(fields, options.id_field)),
        url=url,
        host=_string(fields.get("host")) or _host(url),
        title=_string(fields.get("title")),
    )
    return Record(article=article, place=place, fields=fields, raw=raw, text_at=text_at)


def kind_of(value: Any) -> str:
    """Name the kind of a value as somebody who reads JSON would."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, Mapping):
        return "an object"
    return "a list" if isinstance(value, list | tuple) else f"a {type(value).__name__}"


def shown(name: str) -> str:
    """Return a name as a message shows it, which does not depend on how long the name is."""
    return repr(name if len(name) <= NAME_SHOWN else name[:NAME_SHOWN] + "...")


def named_twice(names: Iterable[str]) -> str | None:
    """Return the first name that stands there a second time."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def _why_no_text(text: Any, fields: Mapping[str, Any], name: str) -> str:
    if text is not MISSING:
        return (
            f"the field {name!r} is {kind_of(text)}, not text: "
            "put a string there, or name the field that holds the text with --text-field"
        )
    return (
        f"there is no field {name!r}, only {_named(list(fields))}: "
        "name the field that holds the text with --text-field"
    )


def _named(names: list[str]) -> str:
    first = ", ".join(map(shown, names[:FIELDS_NAMED]))
    more = len(names) - FIELDS_NAMED
    return (first or "an empty record") + (f" and {more} more" if more > 0 else "")


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _identifier(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int | float) else None


def _host(url: str | None) -> str | None:
    """Return the host of an address; a scraped one may be anything, so None is a good answer."""
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None
