"""What somebody asks of the articles, as it stands in an address, and as it is written there."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from detector.errors import DetectorError
from detector.serve.browsing.columns import KINDS, LABELS

SORTS = {
    "quality": "lowest quality first",
    "-quality": "highest quality first",
    "host": "host, A to Z",
    "-host": "host, Z to A",
    "length": "shortest first",
    "-length": "longest first",
    "file": "as in the file",
}
NO_HOST = "-"
LONGEST = 300  # characters of a value that are looked at
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which articles, in which order, and which page of them; an empty string asks for any.

    `least` belongs to the range of quality, `most` does not, but for 1, the highest there is.
    """

    label: str = ""
    kind: str = ""
    trait: str = ""
    host: str = ""
    words: str = ""
    least: float = 0.0
    most: float = 1.0
    sort: str = "quality"
    page: int = 1

    def with_(self, **changes: Any) -> Self:
        """Return the query with changes, on its first page unless they name one."""
        return replace(self, **{"page": 1, **changes})

    def address(self, path: str = "/browse", **changes: Any) -> str:
        """Return a path with the query, or with a changed one, behind it."""
        asked = self.with_(**changes) if changes else self
        written = urlencode(asked.written())
        return f"{path}?{written}" if written else path

    def written(self) -> dict[str, str]:
        """Return what differs from asking for everything."""
        return {
            each.name: _number(value) if isinstance(value, float) else str(value)
            for each in fields(self)
            if (value := getattr(self, each.name)) != each.default
        }

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than everything."""
        return bool({*self.written()} - {"sort", "page"})


def parse(said: Mapping[str, str]) -> Query:
    """Return the query; DetectorError says which part of it cannot be understood.

    An empty value is none, as a form sends one for a field that was left alone. Names that are not
    known are somebody else's.
    """
    given = {name: value.strip()[:LONGEST] for name, value in said.items()}
    least, most = _share(given, "least", 0.0), _share(given, "most", 1.0)
    if least > most:
        raise DetectorError(
            f"least is {_number(least)}, more than most, {_number(most)}: swap them"
        )
    return Query(
        label=_chosen(given, "label", LABELS, ""),
        kind=_chosen(given, "kind", KINDS, ""),
        trait=given.get("trait", ""),
        host=given.get("host", "").lower(),
        words=given.get("words", ""),
        least=least,
        most=most,
        sort=_chosen(given, "sort", SORTS, "quality"),
        page=_whole(given, "page", 1),
    )


def _chosen(given: Mapping[str, str], name: str, choices: Any, default: str) -> str:
    value = given.get(name) or default
    if value and value not in choices:
        raise DetectorError(f"{name} is {value[:40]!r}: take one of {', '.join(choices)}")
    return value


def _share(given: Mapping[str, str], name: str, default: float) -> float:
    value = given.get(name)
    try:
        share = float(value) if value else default
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise DetectorError(f"{name} is {str(value)[:40]!r}: a quality is a number from 0 to 1")
    return share


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    value = given.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS and int(value)):
        raise DetectorError(f"{name} is {value[:40]!r}: it is a number from 1")
    return int(value)


def _number(value: float) -> str:
    return f"{value:.10g}"
