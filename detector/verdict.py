"""What the detector says of an article, and how it is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SCHEMA = 1
REASONS = 5


class Label(StrEnum):
    """Whether the article is worth keeping; `unsure` where there is too little to judge."""

    GOOD = "good"
    LOW = "low"
    UNSURE = "unsure"


class Kind(StrEnum):
    """What a low article is most like."""

    FILLER = "filler"
    SPAM = "spam"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one feature added to the quality's logit (natural logarithm of the odds).

    A run of words has its place in the text, `start` and `end`; other features have none.
    """

    feature: str
    contribution: float
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as it goes on the wire."""
        place = {} if self.start is None else {"start": self.start, "end": self.end}
        return {"feature": self.feature, "contribution": round(self.contribution, 4), **place}


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitSpan:
    """Where a trait was found: characters `start` up to but not including `end`."""

    trait: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """Return it as it goes on the wire."""
        return {"trait": self.trait, "start": self.start, "end": self.end}


BASE = "base"
JOINING = "joining"  # what is left over where two questions are joined; see `detector.model`
WORDING = "wording"


UNTOLD = BASE, JOINING, WORDING  # no reasons that a reader could look at


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Quality, label and the evidence.

    `contributions` add up to `logit`, and `quality` is its logistic function: nothing is hidden.
    `traits` counts the spans of each trait that was found. `unsure_because` says what was missing
    where the label is `unsure`.
    """

    model: str
    quality: float
    logit: float
    label: Label
    kind: Kind | None
    traits: Mapping[str, int]
    contributions: tuple[Contribution, ...]
    spans: tuple[TraitSpan, ...]
    unsure_because: str | None = None

    @property
    def reasons(self) -> tuple[Contribution, ...]:
        """The contributions of the greatest size, without what every article starts from."""
        telling = [each for each in self.contributions if each.feature not in UNTOLD]
        return tuple(sorted(telling, key=lambda each: -abs(each.contribution))[:REASONS])

    def to_dict(self, *, explain: bool = False) -> dict[str, Any]:
        """Return the verdict in the wire schema; `explain` adds spans and all contributions."""
        wire: dict[str, Any] = {
            "schema": SCHEMA,
            "model": self.model,
            "quality": round(self.quality, 4),
            "label": str(self.label),
            "kind": self.kind and str(self.kind),
            "traits": dict(self.traits),
            "reasons": [each.to_dict() for each in self.reasons],
        }
        if self.unsure_because is not None:
            wire["unsure_because"] = self.unsure_because
        if explain:
            wire["spans"] = [each.to_dict() for each in self.spans]
            wire["contributions"] = [each.to_dict() for each in self.contributions]
        return wire
