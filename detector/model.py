"""Load a model and apply it: exact, additive, plain data.

A model is a folder: `model.json` says what its weights are for and what its other files must be,
`weights.npy` holds them (float32, one row a feature, and the columns `COLUMNS`), `ngrams.npy` the
hashes of the n-grams that it knows (uint32), `CARD.md` tells people what it was trained on and how
it does. Loading never runs code from the folder, and trusts nothing in it: see
`detector.model_limits`. `detector.application` says how the weights are added up.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from detector import features
from detector.application import COLUMNS, Application
from detector.arrays import Floats
from detector.errors import ModelError
from detector.hashing import crowded
from detector.model_folder import COPY, TRAIN, default_path, manifest
from detector.model_limits import (
    LARGEST_NUMBER,
    check_meanings,
    flat,
    number,
    refusing,
    sequence,
    whole,
)
from detector.plain_data import array, check_names, text
from detector.verdict import Kind
from detector.version import __version__

if TYPE_CHECKING:
    from detector.lines.model import LineModel

SCHEMA = 3
MANIFEST, NGRAMS, WEIGHTS, CARD = "model.json", "ngrams.npy", "weights.npy", "CARD.md"
FILES = NGRAMS, WEIGHTS, CARD
MOST_NGRAMS = 1 << 21  # the shipped model knows a tenth of that
MOST_TOKENS = 1 << 16  # of an article that are read for n-grams
LONGEST_NAME = 200  # characters
STEEPEST = 2.0  # of the exponents; 0.5 is that of a text scaled to length 1

Address = tuple[Path | None, int, str]
"""The folder, unless it is the shipped one's, when it was written, and the detector's version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingPoint:
    """A threshold on quality; the shares of good articles lost and of others caught at it."""

    threshold: float
    lost: float
    recall: float


@dataclass(frozen=True, kw_only=True)
class Model:
    """A loaded model.

    `edges[name]` cuts a number into bins: bin `b` holds `edges[b - 1] <= x < edges[b]`. The rows
    of `weights` are those of `ngrams`, then the bins of each number in the order of `edges`.
    `kinds` are those that the model has seen, and can name. Without a `softness` the column
    `page` has no say. `card` is Markdown.
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
    card: str

    @property
    def digest(self) -> str:
        """SHA-256 of what the model and its line model say of themselves, digests of all else."""
        said = [self.path / name for name in (MANIFEST, "lines.json")]
        content = b"".join(each.read_bytes() for each in said if each.is_file())
        return hashlib.sha256(content).hexdigest()

    @property
    def address(self) -> Address:
        """What another process finds the model by; see `at`."""
        folder = self.path.resolve()
        written = (folder / MANIFEST).stat().st_mtime_ns
        return None if folder == default_path().resolve() else folder, written, __version__

    @cached_property
    def vocabulary(self) -> features.Vocabulary:
        """The n-grams that it knows, to be looked up."""
        return features.Vocabulary(self.ngrams)

    @cached_property
    def lines(self) -> "LineModel":
        """The line model of the folder, or the shipped one where it has none."""
        from detector.lines import model as lines

        return lines.load(self.path if lines.is_there(self.path) else default_path())

    def __getstate__(self) -> dict[str, Any]:
        """Travel to another process without the tables: the lexer wants its own."""
        tables = {"vocabulary", "application"}
        return {name: value for name, value in vars(self).items() if name not in tables}

    @cached_property
    def application(self) -> Application:
        """What applies it to a batch."""
        return Application(
            base=self.base,
            softness=self.softness,
            limit=self.limit,
            exponent=self.exponent,
            edges=self.edges,
            ngrams=len(self.ngrams),
            weights=self.weights,
            kinds=self.kinds,
        )


def is_there(folder: Path) -> bool:
    """Whether a folder is a model's."""
    return (folder / MANIFEST).is_file()


