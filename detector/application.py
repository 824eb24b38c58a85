"""Apply a model's weights to a batch: exact and additive.

Two columns make the quality: `article` asks whether the article is worth keeping, `page` whether
this is an article at all and no menu or comment thread. The worse of them decides, softly:

    logit = -T log(exp(-article / T) + exp(-page / T))

where T is the `softness`. With p the share of `article` in that sum, the logit is exactly

    p article + (1 - p) page + T (p log p + (1 - p) log(1 - p))

so that every weight adds p times its `article` and 1 - p times its `page`, and what is left over,
at most T log 2, is a contribution of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detector import features, weighing
from detector.arrays import Floats, Ints
from detector.hashing import buffers
from detector.verdict import Kind

COLUMNS = ("article", "page", *(str(kind) for kind in Kind))
ARTICLE, PAGE, KINDS = 0, 1, 2


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What a model makes of a batch: one row an article.

    `logit` is the quality's, and the sum of `base`, `joining`, the article's row of `parts` (what
    the numbers of each of `features.owners` added) and its entries of `words` (what each entry of
    `Features.words` did). `rows` are the weight rows of the bins that the numbers fell into.
    """

    logit: Floats
    base: Floats
    joining: Floats
    parts: Floats
    words: Floats
    rows: Ints


# Weight rows of all articles, where each article's begin and end, and what they count.
Terms = tuple[Ints, npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bins:
    """How the numbers are cut, for the loops.

    Of the number in column `column[c]` the edges are `edges[bounds[c]:bounds[c + 1]]`, the first
    bin's weights in row `row[c]`, and its contributions go to the owner `owner[c]`.
    """

    column: Ints
    edges: Floats
    bounds: Ints
    row: Ints
    owner: npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Application:
    """A model as the loops want it; its fields are those of `detector.model.Model`.

    `ngrams` is the number of rows of `weights` that come before those of the bins.
    """

    base: Floats
    softness: float | None
    limit: int
    exponent: float
    edges: Mapping[str, npt.NDArray[np.float64]]
    ngrams: int
    weights: npt.NDArray[np.float32]
    kinds: Sequence[Kind]

    @cached_property
    def _judging(self) -> npt.NDArray[np.float32]:
        """The weights that make the quality, apart from the others: fewer to fetch from memory."""
        return np.ascontiguousarray(self.weights[:, :KINDS])

    @cached_property
    def _naming(self) -> npt.NDArray[np.float32]:
        """The weights of the kinds."""
        return np.ascontiguousarray(self.weights[:, KINDS:])

    @cached_property
    def _scales(self) -> Floats:
        """What words count, by how many distinct ones an article has."""
        most = 3 * self.limit
        return np.array([1.0 / max(count, 1) ** self.exponent for count in range(most + 1)])

    @cached_property
    def _bins(self) -> _Bins:
        names = features.names()
        column = [names.index(name) for name in self.edges]
        sizes = [len(edges) for edges in self.edges.values()]
        bounds = np.concatenate(([0], np.cumsum(sizes)))
        return _Bins(
            column=np.array(column, np.int32),
            edges=np.concatenate([np.empty(0), *self.edges.values()]),
            bounds=bounds.astype(np.int32),
            row=(self.ngrams + bounds[:-1] + np.arange(len(sizes))).astype(np.int32),
            owner=np.array(
                [features.owners().index(features.owner(name)) for name in self.edges], np.int64
            ),
        )

    def apply(self, found: features.Features) -> Applied:
        """Score a batch. Sums run in a fixed order, so that a batch changes no bit."""
        articles, words = len(found.body), found.words
        rows = self._rows(found.numbers)
        of_bins, of_words = self._terms(rows), self._word_terms(words)
        scores = np.tile(self.base[:KINDS], (articles, 1))
        weighing.add_rows(*buffers(self._judging, *of_bins, scores))
        weighing.add_rows(*buffers(self._judging, *of_words, scores))
        share, joining, logit = np.empty((3, articles))
        weighing.join(*buffers(scores), self.softness or 0.0, *buffers(share, joining, logit))
        of_row, of_word = np.empty(rows.size), np.empty(len(words.row))
        weighing.mixed(*buffers(self._judging, *of_bins, share, of_row))
        weighing.mixed(*buffers(self._judging, *of_words, share, of_word))
        return Applied(
            logit=logit,
            base=share * self.base[ARTICLE] + (1.0 - share) * self.base[PAGE],
            joining=joining,
            parts=self._owned(of_row.reshape(rows.shape)),
            words=of_word,
            rows=rows,
        )

    def kinds_of(
        self, found: features.Features, applied: Applied, articles: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        """Return for each of these articles the kind with the greatest score among those known.

        A kind is its place in `Kind`; -1, if the model knows none.
        """
        if not self.kinds:
            return np.full(len(articles), -1)
        scores = np.tile(self.base[KINDS:], (len(articles), 1))
        for row, begin, end, scale in (self._terms(applied.rows), self._word_terms(found.words)):
            held = (begin[articles], end[articles], scale[articles])
            weighing.add_rows(*buffers(self._naming, row, *held, scores))
        columns = np.array([tuple(Kind).index(kind) for kind in self.kinds])
        return np.asarray(columns[scores[:, columns].argmax(axis=1)])

    def _terms(self, rows: Ints) -> Terms:
        edges = np.arange(len(rows) + 1) * rows.shape[1]
        return rows.reshape(-1), edges[:-1], edges[1:], np.ones(len(rows))

    def _word_terms(self, words: features.Words) -> Terms:
        scale = self._scales[np.diff(words.bounds)]
        return words.row, words.bounds[:-1], words.bounds[1:], scale

    def _owned(self, of_row: Floats) -> Floats:
        """Add up what each trait's and measure's numbers did, one after the other."""
        articles, owners = len(of_row), len(features.owners())
        cell = np.arange(articles)[:, np.newaxis] * owners + self._bins.owner
        summed = np.bincount(cell.ravel(), weights=of_row.ravel(), minlength=articles * owners)
        return np.asarray(summed, np.float64).reshape(articles, owners)

    def _rows(self, numbers: Floats) -> Ints:
        """Return the weight row of each number's bin: a row an article, a column for each edge."""
        bins = self._bins
        place = np.empty((len(numbers), len(bins.column)), np.int32)
        given = buffers(numbers, bins.column, bins.edges, bins.bounds)
        weighing.bins(*given, *buffers(place))
        return place + bins.row
