"""The pages and articles from which the line model learns, and the forms in which it sees them.

Whole pages are one end of what people clean, nearly clean articles the other. Between them lie
pages of which an extractor left a few lines too many: these are made by cropping pages. Articles
teach what must stay, and articles with invented residue what must go from them all the same.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import orjson

from detector.formats.compression import decompressed
from training import residue
from training.datasets import Labelled
from training.lines.pages import Page

CROP = 12  # lines around the article, at most
KEPT_INSIDE = 0.5  # of the crops keep what stands between the article's lines
Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Good(NamedTuple):
    """A good article whose line breaks are its own."""

    text: str
    group: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A text whose lines are labelled, and how loudly it speaks.

    `starts` are the characters where its labelled lines begin; `main` says which of them are the
    article, `counted` for which it is known. `group` stays together when folds are dealt. `form` is
    `page`, `crop`, `article` or `soiled`.
    """

    text: str
    starts: Places
    main: Mask
    counted: Mask
    group: str
    form: str = "page"
    weight: float = 1.0


def whole(pages: Iterable[Page]) -> Iterator[Sheet]:
    """Yield pages as they are."""
    for number, page in enumerate(pages):
        yield sheet(
            page.lines,
            np.array(page.gold, np.bool_),
            counted=np.array(page.counted, np.bool_),
            group=page.host or f"page {number}",
        )


def sheet(
    lines: Sequence[str],
    main: Mask,
    *,
    counted: Mask | None = None,
    group: str,
    form: str = "page",
    weight: float = 1.0,
) -> Sheet:
    """Put labelled lines under one another."""
    lengths = np.array([len(line) + 1 for line in lines], np.int64)
    return Sheet(
        text="\n".join(lines),
        starts=np.cumsum(lengths) - lengths,
        main=main,
        counted=np.ones(len(lines), np.bool_) if counted is None else counted,
        group=group,
        form=form,
        weight=weight,
    )


def crops(pages: Sequence[Sheet], weight: float) -> Iterator[Sheet]:
    """Yield each page as an extractor leaves it: the article, and some lines around and inside."""
    for page in pages:
        rng = random.Random(page.text[:200])
        main = np.flatnonzero(page.main)
        if not len(main):
            continue
        kept = np.zeros(len(page.main), np.bool_)
        first = max(int(main[0]) - rng.randint(0, CROP), 0)
        kept[first : int(main[-1]) + 1 + rng.randint(0, CROP)] = True
        if rng.random() > KEPT_INSIDE:
            kept &= page.main | (np.arange(len(kept)) < main[0]) | (np.arange(len(kept)) > main[-1])
        lines = page.text.split("\n")
        yield sheet(
            [lines[place] for place in np.flatnonzero(kept)],
            page.main[kept],
            counted=page.counted[kept],
            group=page.group,
            form="crop",
            weight=weight,
        )


def articles(good: Iterable[Good], weight: float) -> Iterator[Sheet]:
    """Yield articles as they are: every line is theirs."""
    for article in good:
        lines = article.text.split("\n")
        whole = np.ones(len(lines), np.bool_)
        yield sheet(lines, whole, group=article.group, form="article", weight=weight)


def soiled(good: Iterable[Good], weight: float) -> Iterator[Sheet]:
    """Yield articles with invented residue on lines of its own."""
    sorts = residue.sorts_of_lines()
    for number, article in enumerate(good):
        own = set(article.text.split("\n"))
        lines = residue.inject(article.text, number, sorts).split("\n")
        left = np.array([line in own for line in lines], np.bool_)
        yield sheet(lines, left, group=article.group, form="soiled", weight=weight)


def chosen(articles: Sequence[Labelled], number: int) -> list[Good]:
    """Choose articles to learn from: good ones whose layout is true."""
    fit = [Good(each.text, each.group) for each in articles if each.good and each.layout]
    return random.Random(1).sample(fit, min(number, len(fit)))


def other_languages(path: Path, most: int) -> list[Good]:
    """Choose good articles of the train split in other languages, at most so many of each.

    Without them the model would take it for a mark of articles to be in English.
    """
    found: dict[str, list[Good]] = {}
    with path.open("rb") as file, decompressed(file, str(path)) as stream:
        for line in stream:
            row = orjson.loads(line)
            if row["label"] == "good" and row["split"] == "train" and row["layout"]:
                found.setdefault(row["lang"], []).append(Good(row["text"], row["group"]))
    return [
        each
        for language in sorted(found)
        for each in random.Random(1).sample(found[language], min(most, len(found[language])))
    ]
