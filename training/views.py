"""The forms in which training shows an article, so that none of them gives its label away.

Where a source lost its line breaks it often lost them on one side only, cut its texts off, or ran
words together. Such articles are shown flattened: one line, single spaces, glued words parted, an
unfinished last sentence dropped. Articles whose layout is true are shown as they are and flattened
too, so that layout helps where it is there and its absence says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from training.datasets import Labelled

GLUED = regex.compile(r"([a-z]{2}[,;:!?]?)([A-Z][a-z])")
LAST_SENTENCE_END = regex.compile(r"""(?r)[.!?]["'”’)]*(?=\s|$)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One form of one article: which article, its text, and how much of its weight it carries."""

    article: int
    text: str
    weight: float


def flatten(text: str) -> str:
    """Put a text on one line, and drop a last sentence that does not end."""
    flat = " ".join(GLUED.sub(r"\1 \2", text).split())
    end = LAST_SENTENCE_END.search(flat)
    return flat[: end.end()] if end and end.end() > len(flat) // 2 else flat


def views(articles: Sequence[Labelled]) -> list[View]:
    """Every form in which these articles are learned."""
    shown = []
    for number, article in enumerate(articles):
        flat = View(article=number, text=flatten(article.text), weight=0.5)
        if article.layout:
            shown += [View(article=number, text=article.text, weight=0.5), flat]
        else:
            shown.append(View(article=number, text=flat.text, weight=1.0))
    return shown
