"""A crawl as a model sees it: what each article holds, what the model says, what it is like."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD

from detector.model import Model
from training import adapt, matrix
from training.fit import Fitted
from training.matrix import Matrix
from training.problem import Vector
from training.progress import Progress

DIRECTIONS = 50  # in which articles differ most, by what the model reads in them
SWEEPS = 2  # of the randomised search for them


@dataclass(frozen=True, kw_only=True)
class Crawl:
    """Articles, a row each, and the model that changes to their labels start from.

    `score` is the logit that the model gives; `place` a point on the unit sphere: articles that
    hold the same words, traits and measures are near each other.
    """

    old: Fitted
    matrix: Matrix
    design: sparse.csr_matrix
    score: Vector
    place: Vector


def look(texts: Sequence[str], model: Model, *, seed: int, cache: Path | None, jobs: int) -> Crawl:
    """Read a crawl."""
    silent = Progress(silent=True)
    old = adapt.unpack(model)
    read = matrix.read(texts, limit=model.limit, cache=cache, jobs=jobs, progress=silent)
    found = read.matrix(old.keys)
    design = adapt.design(old, found)
    place = places(design, seed)
    return Crawl(old=old, matrix=found, design=design, score=old.decide(found), place=place)


def places(design: sparse.csr_matrix, seed: int) -> Vector:
    """Return a unit vector a row, from the directions in which rows differ most."""
    used = _used(design)
    directions = min(DIRECTIONS, *(size - 1 for size in used.shape))
    if directions < 1:
        return np.zeros((design.shape[0], 1))
    fewer = TruncatedSVD(directions, n_iter=SWEEPS, random_state=seed)
    point = fewer.fit_transform(used)
    point -= point.mean(axis=0)
    return np.asarray(point / np.maximum(np.linalg.norm(point, axis=1, keepdims=True), 1e-9))


def _used(design: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the columns that some row has."""
    return design[:, np.unique(design.indices)]


def apart(place: Vector, rows: Vector) -> Vector:
    """Return the squared distance of each place to the nearest of these; 2 where there are none."""
    if not len(rows):
        return np.full(len(place), 2.0)
    return np.asarray(np.min(2.0 - 2.0 * place @ rows.T, axis=1).clip(min=0.0))
