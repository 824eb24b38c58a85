"""Fills the queue of a review, and thinks over what to ask next."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

from detector.cli.source import Source, items
from detector.cli.terminal import tell
from detector.errors import MissingExtraError

if TYPE_CHECKING:
    from detector import Detector
    from detector.article import Article
    from detector.model import Model
    from detector.review.store import Store
    from detector.review.values import Queued

NEIGHBOURS = 2000  # articles among which near-duplicates are looked for, and that are held at once
MOST_CANDIDATES = 2000  # of which the next questions are chosen
HINT = "pip install 'article-detector[train]'"


def learning(name: str) -> Any:
    """Return a module of `training`, or say what to install."""
    try:
        return import_module(f"training.{name}")
    except ImportError as missing:
        raise MissingExtraError(missing.name or "scikit-learn", "train", "Learning") from missing


def queued(source: Source, detector: "Detector", jobs: int) -> "Iterator[Queued]":
    """Read and score articles, and say which are nearly the same as one shortly before.

    Those that lie further apart are told from one another when the next questions are chosen.
    """
    articles = _articles(source)
    while batch := list(islice(articles, NEIGHBOURS)):
        yield from _scored(batch, detector, jobs)


def think(queue: "Store", model: "Model", count: int) -> None:
    """Put those to the front whose labels would teach most.

    Without the packages that learn, those that the model doubts are asked first.
    """
    from detector.review.values import Rank, Reason

    try:
        ranked = learning("asking.order").ranked
        labels = learning("review.labelled").parted(queue.labels())
    except MissingExtraError:
        tell(f"asked are those that the model doubts; {HINT} for a better choice")
        return
    candidates = queue.candidates(MOST_CANDIDATES)
    texts, qualities = [each.text for each in candidates], [each.quality for each in candidates]
    how = {"count": count, "seed": 0, "cache": None, "jobs": 1}
    found = ranked(texts, qualities, labels.taught, model, **how)
    queue.put_order([Rank(candidates[row].number, Reason(reason)) for row, reason in found])
    tell(f"{len(found):,} questions put in order")


def _scored(articles: "list[Article]", detector: "Detector", jobs: int) -> "Iterator[Queued]":
    from detector.review.values import Queued

    verdicts = detector.score_many(articles, jobs=jobs)
    twins = _twins([each.text for each in articles], jobs)
    for each, verdict, twin in zip(articles, verdicts, twins, strict=True):
        yield Queued(
            text=each.text,
            id=each.id,
            url=each.url,
            host=each.host,
            title=each.title,
            quality=verdict.quality,
            label=str(verdict.label),
            kind=verdict.kind and str(verdict.kind),
            twin=twin,
        )


def _articles(source: Source) -> "Iterator[Article]":
    from detector.formats import Record

    for path in source.paths:
        for item in items(path, source):
            if isinstance(item, Record):
                yield item.article
            else:
                tell(f"{item.place}: {item.reason}")


def _twins(texts: Sequence[str], jobs: int) -> list[str | None]:
    """Return for each text an earlier one that is nearly the same."""
    twins: list[str | None] = [None] * len(texts)
    try:
        duplicates, labelled = learning("duplicates"), learning("datasets").Labelled
    except MissingExtraError:
        tell(f"texts that are nearly the same are not looked for: {HINT}")
        return twins
    rows = [
        labelled(text=text, kind="good", group=str(row), source="", family="")
        for row, text in enumerate(texts)
    ]
    for first, *others in duplicates.find(rows, jobs=jobs).clusters:
        for row in others:
            twins[row] = texts[first]
    return twins
