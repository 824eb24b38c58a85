"""What goes into a store and comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class ReviewLabel(StrEnum):
    """What a person can say of an article."""

    GOOD = "good"
    FILLER = "filler"
    SPAM = "spam"
    BOILERPLATE = "boilerplate"


class Reason(StrEnum):
    """Why an article is asked."""

    RANDOM = "random"
    UNCERTAIN = "uncertain"
    DISAGREEING = "disagreeing"
    UNLIKE = "unlike"
    AGAIN = "again"
    SECOND = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """An article for the queue, and what the model says of it.

    `twin` is the text that it is nearly the same as, which is asked in its place.
    """

    text: str
    id: str | None = None
    url: str | None = None
    host: str | None = None
    title: str | None = None
    quality: float
    label: str
    kind: str | None = None
    twin: str | None = None


class Added(NamedTuple):
    """How many articles were added, were there already, and are nearly the same as another."""

    added: int
    known: int
    twins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An article to be labelled; `quality`, `label` and `kind` are the model's."""

    number: int
    id: str | None
    url: str | None
    host: str | None
    title: str | None
    text: str
    quality: float
    label: str
    kind: str | None
    reason: str


class Rank(NamedTuple):
    """An article's number, and why it is asked; those of a list are asked in its order."""

    number: int
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article that nobody has labelled."""

    number: int
    text: str
    quality: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledArticle:
    """An article and what most people said of it.

    `drawn` is true for those of the random tenth, which measure a model and never train it.
    """

    number: int
    id: str | None
    url: str | None
    host: str | None
    title: str | None
    text: str
    label: ReviewLabel
    drawn: bool
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How alike people label: over `articles` that several labelled, the share of equal labels.

    `kappa` is what is left of that beyond chance: Cohen's, the mean over pairs of people weighted
    by their articles (Light 1971); None where chance alone explains everything or nothing.
    """

    articles: int
    share: float
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the work is.

    `labelled` counts articles, `drawn` those of them that are of the random tenth, `left` those
    still to be asked. `seconds` is the median time of an answer, `seconds_left` what the labels up
    to the next `goal` will take one person; None while nobody has answered.
    """

    labelled: int
    drawn: int
    skipped: int
    left: int
    labels: Mapping[str, int]
    people: Mapping[str, int]
    agreement: Agreement | None
    seconds: float | None
    goal: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A model that was trained from the labels; `kept` is None until a person has decided."""

    number: int
    folder: str
    report: str
    kept: bool | None