def load(path: Path | None = None) -> Model:
    """Load a model folder (the shipped model where none is named).

    Raises ModelError, which says what is wrong with the folder.
    """
    folder = path or default_path()
    said = manifest(folder / MANIFEST, SCHEMA)
    with refusing(folder / MANIFEST):
        return _model(folder, said)


@lru_cache(maxsize=1)
def at(address: Address) -> Model:
    """Load the model that another process, perhaps on another machine, works with, and keep it.

    The shipped one is that of the version installed here. Raises ModelError if that is another.
    """
    folder, _, version = address
    if version != __version__:
        raise ModelError(
            f"article-detector is {__version__} here, and {version} where the work comes from: "
            "install one version on all machines"
        )
    return load(folder)


def _model(folder: Path, said: dict[str, Any]) -> Model:
    check_names(said, FILES)
    edges = _edges(folder / MANIFEST, said)
    ngrams = array(folder, NGRAMS, said, np.uint32)
    if len(ngrams) > MOST_NGRAMS or not ngrams.all() or crowded(ngrams):
        raise ModelError(
            f"{folder / NGRAMS}: not up to {MOST_NGRAMS:,} different hashes that spread; {TRAIN}"
        )
    return Model(
        path=folder,
        name=_name(said["name"]),
        limit=whole(said["limit"], "`limit`", 1, MOST_TOKENS),
        exponent=number(said["exponent"], "`exponent`", 0.0, STEEPEST),
        kinds=tuple(Kind(kind) for kind in dict.fromkeys(sequence(said["kinds"], "`kinds`"))),
        base=_base(said["base"]),
        softness=_softness(said["softness"]),
        edges=edges,
        ngrams=ngrams,
        weights=_weights(folder, said, len(ngrams) + sum(len(cuts) + 1 for cuts in edges.values())),
        points={name: _point(point) for name, point in said["points"].items()},
        facts=dict(flat(said["facts"], "`facts`")),
        card=text(folder, CARD, said),
    )


def _edges(file: Path, said: dict[str, Any]) -> dict[str, npt.NDArray[np.float64]]:
    owners = dict.fromkeys(map(features.owner, said["edges"]))
    check_meanings(file, said, owners, features.versions())
    edges = {}
    for name, cuts in said["edges"].items():
        if name not in features.names():
            raise ValueError(f"no feature is called {name!r}")
        numbers = [number(cut, name) for cut in sequence(cuts, name)]
        if numbers != sorted(set(numbers)):
            raise ValueError(f"the edges of {name} do not rise")
        edges[name] = np.array(numbers, np.float64)
    return edges


def _weights(folder: Path, said: dict[str, Any], rows: int) -> npt.NDArray[np.float32]:
    weights = array(folder, WEIGHTS, said, np.float32, len(COLUMNS))
    if len(weights) != rows:
        raise ModelError(
            f"{folder / WEIGHTS}: {len(weights):,} rows, but the n-grams and edges of the model "
            f"want {rows:,}; {COPY}"
        )
    # What is not a number (NaN) is not below the limit, either.
    if rows and not max(weights.max(), -weights.min()) <= LARGEST_NUMBER:
        raise ModelError(
            f"{folder / WEIGHTS}: a weight is not finite, or above {LARGEST_NUMBER:g}; {TRAIN}"
        )
    return weights


def _name(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        raise ValueError(f"`name` is not a text of up to {LONGEST_NAME} characters")
    return value


def _base(value: Any) -> Floats:
    base = [number(each, "`base`") for each in sequence(value, "`base`")]
    if len(base) != len(COLUMNS):
        raise ValueError(f"`base` is not {len(COLUMNS)} numbers")
    return np.array(base)


def _softness(value: Any) -> float | None:
    return None if value is None else number(value, "`softness`", 1 / LARGEST_NUMBER)


def _point(said: dict[str, Any]) -> OperatingPoint:
    return OperatingPoint(
        threshold=number(said["threshold"], "`threshold`", 0.0, 1.0),
        lost=number(said["lost"], "`lost`"),
        recall=number(said["recall"], "`recall`"),
    )
