"""Load a model and apply it: exact, additive, plain data.

A model is a folder: `model.json` says what its weights are for, `weights.npy` holds them (float32,
one row a feature, and the columns `COLUMNS`), `ngrams.npy` the hashes of the n-grams that it knows
(uint32), `CARD.md` tells people what it was trained on and how it does. Loading never runs code
from the folder.

Two columns make the quality: `article` asks whether the article is worth keeping, `page` whether
this is an article at all and no menu or comment thread. The worse of them decides, softly:

    logit = -T log(exp(-article / T) + exp(-page / T))

where T is the `softness`. With p the share of `article` in that sum, the logit is exactly

    p article + (1 - p) page + T (p log p + (1 - p) log(1 - p))

so that every weight adds p times its `article` and 1 - p times its `page`, and what is left over,
at most T log 2, is a contribution of its own.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detector import features
from detector.errors import ModelError
from detector.lexemes import Floats
from detector.lines import model as lines
from detector.plain_data import array, header
from detector.verdict import Kind

SCHEMA = 2
COLUMNS = ("article", "page", *(str(kind) for kind in Kind))
ARTICLE, PAGE, KINDS = 0, 1, 2
INSIDE_WHEEL = Path(__file__).parent / "models" / "default"
IN_CHECKOUT = Path(__file__).parent.parent / "models" / "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingPoint:
    """A threshold on quality; the shares of good articles lost and of others caught at it."""

    threshold: float
    lost: float
    recall: float


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What a model makes of a batch: one row an article.

    `logit` is the quality's, and the sum of `base`, `joining`, the article's row of `parts` (what
    each number of `Features.numbers` added) and its entries of `words` (what each entry of
    `Features.words` did). `kinds` has a column for each kind.
    """

    logit: Floats
    base: Floats
    joining: Floats
    parts: Floats
    words: Floats
    kinds: Floats


@dataclass(frozen=True, kw_only=True)
class Model:
    """A loaded model.

    `edges[name]` cuts a number into bins: bin `b` holds `edges[b - 1] <= x < edges[b]`. The rows
    of `weights` are those of `ngrams`, then the bins of each number in the order of `edges`.
    `kinds` are those that the model has seen, and can name. Without a `softness` the column
    `page` has no say.
    """

    path: Path
    name: str
    limit: int
    exponent: float
    kinds: tuple[Kind, ...]
    base: Floats
    softness: float | None
    edges: Mapping[str, npt.NDArray[np.float64]]
    ngrams: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]
    points: Mapping[str, OperatingPoint]
    facts: Mapping[str, Any]

    @property
    def card(self) -> str:
        """The model card, in Markdown."""
        path = self.path / "CARD.md"
        return path.read_text("utf-8") if path.is_file() else ""

    @cached_property
    def vocabulary(self) -> features.Vocabulary:
        """The n-grams that it knows, to be looked up."""
        return features.Vocabulary(self.ngrams)

    @cached_property
    def lines(self) -> lines.LineModel:
        """The line model of the folder, or the shipped one where it has none."""
        return lines.load(self.path if lines.is_there(self.path) else default_path())

    def __getstate__(self) -> dict[str, Any]:
        """Travel to another process without the tables: the lexer wants its own."""
        return {name: value for name, value in vars(self).items() if name != "vocabulary"}

    @cached_property
    def _columns(self) -> list[tuple[int, npt.NDArray[np.float64], int]]:
        """For each number: its column in `Features.numbers`, its edges, its first weight row."""
        known = {name: column for column, name in enumerate(features.names())}
        row, columns = len(self.ngrams), []
        for name, edges in self.edges.items():
            columns.append((known[name], edges, row))
            row += len(edges) + 1
        return columns

    def apply(self, found: features.Features) -> Applied:
        """Score a batch. Sums run in a fixed order, so that a batch changes no bit."""
        articles = len(found.body)
        scores = np.tile(self.base, (articles, 1))
        parts = np.zeros((KINDS, articles, found.numbers.shape[1]))
        for column, edges, row in self._columns:
            rows = row + np.searchsorted(edges, found.numbers[:, column], side="right")
            parts[:, :, column] = self.weights[rows, :KINDS].T
            scores += self.weights[rows]
        words = self._words(found.words, scores)
        share, logit = self._joined(scores[:, ARTICLE], scores[:, PAGE])
        mixed = share[ARTICLE] * scores[:, ARTICLE] + share[PAGE] * scores[:, PAGE]
        of_word = share[:, found.words.article]
        return Applied(
            logit=logit,
            base=share.T @ self.base[:KINDS],
            joining=logit - mixed,
            parts=(share[:, :, np.newaxis] * parts).sum(axis=0),
            words=(of_word * words).sum(axis=0),
            kinds=scores[:, KINDS:],
        )

    def _joined(self, article: Floats, page: Floats) -> tuple[Floats, Floats]:
        """Shares of the two columns (two rows), and the logit."""
        if self.softness is None:
            return np.array([np.ones(len(article)), np.zeros(len(article))]), article
        logit = -self.softness * np.logaddexp(-article / self.softness, -page / self.softness)
        share = np.exp((logit - np.array([article, page])) / self.softness)
        return share / share.sum(axis=0), logit

    def _words(self, words: features.Words, scores: Floats) -> Floats:
        """Add the words to the scores; return what each added to `article` and `page`: two rows."""
        distinct = np.maximum(np.diff(words.bounds), 1)
        scale = (1.0 / distinct**self.exponent)[words.article]
        weights = self.weights[words.row].astype(np.float64) * scale[:, np.newaxis]
        for column in range(len(COLUMNS)):
            scores[:, column] += np.bincount(
                words.article, weights[:, column], minlength=len(scores)
            )
        return weights[:, :KINDS].T


