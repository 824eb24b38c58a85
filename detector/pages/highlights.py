"""What is marked in an article: its traits' spans, and the words that weighed most.

They overlap, so the text is cut where any of them begins or ends.
"""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detector.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """Characters `start` up to but not including `end`, and the trait that was found there.

    A run of words has no trait but a contribution to the quality's logit.
    """

    start: int
    end: int
    trait: str | None = None
    contribution: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text, and the highlights that cover all of it, the outermost first."""

    start: int
    end: int
    traits: tuple[Highlight, ...]
    words: tuple[Highlight, ...]


def highlights(verdict: Verdict) -> list[Highlight]:
    """Return everything that a verdict points at in the text."""
    traits = [Highlight(start=s.start, end=s.end, trait=s.trait) for s in verdict.spans]
    words = [
        Highlight(start=each.start, end=each.end, contribution=each.contribution)
        for each in verdict.contributions
        if each.start is not None and each.end is not None
    ]
    return traits + words


def segments(
    length: int, marked: Sequence[Highlight], cuts: Collection[int] = ()
) -> Iterator[Segment]:
    """Cut a text of `length` characters so that no highlight begins or ends inside a segment.

    It is cut at the places in `cuts`, too.
    """
    edges = {0, length, *cuts} | {each.start for each in marked} | {each.end for each in marked}
    waiting = deque(sorted(marked, key=lambda each: (each.start, -each.end)))
    covering: list[Highlight] = []
    for start, end in pairwise(sorted(edges)):
        covering = [each for each in covering if each.end > start]
        while waiting and waiting[0].start <= start:
            covering.append(waiting.popleft())
        yield Segment(
            start=start,
            end=end,
            traits=tuple(each for each in covering if each.trait),
            words=tuple(each for each in covering if not each.trait),
        )
