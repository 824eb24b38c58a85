"""Feature matrices: what `detector.features` says of many texts, kept on disk between runs."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from joblib import Memory, Parallel, delayed
from scipy import sparse

import detector
from detector import features, traits
from training.progress import Progress

BATCH = 256
HASHES = 1 << 32
Keys = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Features of some texts: a row a text.

    `words` (CSR, float32) is 1.0 where a text has the n-gram of a column, whose hash is in `keys`
    (in order); `numbers` has the columns that `detector.features.names` lists.
    """

    keys: Keys
    words: sparse.csr_matrix
    numbers: npt.NDArray[np.float64]

    def rows(self, rows: Places) -> "Matrix":
        """Only these rows."""
        return Matrix(keys=self.keys, words=self.words[rows], numbers=self.numbers[rows])

    def columns(self, columns: Places) -> "Matrix":
        """Only these n-grams."""
        words = self.words[:, columns]
        return Matrix(keys=self.keys[columns], words=words, numbers=self.numbers)


def scaled(words: sparse.csr_matrix, exponent: float) -> sparse.csr_matrix:
    """Scale each row of presences by the number of them to the power of minus `exponent`."""
    distinct = np.diff(words.indptr)
    scale = np.repeat(1.0 / np.maximum(distinct, 1) ** exponent, distinct).astype(np.float32)
    return sparse.csr_matrix((scale, words.indices, words.indptr), words.shape)


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was read of some texts: text `t` has the n-grams `keys[bounds[t] : bounds[t + 1]]`.

    The keys of a text are in order, each once; `numbers` is as in `Matrix`.
    """

    keys: Keys
    bounds: Places
    numbers: npt.NDArray[np.float64]

    def widespread(self, group: Places, fewest: int) -> Keys:
        """Keys, in order, that at least `fewest` groups use; `group` is that of each text."""
        of_text = np.repeat(group, np.diff(self.bounds))
        once = _distinct(self.keys.astype(np.uint64) * HASHES + of_text.astype(np.uint64))
        known, groups = np.unique((once // HASHES).astype(np.uint32), return_counts=True)
        return known[groups >= fewest]

    def matrix(self, known: Keys) -> Matrix:
        """Return the features, with these n-grams (in order) and no others."""
        return Matrix(keys=known, words=self._present(known), numbers=self.numbers)

    def _present(self, known: Keys) -> sparse.csr_matrix:
        texts = len(self.bounds) - 1
        if not len(known):
            return sparse.csr_matrix(np.zeros((texts, 0), np.float32))
        column = np.searchsorted(known, self.keys).clip(max=len(known) - 1)
        held = known[column] == self.keys
        index = column[held].astype(np.int32)
        starts = np.concatenate(([0], np.cumsum(held)))[self.bounds]
        ones = np.ones(len(index), np.float32)
        return sparse.csr_matrix((ones, index, starts), (texts, len(known)))


def read(
    texts: Sequence[str], *, limit: int, cache: Path | None, jobs: int, progress: Progress
) -> Read:
    """Read all texts, from the cache (if there is one) if the same code has seen them before."""
    extract = Memory(cache, verbose=0).cache(_extract, ignore=["texts", "jobs", "progress"])
    keys, bounds, numbers = extract(texts, limit, jobs, progress, _digest(texts), _code())
    return Read(keys=keys, bounds=bounds, numbers=numbers)


def _extract(
    texts: Sequence[str], limit: int, jobs: int, progress: Progress, digest: str, code: str
) -> tuple[Keys, Places, npt.NDArray[np.float64]]:
    """Distinct hashes of each text in order, where each text's begin, and all numbers."""
    del digest, code  # they are there for the cache to tell calls apart
    batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    parts = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_batch)(batch, limit) for batch in batches
    )
    keys, counts, numbers = zip(*progress(parts, "reading", len(batches)), strict=True)
    bounds = np.concatenate(([0], np.cumsum(np.concatenate(counts))))
    return np.concatenate(keys), bounds, np.concatenate(numbers)


def _batch(texts: Sequence[str], limit: int) -> tuple[Keys, Places, npt.NDArray[np.float64]]:
    findings = traits.find(texts)
    grams = features.ngrams(findings.body, limit)
    text = np.repeat(np.arange(len(texts)), np.diff(grams.bounds)).astype(np.uint64)
    once = _distinct(text * HASHES + grams.key)
    counts = np.bincount((once // HASHES).astype(np.int64), minlength=len(texts))
    return (once % HASHES).astype(np.uint32), counts, features.numbers(findings)


def _distinct(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return the values in order, each once; `numpy.unique` needs twice the memory."""
    values.sort()
    first = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return np.asarray(values[first])


def _digest(texts: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _code() -> str:
    """Digest of all that decides the features: traits, phrases, lexer, lexicon."""
    digest = hashlib.sha256()
    folder = Path(detector.__file__).parent
    for path in sorted((folder / "traits").rglob("*.*")) + sorted((folder / "lexicon").glob("*")):
        if path.suffix in (".py", ".txt", ".npy"):
            digest.update(path.read_bytes())
    for name in ("lexer.py", "lexemes.py", "characters.py", "characters.npy", "features.py"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