def default_path() -> Path:
    """Folder of the shipped model, in a wheel, an editable install or a checkout."""
    return INSIDE_WHEEL if INSIDE_WHEEL.is_dir() else IN_CHECKOUT


def load(path: Path | None = None) -> Model:
    """Load a model folder (the shipped model where none is named).

    Raises ModelError, which says what is wrong with the folder.
    """
    folder = path or default_path()
    said = header(folder / "model.json", SCHEMA)
    try:
        return _model(folder, said)
    except ModelError:
        raise
    except (KeyError, TypeError, ValueError, OSError) as fault:
        raise ModelError(f"{folder}: not a usable model ({fault!r}); train it again") from fault


def _model(folder: Path, said: dict[str, Any]) -> Model:
    edges = {name: np.array(cuts, np.float64) for name, cuts in said["edges"].items()}
    missing = [name for name in edges if name not in features.names()]
    if missing:
        raise ModelError(
            f"{folder}: trained with {', '.join(missing)}, which this version does not have; "
            "train the model again"
        )
    base = np.array(said["base"], np.float64)
    if base.shape != (len(COLUMNS),) or not np.isfinite(base).all():
        raise ModelError(f"{folder}: `base` is not {len(COLUMNS)} finite numbers; train it again")
    ngrams = array(folder / "ngrams.npy", said["sha256"])
    if ngrams.ndim != 1 or ngrams.dtype != np.uint32 or not ngrams.all():
        raise ModelError(f"{folder / 'ngrams.npy'}: not a row of hashes (uint32); train it again")
    shape = len(ngrams) + sum(len(cuts) + 1 for cuts in edges.values()), len(COLUMNS)
    weights = array(folder / "weights.npy", said["sha256"])
    if weights.shape != shape or weights.dtype != np.float32 or not np.isfinite(weights).all():
        raise ModelError(
            f"{folder / 'weights.npy'}: not finite float32 weights of shape {shape}; train it again"
        )
    return Model(
        path=folder,
        name=said["name"],
        limit=said["limit"],
        exponent=said["exponent"],
        kinds=tuple(Kind(kind) for kind in said["kinds"]),
        base=base,
        softness=_softness(said["softness"]),
        edges=edges,
        ngrams=ngrams,
        weights=weights,
        points={name: OperatingPoint(**point) for name, point in said["points"].items()},
        facts=said["facts"],
    )


def _softness(value: Any) -> float | None:
    if value is not None and not 0.0 < value < math.inf:
        raise ValueError(f"softness {value!r}")
    return value if value is None else float(value)
