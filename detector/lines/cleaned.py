"""What cleaning makes of an article: the text, what was cut out of it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from detector.verdict import REASONS, UNTOLD, Contribution


class ResidueKind(StrEnum):
    """What a piece of residue is."""

    NAVIGATION = "navigation"
    BYLINE = "byline"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    RELATED = "related"
    COMMENTS = "comments"
    COOKIE = "cookie"
    LEGAL = "legal"
    PROMOTION = "promotion"
    MARKUP = "markup"
    OTHER = "other"


PLACE = {kind: place for place, kind in enumerate(ResidueKind)}  # of a kind in arrays


class Level(StrEnum):
    """How much is cut: `gentle` only what is beyond doubt, `thorough` what is likely residue."""

    GENTLE = "gentle"
    BALANCED = "balanced"
    THOROUGH = "thorough"


@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """A piece of the original text that is not the article.

    `start` and `end` (exclusive) are characters of the original, `text` is what stands there, and
    `probability` (0..1) says how likely it is residue. `replacement` is what a repair put in its
    place; lines that are cut leave nothing.
    """

    start: int
    end: int
    kind: ResidueKind
    probability: float
    text: str
    replacement: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return it as it goes on the wire."""
        wire = {
            "start": self.start,
            "end": self.end,
            "kind": str(self.kind),
            "probability": round(self.probability, 4),
            "text": self.text,
        }
        return {**wire, "replacement": self.replacement} if self.replacement else wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the original that is not blank, and what the model says of it.

    `start` and `end` (exclusive) are characters of the original. `probability` (0..1) is that of
    being the article, the logistic function of `logit`, which the `contributions` add up to.
    `kind` is what it would be as residue, whether it is `kept` or not.
    """

    start: int
    end: int
    probability: float
    logit: float
    kept: bool
    kind: ResidueKind
    contributions: tuple[Contribution, ...]

    @property
    def reasons(self) -> tuple[Contribution, ...]:
        """The contributions of the greatest size, without what every line starts from."""
        telling = [each for each in self.contributions if each.feature not in UNTOLD]
        return tuple(sorted(telling, key=lambda each: -abs(each.contribution))[:REASONS])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An article without its residue.

    `residue` is in order and does not overlap; `restore(text, residue)` gives the original back.
    `share` is the share of the words that were cut, 0..1.
    """

    text: str
    residue: tuple[Residue, ...]
    share: float

    def to_dict(self) -> dict[str, Any]:
        """Return what goes on the wire beside the text."""
        return {
            "residue_share": round(self.share, 4),
            "residue": [each.to_dict() for each in self.residue],
        }


def restore(text: str, residue: Sequence[Residue]) -> str:
    """Put what was cut or repaired back to where it stood."""
    pieces, here, before = [], 0, 0
    for each in residue:
        kept = each.start - before
        pieces += [text[here : here + kept], each.text]
        here += kept + len(each.replacement)
        before = each.end
    return "".join((*pieces, text[here:]))
