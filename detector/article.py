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


def text_of(article: str | Article) -> str:
    """Return the text, which may come alone."""
    return article.text if isinstance(article, Article) else article
