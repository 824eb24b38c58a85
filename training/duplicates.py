"""Finds texts that are there twice, or nearly so, among labelled articles.

A text that stands under good and under low teaches nothing and counts as an error on one side; a
text that stands in two groups lets a model be checked on what it was trained on.

Two texts are the same where three quarters of their runs of five words are: the Jaccard index of
their sets of 5-shingles is at least 0.75. One word in fifty changed gives 0.82, one in thirty 0.71.
Case, punctuation, quotes and white space do not count. Only the first 400 words are read, which
keeps it quick: articles that differ further down are found, one that was cut to a half is not.
Scripts that put no spaces between words are cut at punctuation, so in them little more than the
very same text is found.

Candidates come from MinHash with banding (Broder 1997, "On the resemblance and containment of
documents"), and each is then compared in full: what is found is certain, and of the pairs at the
very threshold one in 900 is missed. A cluster holds all that such pairs chain together. 60,000
articles take about a minute.
"""

import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

import regex
from datasketch import LeanMinHash, MinHash, MinHashLSH
from joblib import Parallel, delayed

from training.datasets import Labelled

SAME = 0.75  # Jaccard index from which two texts are the same
SHINGLE = 5  # words
WORDS = 400  # words read of a text
CHARACTERS = 6000  # characters read to get them
BANDS, ROWS = 25, 5  # of MinHash values; texts that agree on a whole band are compared
SEED = 1
MOST_TIED = 200  # groups; a text that would tie more of them into one is left untied
BATCH = 512  # texts

WORD = regex.compile(r"\w+")
QUOTES = dict.fromkeys(map(ord, "'’‘`´"))

Cluster = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Duplicates:
    """Clusters of rows that hold the same text, and what to do about them.

    A row is a place in `articles`. `clusters` are in order and have two rows or more each; no row
    stands in two of them.
    """

    clusters: tuple[Cluster, ...]
    articles: Sequence[Labelled]

    @cached_property
    def across_labels(self) -> tuple[Cluster, ...]:
        """The clusters that stand under good and under another label."""
        return tuple(c for c in self.clusters if len({self.articles[row].good for row in c}) > 1)

    @cached_property
    def across_groups(self) -> tuple[Cluster, ...]:
        """The clusters that stand in several groups."""
        return tuple(c for c in self.clusters if len({self.articles[row].group for row in c}) > 1)

    @cached_property
    def surplus(self) -> tuple[int, ...]:
        """The rows to leave out: the whole of a cluster across labels, all but one of another.

        What is left has no text twice, so it needs no `tie`.
        """
        mixed = set(self.across_labels)
        kept = {cluster[0] for cluster in self.clusters if cluster not in mixed}
        return tuple(sorted(row for c in self.clusters for row in c if row not in kept))

    def tie(self, groups: Sequence[str]) -> list[str]:
        """Return the group of each row, where groups that share a text have become one.

        For those who keep the surplus, so that no fold parts the same text. A merged group bears
        the name that comes first. What `untied` returns is not tied: leave its surplus out.
        """
        return self._tied(groups)[0]

    def untied(self, groups: Sequence[str]) -> tuple[Cluster, ...]:
        """Return the clusters that `tie` leaves, as they would merge more than 200 groups."""
        return self._tied(groups)[1]

    def report(self) -> str:
        """Say in a few lines what was found, and what becomes of it without the surplus."""
        mixed = self.across_labels
        alike = [cluster for cluster in self.clusters if cluster not in set(mixed)]
        lines = []
        if mixed:
            which = f"{_count(mixed)} stand under both labels{self._example(mixed)}"
            lines.append(f"{which}; left out")
        if alike:
            which = f"{_count(alike)} repeat one another under one label{self._example(alike)}"
            lines.append(f"{which}; one of each kept, {_count(alike, but=1)} left out")
        if self.across_groups:
            lines.append(self._about_groups())
        return "\n".join(lines) or "no text stands there twice"

    def _about_groups(self) -> str:
        groups = [article.group for article in self.articles]
        members = Counter(dict(zip(groups, self.tie(groups), strict=True)).values())
        merged = [count for count in members.values() if count > 1]
        told = [f"{_count(self.across_groups)} stand in several groups"]
        told[0] += self._example(self.across_groups)
        if merged:
            into = f"into {len(merged):,}, the largest of {max(merged):,}"
            told.append(f"tied, {sum(merged):,} groups merge {into}")
        if untied := self.untied(groups):
            told.append(f"{_count(untied)} are not tied, as over {MOST_TIED} groups would merge")
        return "; ".join(told)

    def _example(self, clusters: Sequence[Cluster]) -> str:
        first, *rest = (self.articles[row] for row in clusters[0])
        other = next((each for each in rest if each.good != first.good), rest[0])
        return f", e.g. {first.id} and {other.id}"

    def _tied(self, groups: Sequence[str]) -> tuple[list[str], tuple[Cluster, ...]]:
        number = {group: place for place, group in enumerate(dict.fromkeys(groups))}
        names, sets, untied = list(number), _Sets(len(number)), []
        for cluster in sorted(self.clusters, key=lambda rows: len({groups[row] for row in rows})):
            tied = {sets.find(number[groups[row]]) for row in cluster}
            if sum(sets.size[each] for each in tied) > MOST_TIED:
                untied.append(cluster)
            else:
                sets.join(*tied)
        return [names[sets.find(number[group])] for group in groups], tuple(sorted(untied))


