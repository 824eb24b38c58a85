"""The labels of a store as articles to learn from and to measure with."""

from collections.abc import Iterable
from dataclasses import dataclass

from detector.review.values import LabelledArticle
from training.datasets import Labelled

SOURCE = "review"


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What was labelled: `taught` is to be learned from, `drawn` (the random tenth) never is.

    `numbers` are those of the taught articles in the store, in their order.
    """

    taught: tuple[Labelled, ...]
    drawn: tuple[Labelled, ...]
    numbers: tuple[int, ...]


def parted(labels: Iterable[LabelledArticle]) -> Labels:
    """Part the labels into those to learn from and those to measure with."""
    found = list(labels)
    return Labels(
        taught=tuple(_labelled(each, _site(each)) for each in found if not each.drawn),
        # Each is drawn for itself, so each is a group of its own when chance is reckoned.
        drawn=tuple(_labelled(each, str(each.number)) for each in found if each.drawn),
        numbers=tuple(each.number for each in found if not each.drawn),
    )


def _labelled(article: LabelledArticle, group: str) -> Labelled:
    return Labelled(
        text=article.text,
        kind=str(article.label),
        group=group,
        source=SOURCE,
        family=SOURCE,
        id=article.id or str(article.number),
    )


def _site(article: LabelledArticle) -> str:
    return article.host or str(article.number)
