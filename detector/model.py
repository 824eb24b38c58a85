"""Load a model and apply it: exact, additive, plain data.

A model is a folder: `model.json` says what its weights are for, `weights.npy` holds them (float32,
one row a feature, one column for the quality and one for each kind), `CARD.md` tells people what
it was trained on and how it does. Loading never runs code from the folder.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from detector import features
from detector.errors import ModelError
from detector.lexemes import Floats
from detector.verdict import Kind

SCHEMA = 1
COLUMNS = ("quality", *(str(kind) for kind in Kind))
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

    `scores` has the columns `COLUMNS`, of which the first is the quality's logit. `parts` is what
    each number of `Features.numbers` added to it, `words` what each entry of `Features.words` did.
    """

    scores: Floats
    parts: Floats
    words: Floats


@dataclass(frozen=True, kw_only=True)
class Model:
    """A loaded model.

    `edges[name]` cuts a number into bins: bin `b` holds `edges[b - 1] <= x < edges[b]`. The rows
    of `weights` are `2**bits` word buckets, then the bins of each number in the order of `edges`.
    `kinds` are those that the model has seen, and can name.
    """

    path: Path
    name: str
    bits: int
    limit: int
    exponent: float
    kinds: tuple[Kind, ...]
    base: Floats
    edges: Mapping[str, npt.NDArray[np.float64]]
    weights: npt.NDArray[np.float32]
    points: Mapping[str, OperatingPoint]
    facts: Mapping[str, Any]

    @property
    def card(self) -> str:
        """The model card, in Markdown."""
        path = self.path / "CARD.md"
        return path.read_text("utf-8") if path.is_file() else ""

    @cached_property
    def _columns(self) -> list[tuple[int, npt.NDArray[np.float64], int]]:
        """For each number: its column in `Features.numbers`, its edges, its first weight row."""
        known = {name: column for column, name in enumerate(features.names())}
        row, columns = 1 << self.bits, []
        for name, edges in self.edges.items():
            columns.append((known[name], edges, row))
            row += len(edges) + 1
        return columns

    def apply(self, found: features.Features) -> Applied:
        """Score a batch. Sums run in a fixed order, so that a batch changes no bit."""
        articles = len(found.body)
        scores = np.tile(self.base, (articles, 1))
        parts = np.zeros((articles, found.numbers.shape[1]))
        for column, edges, row in self._columns:
            rows = row + np.searchsorted(edges, found.numbers[:, column], side="right")
            parts[:, column] = self.weights[rows, 0]
            scores += self.weights[rows]
        words = self._words(found.words, scores)
        return Applied(scores=scores, parts=parts, words=words)

    def _words(self, words: features.Words, scores: Floats) -> Floats:
        distinct = np.maximum(np.diff(words.bounds), 1)
        scale = (1.0 / distinct**self.exponent)[words.article]
        weights = self.weights[words.bucket].astype(np.float64) * scale[:, np.newaxis]
        for column in range(len(COLUMNS)):
            scores[:, column] += np.bincount(
                words.article, weights[:, column], minlength=len(scores)
            )
        return weights[:, 0]


def default_path() -> Path:
    """Folder of the shipped model, in a wheel, an editable install or a checkout."""
    return INSIDE_WHEEL if INSIDE_WHEEL.is_dir() else IN_CHECKOUT


def load(path: Path | None = None) -> Model:
    """Load a model folder (the shipped model where none is named).

    Raises ModelError, which says what is wrong with the folder.
    """
    folder = path or default_path()
    header = _header(folder)
    try:
        return _model(folder, header)
    except ModelError:
        raise
    except (KeyError, TypeError, ValueError, OSError) as fault:
        raise ModelError(f"{folder}: not a usable model ({fault!r}); train it again") from fault


def _header(folder: Path) -> dict[str, Any]:
    file = folder / "model.json"
    if not file.is_file():
        raise ModelError(f"{folder}: no model here (model.json is missing); name a model folder")
    try:
        header = orjson.loads(file.read_bytes())
    except (orjson.JSONDecodeError, OSError) as fault:
        raise ModelError(f"{file}: cannot be read ({fault}); train the model again") from fault
    if not isinstance(header, dict):
        raise ModelError(f"{file}: not a model; name a folder that `detector train` wrote")
    if header.get("schema") != SCHEMA:
        raise ModelError(
            f"{file}: schema {header.get('schema')!r}, but this version reads schema {SCHEMA}; "
            "upgrade article-detector, or train the model again"
        )
    return header


def _model(folder: Path, header: dict[str, Any]) -> Model:
    edges = {name: np.array(cuts, np.float64) for name, cuts in header["edges"].items()}
    missing = [name for name in edges if name not in features.names()]
    if missing:
        raise ModelError(
            f"{folder}: trained with {', '.join(missing)}, which this version does not have; "
            "train the model again"
        )
    rows = (1 << header["bits"]) + sum(len(cuts) + 1 for cuts in edges.values())
    return Model(
        path=folder,
        name=header["name"],
        bits=header["bits"],
        limit=header["limit"],
        exponent=header["exponent"],
        kinds=tuple(Kind(kind) for kind in header["kinds"]),
        base=np.array(header["base"], np.float64),
        edges=edges,
        weights=_weights(folder / "weights.npy", header["sha256"], (rows, len(COLUMNS))),
        points={name: OperatingPoint(**point) for name, point in header["points"].items()},
        facts=header["facts"],
    )


def _weights(file: Path, digest: str, shape: tuple[int, int]) -> npt.NDArray[np.float32]:
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelError(f"{file}: not the weights that model.json was written with; copy it again")
    weights = np.load(file, allow_pickle=False)
    if weights.shape != shape or weights.dtype != np.float32 or not np.isfinite(weights).all():
        raise ModelError(f"{file}: not finite float32 weights of shape {shape}; train it again")
    return np.asarray(weights)
