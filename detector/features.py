"""From traits, measures and words to a feature vector: the only place where order is known.

A trait gives three numbers by one rule: `NAME.count`, how often it was found; `NAME.share`, the
share of the article's characters that its spans cover; `NAME.at_end`, whether it was found in the
last fifth. A measure gives itself. A model cuts each number into bins and has a weight for each
bin.

The n-grams are words, pairs of neighbours and pairs with one word between them (skip-grams: Guthrie
et al., A Closer Look at Skip-gram Modelling, 2006), present or not. A model knows those that many
sites use, by their 32-bit hashes; all others are passed over, since hashing them into buckets that
they share with others (Weinberger et al., Feature Hashing for Large Scale Multitask Learning, 2009)
adds noise to every text of a new site. Known n-grams share one scale: the number of distinct ones
to the power of minus `exponent`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from detector import lexer, traits
from detector.lexemes import Floats, Ints, Lexemes
from detector.lexing import buffers, hash_table
from detector.traits.shapes import Spans

END_SHARE = 0.2
PARTS = ("count", "share", "at_end")


@dataclass(frozen=True, slots=True, kw_only=True)
class NGrams:
    """Every n-gram of each article: its key, never 0, and its outer tokens.

    Article `a` has the entries `bounds[a]:bounds[a + 1]`.
    """

    key: npt.NDArray[np.uint32]
    first: Ints
    last: Ints
    bounds: npt.NDArray[np.int64]


class Vocabulary:
    """The n-grams that a model knows: `keys` (uint32, none of them 0), one for each of its rows."""

    def __init__(self, keys: npt.NDArray[np.uint32]) -> None:
        self.size = len(keys)
        self._table = hash_table(keys, np.arange(len(keys), dtype=np.int32))

    def look_up(self, grams: NGrams) -> "Words":
        """Find the known n-grams of each article, each once, where it first occurs."""
        row, place = np.empty((2, len(grams.key)), np.int32)
        bounds = np.zeros(len(grams.bounds), np.int64)
        seen = np.zeros(self.size, np.uint32)
        given = buffers(*self._table, grams.key, grams.bounds, seen)
        count = lexer.known(*given, *buffers(row, place, bounds))
        return Words(
            row=row[:count],
            first=grams.first[place[:count]],
            last=grams.last[place[:count]],
            bounds=bounds,
            article=np.repeat(np.arange(len(bounds) - 1), np.diff(bounds)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The known n-grams of each article, as they first occur.

    `row` is the model's, `first` and `last` are tokens; article `a` has the entries
    `bounds[a]:bounds[a + 1]`, and `article` says the same for each entry.
    """

    row: Ints
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


def extract(texts: Sequence[str], vocabulary: Vocabulary, *, limit: int) -> Features:
    """Read a batch; `limit` tokens an article are read for n-grams."""
    findings = traits.find(texts)
    return Features(
        findings=findings,
        numbers=numbers(findings),
        words=vocabulary.look_up(ngrams(findings.body, limit)),
    )


def numbers(findings: traits.Findings) -> Floats:
    """Return what traits and measures give: a row an article, see `names`."""
    of_traits = [_trait_numbers(findings.body, spans) for spans in findings.spans]
    return np.concatenate([*of_traits, traits.measure(findings.body)], axis=1)


def ngrams(body: Lexemes, limit: int) -> NGrams:
    """Read the n-grams of the first `limit` tokens of each article."""
    edges = np.searchsorted(body.tokens.start, body.article_start).astype(np.int32)
    return ngrams_between(body, edges, limit)


def ngrams_between(body: Lexemes, edges: Ints, limit: int) -> NGrams:
    """Read the n-grams of stretches of tokens, from edge to edge, as if they were articles."""
    tokens = body.tokens
    room = 3 * int(np.minimum(np.diff(edges), limit).sum())
    key, first, last = np.empty(room, np.uint32), *np.empty((2, room), np.int32)
    bounds = np.zeros(len(edges), np.int64)
    given = buffers(tokens.hash, tokens.kind, tokens.tier, edges)
    count = lexer.ngrams(*given, limit, *buffers(key, first, last, bounds))
    return NGrams(key=key[:count], first=first[:count], last=last[:count], bounds=bounds)


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
