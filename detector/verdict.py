"""What the detector says of an article, and how it is written down."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar, overload

from detector.json_text import encode_result

Item = TypeVar("Item")

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


class Contribution(NamedTuple):
    """What one feature added to the quality's logit (natural logarithm of the odds).

    A run of words has its place in the text, `start` and `end`; other features have none.
    """

    feature: str
    contribution: float
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as it goes on the wire."""
        wire: dict[str, Any] = {
            "feature": self.feature,
            "contribution": round(self.contribution, 4),
        }
        if self.start is not None:
            wire["start"], wire["end"] = self.start, self.end
        return wire


class TraitSpan(NamedTuple):
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


class Lazily(Sequence[Item]):
    """A tuple that `make(*given)` makes when somebody looks at it, since most never are."""

    __slots__ = ("_given", "_made")

    def __init__(self, make: Callable[..., tuple[Item, ...]], *given: Any) -> None:
        self._made: Callable[..., tuple[Item, ...]] | tuple[Item, ...] = make
        self._given = given

    @property
    def _items(self) -> tuple[Item, ...]:
        if callable(self._made):
            self._made, self._given = self._made(*self._given), ()
        return self._made

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, place: int | slice) -> Item | tuple[Item, ...]:
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (tuple, Lazily)) and self._items == tuple(other)

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._items,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Quality, label and the evidence.

    `contributions` add up to `logit`, and `quality` is its logistic function: nothing is hidden.
    `reasons` are those of the greatest size, without what every article starts from.
    `traits` counts the spans of each trait that was found. `unsure_because` says what was missing
    where the label is `unsure`. `wire` is what `to_json` returns, where it was written already.
    """

    model: str
    quality: float
    logit: float
    label: Label
    kind: Kind | None
    traits: Mapping[str, int]
    reasons: Sequence[Contribution]
    contributions: Sequence[Contribution]
    spans: Sequence[TraitSpan]
    unsure_because: str | None = None
    wire: bytes | None = field(default=None, repr=False, compare=False)

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

    def to_json(self, *, explain: bool = False) -> bytes:
        """Return the verdict in the wire schema as one line of JSON."""
        if self.wire is not None and not explain:
            return self.wire
        return encode_result(self.to_dict(explain=explain))

    def moved(self, span: Callable[[int, int], tuple[int, int]]) -> "Verdict":
        """Return the verdict with each of its spans where `span` says it stands.

        So a verdict on a text that was changed tells of the original.
        """

        def contribution(each: Contribution) -> Contribution:
            if each.start is None or each.end is None:
                return each
            start, end = span(each.start, each.end)
            return each._replace(start=start, end=end)

        def trait_span(each: TraitSpan) -> TraitSpan:
            start, end = span(each.start, each.end)
            return each._replace(start=start, end=end)

        return replace(
            self,
            reasons=tuple(map(contribution, self.reasons)),
            spans=tuple(map(trait_span, self.spans)),
            contributions=tuple(map(contribution, self.contributions)),
            wire=None,
        )
