"""What the words of a line say: a linear score over its hashed n-grams.

Words do not travel: where a page is in a language that the model has not learned, the few words
that it knows, names and loans, would say more than they mean. Such a page has no score.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.arrays import Floats
from detector.features import NGrams, Vocabulary, ngrams_between
from detector.lexemes import Lexemes
from detector.lines.measures import Page

LIMIT = 120  # tokens of a line that are read


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The n-grams that a model knows, their hashes in `keys`, and a weight for each.

    A line's score is `base` plus the weights of its n-grams, each once, over the root of their
    number. Below `known`, a share of the page's n-grams, the score is 0.0.
    """

    keys: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]
    base: float
    known: float

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The n-grams, to be looked up."""
        return Vocabulary(self.keys)

    def __getstate__(self) -> dict[str, Any]:
        """Travel to another process without the table: the lexer wants its own."""
        return {name: value for name, value in vars(self).items() if name != "vocabulary"}

    def score(self, whole: Lexemes, page: Page) -> Floats:
        """Score each filled line."""
        grams = ngrams(whole)
        words = self.vocabulary.look_up(grams)
        count = np.diff(words.bounds)
        total = np.bincount(words.article, self.weights[words.row], minlength=len(count))
        score = self.base + total / np.sqrt(np.maximum(count, 1))
        held = familiar(page, np.diff(grams.bounds), count)
        return np.asarray(np.where(held[page.page] >= self.known, score[page.place], 0.0))


def familiar(page: Page, grams: npt.NDArray[np.int64], known: npt.NDArray[np.int64]) -> Floats:
    """Return the share of a page's n-grams that are known, from counts for each line."""
    pages = len(page.bounds) - 1
    all_of, known_of = (
        np.bincount(page.page, values[page.place], minlength=pages) for values in (grams, known)
    )
    return np.asarray(known_of / np.maximum(all_of, 1))


def ngrams(whole: Lexemes) -> NGrams:
    """Read the n-grams of every line."""
    edges = np.append(whole.lines.token, len(whole.tokens.start)).astype(np.int32)
    return ngrams_between(whole, edges, LIMIT)
