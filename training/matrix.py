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
from detector import features

BATCH = 256


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Features of some texts: a row a text.

    `words` (CSR, float32) has 1 / sqrt-like scaled presence of each bucket, `numbers` the columns
    that `detector.features.names` lists.
    """

    words: sparse.csr_matrix
    numbers: npt.NDArray[np.float64]

    def rows(self, rows: npt.NDArray[np.int64]) -> "Matrix":
        """Only these rows."""
        return Matrix(words=self.words[rows], numbers=self.numbers[rows])


def extract(
    texts: Sequence[str], *, bits: int, limit: int, exponent: float, cache: Path, jobs: int = 2
) -> Matrix:
    """Extract the features of all texts, from the cache if the same code has seen them before."""
    memory = Memory(cache, verbose=0)
    extracted = memory.cache(_extract, ignore=["texts", "jobs"])
    words, numbers = extracted(texts, bits, limit, jobs, _digest(texts), _code())
    distinct = np.diff(words.indptr)
    scale = np.repeat(1.0 / np.maximum(distinct, 1) ** exponent, distinct).astype(np.float32)
    scaled = sparse.csr_matrix((scale, words.indices, words.indptr), words.shape)
    return Matrix(words=scaled, numbers=numbers)


def _extract(
    texts: Sequence[str], bits: int, limit: int, jobs: int, digest: str, code: str
) -> tuple[sparse.csr_matrix, npt.NDArray[np.float64]]:
    del digest, code  # they are there for the cache to tell calls apart
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    parts = Parallel(n_jobs=jobs)(delayed(_batch)(batch, bits, limit) for batch in batches)
    words, numbers = zip(*parts, strict=True)
    return sparse.vstack(words, format="csr"), np.concatenate(numbers)


def _batch(
    texts: Sequence[str], bits: int, limit: int
) -> tuple[sparse.csr_matrix, npt.NDArray[np.float64]]:
    found = features.extract(texts, bits=bits, limit=limit)
    ones = np.ones(len(found.words.bucket), np.float32)
    shape = (len(texts), 1 << bits)
    index = found.words.bucket.astype(np.int32), found.words.bounds.astype(np.int32)
    return sparse.csr_matrix((ones, *index), shape), found.numbers


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
    for name in ("lexer.py", "lexemes.py", "characters.py", "features.py"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
