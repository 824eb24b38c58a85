"""The value that everything else speaks of: an article."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text, and what is known about where it came from."""

    text: str
    id: str | None = None
    url: str | None = None
    host: str | None = None
    title: str | None = None