class _Sets:
    """Disjoint sets of the numbers below `count`; a set is known by its smallest member."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))
        self.size = [1] * count

    def find(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = number = self.parent[self.parent[number]]
        return number

    def join(self, *numbers: int) -> None:
        roots = {self.find(number) for number in numbers}
        first, size = min(roots), sum(self.size[root] for root in roots)
        for root in roots:
            self.parent[root] = first
        self.size[first] = size


def find(articles: Sequence[Labelled], *, jobs: int = 1) -> Duplicates:
    """Find the articles whose texts are there more than once."""
    rows = _rows(articles)
    texts = list(rows)
    sketches, sets, index = _sketches(texts, jobs), _Sets(len(texts)), _Index()
    for number, sketch in enumerate(sketches):
        for other in index.alike(sketch):
            if sets.find(other) != sets.find(number) and _same(texts[other], texts[number]):
                sets.join(other, number)
        index.add(number, sketch)
    clusters: dict[int, list[int]] = {}
    for number, text in enumerate(texts):
        clusters.setdefault(sets.find(number), []).extend(rows[text])
    found = sorted(tuple(sorted(each)) for each in clusters.values() if len(each) > 1)
    return Duplicates(clusters=tuple(found), articles=articles)


def between(
    articles: Sequence[Labelled], others: Sequence[Labelled], *, jobs: int = 1
) -> tuple[tuple[int, int], ...]:
    """Return the pairs of a row in `articles` and a row in `others` that hold the same text."""
    ours, theirs = _rows(articles), _rows(others)
    texts, index, found = list(ours), _Index(), []
    for number, sketch in enumerate(_sketches(texts, jobs)):
        index.add(number, sketch)
    for other, sketch in zip(theirs, _sketches(list(theirs), jobs), strict=True):
        alike = (texts[number] for number in index.alike(sketch))
        same = [text for text in alike if _same(text, other)]
        found += [(row, their) for text in same for row in ours[text] for their in theirs[other]]
    return tuple(sorted(found))


class _Index:
    """Finds the sketches that agree with one on a whole band."""

    def __init__(self) -> None:
        self.bands = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))

    def add(self, number: int, sketch: LeanMinHash) -> None:
        self.bands.insert(number, sketch)

    def alike(self, sketch: LeanMinHash) -> list[int]:
        return sorted(self.bands.query(sketch))


def _rows(articles: Sequence[Labelled]) -> dict[str, list[int]]:
    """Return where each normalised text stands; what has no words stands nowhere."""
    rows: dict[str, list[int]] = {}
    for row, article in enumerate(articles):
        if text := _normalised(article.text):
            rows.setdefault(text, []).append(row)
    return rows


def _normalised(text: str) -> str:
    """Return the words that are compared, with one space between them."""
    start = unicodedata.normalize("NFKC", text[:CHARACTERS]).casefold().translate(QUOTES)
    return " ".join(WORD.findall(start)[:WORDS])


def _sketches(texts: Sequence[str], jobs: int) -> Iterator[LeanMinHash]:
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    return chain.from_iterable(Parallel(n_jobs=jobs)(map(delayed(_batch), batches)))


def _batch(texts: Sequence[str]) -> list[LeanMinHash]:
    shingles = ([each.encode() for each in _shingles(text)] for text in texts)
    size = BANDS * ROWS
    sketches = MinHash.bulk(shingles, num_perm=size, seed=SEED, hashfunc=zlib.crc32)
    return list(map(LeanMinHash, sketches))


def _same(one: str, other: str) -> bool:
    ours, theirs = _shingles(one), _shingles(other)
    shared = len(ours & theirs)
    return shared >= SAME * (len(ours) + len(theirs) - shared)


@lru_cache(maxsize=1024)
def _shingles(text: str) -> frozenset[str]:
    words = text.split(" ")
    starts = range(max(1, len(words) - SHINGLE + 1))
    return frozenset(" ".join(words[start : start + SHINGLE]) for start in starts)


def _count(clusters: Sequence[Cluster], *, but: int = 0) -> str:
    count = sum(len(cluster) - but for cluster in clusters)
    return f"{count:,} article{'s' * (count != 1)}"
