"""From traits, measures and words to a feature vector: the only place where order is known.

A trait gives three numbers by one rule: `NAME.count`, how often it was found; `NAME.share`, the
share of the article's characters that its spans cover; `NAME.at_end`, whether it was found in the
last fifth. A measure gives itself. A model cuts each number into bins and has a weight for each
bin. The words and pairs of neighbouring words are hashed into buckets (Weinberger et al., Feature
Hashing for Large Scale Multitask Learning, 2009), present or not, and share one scale: the number
of distinct ones to the power of minus `exponent`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from detector import lexer, traits
from detector.lexemes import Floats, Ints, Lexemes
from detector.lexing import buffers
from detector.traits.shapes import Spans

END_SHARE = 0.2
PARTS = ("count", "share", "at_end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The distinct words and pairs of each article, as they first occur.

    `first` and `last` are tokens; article `a` has the entries `bounds[a]:bounds[a + 1]`, and
    `article` says the same for each entry.
    """

    bucket: npt.NDArray[np.uint32]
    first: Ints
    last: Ints
    bounds: npt.NDArray[np.int64]
    article: npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Features:
    """What a batch of articles gives a model; `numbers` has a row an article, see `names`."""

    findings: traits.Findings
    numbers: Floats
    words: Words

    @property
    def body(self) -> Lexemes:
        """The lexemes of what was judged."""
        return self.findings.body


@cache
def names() -> tuple[str, ...]:
    """Names of the columns of `Features.numbers`."""
    of_traits = (f"{trait.name}.{part}" for trait in traits.TRAITS for part in PARTS)
    return (*of_traits, *(measure.name for measure in traits.MEASURES))


def owner(name: str) -> str:
    """Return the trait or measure that a feature belongs to."""
    return name.partition(".")[0]


def extract(texts: Sequence[str], *, bits: int, limit: int) -> Features:
    """Read a batch; words go into `2**bits` buckets, and `limit` tokens an article are read."""
    findings = traits.find(texts)
    of_traits = [_trait_numbers(findings.body, spans) for spans in findings.spans]
    return Features(
        findings=findings,
        numbers=np.concatenate([*of_traits, traits.measure(findings.body)], axis=1),
        words=_words(findings.body, bits, limit),
    )


def article_of(body: Lexemes, position: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the article in which each position lies."""
    return np.searchsorted(body.article_start[1:-1], position, side="right")


def _trait_numbers(body: Lexemes, spans: Spans) -> Floats:
    numbers = np.zeros((len(body), len(PARTS)))
    if not len(spans):
        return numbers
    article = article_of(body, spans.start)
    first, last = body.extent
    length = np.maximum(last - first, 1)
    numbers[:, 0] = np.bincount(article, minlength=len(body))
    covered = np.bincount(article, spans.end - spans.start, minlength=len(body))
    numbers[:, 1] = np.minimum(covered / length, 1.0)
    late = spans.end > (last - END_SHARE * length)[article]
    numbers[article[late], 2] = 1.0
    return numbers


def _words(body: Lexemes, bits: int, limit: int) -> Words:
    tokens = body.tokens
    edges = np.searchsorted(tokens.start, body.article_start).astype(np.int32)
    room = 2 * int(np.minimum(np.diff(edges), limit).sum())
    bucket, first, last = np.empty(room, np.uint32), *np.empty((2, room), np.int32)
    bounds = np.zeros(len(edges), np.int64)
    stamps = np.zeros(1 << bits, np.uint32)
    given = buffers(tokens.hash, tokens.kind, tokens.tier, edges)
    count = lexer.ngrams(*given, limit, *buffers(stamps, bucket, first, last, bounds))
    return Words(
        bucket=bucket[:count],
        first=first[:count],
        last=last[:count],
        bounds=bounds,
        article=np.repeat(np.arange(len(body)), np.diff(bounds)),
    )
