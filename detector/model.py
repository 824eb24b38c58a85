"""Load a model and apply it: exact, additive, plain data.

A model is a folder: `model.json` says what its weights are for, `weights.npy` holds them (float32,
one row a feature, and the columns `COLUMNS`), `ngrams.npy` the hashes of the n-grams that it knows
(uint32), `CARD.md` tells people what it was trained on and how it does. Loading never runs code
from the folder. `detector.application` says how the weights are added up.
"""

import hashlib
import math
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
from detector.model_folder import default_path, header
from detector.plain_data import array
from detector.verdict import Kind
from detector.version import __version__

if TYPE_CHECKING:
    from detector.lines.model import LineModel

SCHEMA = 2

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
    def digest(self) -> str:
        """SHA-256 of what the model and its line model say of themselves, digests of all else."""
        said = [self.path / name for name in ("model.json", "lines.json")]
        content = b"".join(each.read_bytes() for each in said if each.is_file())
        return hashlib.sha256(content).hexdigest()

    @property
    def address(self) -> Address:
        """What another process finds the model by; see `at`."""
        folder = self.path.resolve()
        written = (folder / "model.json").stat().st_mtime_ns
        return None if folder == default_path().resolve() else folder, written, __version__

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
