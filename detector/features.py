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
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from detector import lexer, traits
from detector.arrays import Floats, Ints
from detector.hashing import buffers, hash_table, sieve
from detector.lexemes import Lexemes

EVERY = np.full(1, 0xFFFFFFFFFFFFFFFF, np.uint64)  # a sieve that lets everything through
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
        self.sieve = sieve(keys, bits=8, mixed=True)
        self._entries = hash_table(keys, np.arange(len(keys), dtype=np.int32), mixed=True)

    def look_up(self, grams: NGrams) -> "Words":
        """Find the known n-grams of each article, each once, where it first occurs."""
        row, first, last = np.empty((3, len(grams.key) + 1), np.int32)
        bounds = np.zeros(len(grams.bounds), np.int64)
        seen = np.zeros(self.size + 1, np.uint8)
        given = (self._entries, grams.key, grams.first, grams.last, grams.bounds, seen)
        count = lexer.known(*buffers(*given, row, first, last, bounds))
        return Words(row=row[:count], first=first[:count], last=last[:count], bounds=bounds)


@dataclass(frozen=True, kw_only=True)
class Words:
    """The known n-grams of each article, as they first occur.

    `row` is the model's, `first` and `last` are tokens; article `a` has the entries
    `bounds[a]:bounds[a + 1]`.
    """

    row: Ints
    first: Ints
    last: Ints
    bounds: npt.NDArray[np.int64]

    @cached_property
    def article(self) -> npt.NDArray[np.int64]:
        """The article of each entry."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """Where the traits of a batch were found, trait by trait.

    `trait` is a place in `traits.TRAITS`, `start` and `end` are positions in the batch's text.
    """

    trait: npt.NDArray[np.int64]
    article: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Features:
    """What a batch of articles gives a model; `numbers` has a row an article, see `names`."""

    findings: traits.Findings
    spots: Spots
    numbers: Floats
    words: Words

    @property
    def body(self) -> Lexemes:
        """The lexemes of what was judged."""
        return self.findings.body

    @property
    def counts(self) -> Ints:
        """How often each trait was found: a row an article, a column a trait."""
        of_traits = self.numbers[:, : len(traits.TRAITS) * len(PARTS)]
        return of_traits[:, PARTS.index("count") :: len(PARTS)].astype(np.int32)


@cache
def names() -> tuple[str, ...]:
    """Names of the columns of `Features.numbers`."""
    of_traits = (f"{trait.name}.{part}" for trait in traits.TRAITS for part in PARTS)
    return (*of_traits, *(measure.name for measure in traits.MEASURES))


def owner(name: str) -> str:
    """Return the trait or measure that a feature belongs to."""
    return name.partition(".")[0]


@cache
def owners() -> tuple[str, ...]:
    """Names of the traits and measures, in the order of their features."""
    return tuple(dict.fromkeys(map(owner, names())))


@cache
def versions() -> dict[str, int]:
    """What traits and measures mean, as a number that rises when it changes."""
    return {each.name: each.version for each in (*traits.TRAITS, *traits.MEASURES)}


def extract(texts: Sequence[str], vocabulary: Vocabulary, *, limit: int) -> Features:
    """Read a batch; `limit` tokens an article are read for n-grams."""
    findings = traits.find(texts)
    found = spots(findings)
    return Features(
        findings=findings,
        spots=found,
        numbers=_numbers(findings.body, found),
        words=vocabulary.look_up(ngrams(findings.body, limit, within=vocabulary)),
    )


def spots(findings: traits.Findings) -> Spots:
    """Put the spans of all traits together."""
    start = np.concatenate([spans.start for spans in findings.spans])
    return Spots(
        trait=np.repeat(np.arange(len(findings.spans)), [len(spans) for spans in findings.spans]),
        article=article_of(findings.body, start),
        start=start,
        end=np.concatenate([spans.end for spans in findings.spans]),
    )


def numbers(findings: traits.Findings) -> Floats:
    """Return what traits and measures give: a row an article, see `names`."""
    return _numbers(findings.body, spots(findings))


def _numbers(body: Lexemes, found: Spots) -> Floats:
    of_traits = np.zeros((len(body), len(traits.TRAITS), len(PARTS)))
    first, last = body.extent
    length = np.maximum(last - first, 1)
    place = found.article * len(traits.TRAITS) + found.trait
    room = len(body) * len(traits.TRAITS)
    of_traits[:, :, 0] = np.bincount(place, minlength=room).reshape(of_traits.shape[:2])
    covered = np.bincount(place, found.end - found.start, room).reshape(of_traits.shape[:2])
    of_traits[:, :, 1] = np.minimum(covered / length[:, np.newaxis], 1.0)
    late = found.end > (last - END_SHARE * length)[found.article]
    of_traits[found.article[late], found.trait[late], 2] = 1.0
    flat = of_traits.reshape(len(body), len(traits.TRAITS) * len(PARTS))
    return np.concatenate([flat, traits.measure(body)], axis=1)


def ngrams(body: Lexemes, limit: int, *, within: Vocabulary | None = None) -> NGrams:
    """Read the n-grams of the first `limit` tokens of each article.

    Of those that a vocabulary has not most are left out, since to look them up takes longer.
    """
    edges = np.searchsorted(body.tokens.start, body.article_start).astype(np.int32)
    return ngrams_between(body, edges, limit, within=within)


def ngrams_between(
    body: Lexemes, edges: Ints, limit: int, *, within: Vocabulary | None = None
) -> NGrams:
    """Read the n-grams of stretches of tokens, from edge to edge, as if they were articles."""
    tokens = body.tokens
    room = 3 * int(np.minimum(np.diff(edges), limit).sum()) + 1
    key, first, last = np.empty(room, np.uint32), *np.empty((2, room), np.int32)
    bounds = np.zeros(len(edges), np.int64)
    given = buffers(tokens.hash, tokens.kind, tokens.tier, edges)
    passing = within.sieve if within else EVERY
    count = lexer.ngrams(*given, limit, *buffers(passing, key, first, last, bounds))
    return NGrams(key=key[:count], first=first[:count], last=last[:count], bounds=bounds)


def article_of(body: Lexemes, position: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the article in which each position lies."""
    return np.searchsorted(body.article_start[1:-1], position, side="right")
