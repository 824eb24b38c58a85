"""The learning curve of `--from`: what some labels of one's own add to a model that is there.

A family of the test split stands for somebody's own crawl: the model was not trained on it. Some
of its articles are drawn, half of them good; three models are compared on the rest of the family:
the old one, one that started from it, and one that learned from the drawn articles alone.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from sklearn.metrics import roc_auc_score

from detector.model import Model
from training import adapt, learn, matrix
from training.datasets import Labelled
from training.fit import Fitted
from training.matrix import Read
from training.problem import Numbers
from training.progress import Progress
from training.recipe import OWN

SIZES = (50, 100, 200, 500)
DRAWS = 3
LEFT = 100  # articles of each label that must be left to score
HEAD = ["crawl", "labels", "this model", "started from it", "those labels alone"]


def curve(
    articles: Sequence[Labelled], model: Model, *, cache: Path, jobs: int, progress: Progress
) -> list[list[str]]:
    """Return the curve as rows of a table, the heading first; areas under the ROC curve."""
    rows = [HEAD]
    for family in sorted({article.family for article in articles}):
        crawl = [article for article in articles if article.family == family]
        good = sum(article.good for article in crawl)
        fewer = min(good, len(crawl) - good)
        if sizes := [size for size in SIZES if fewer - size // 2 >= LEFT]:
            progress.tell(f"learning curve on {family}")
            texts = [article.text for article in crawl]
            read = matrix.read(texts, limit=model.limit, cache=cache, jobs=jobs, progress=progress)
            rows += _rows(crawl, sizes, read, model, cache, jobs)
    return rows


def _rows(
    crawl: Sequence[Labelled],
    sizes: Sequence[int],
    read: Read,
    model: Model,
    cache: Path,
    jobs: int,
) -> list[list[str]]:
    calls = [(size, draw) for size in sizes for draw in range(DRAWS)]
    reached = Parallel(n_jobs=jobs)(
        delayed(_draw)(crawl, read, model, cache, size, draw) for size, draw in calls
    )
    means = np.mean(np.reshape(reached, (len(sizes), DRAWS, 3)), axis=1)
    return [
        [crawl[0].family, str(size), *(f"{each:.3f}" for each in mean)]
        for size, mean in zip(sizes, means, strict=True)
    ]


def _draw(
    crawl: Sequence[Labelled], read: Read, model: Model, cache: Path, size: int, draw: int
) -> list[float]:
    rng = np.random.default_rng([size, draw])
    good = np.array([article.good for article in crawl])
    labels = [
        rng.permutation(np.flatnonzero(good == label))[: size // 2] for label in (True, False)
    ]
    drawn = np.concatenate(labels)
    rest = np.setdiff1d(np.arange(len(crawl)), drawn)
    own = [crawl[row] for row in drawn]
    models = [adapt.unpack(model)]
    for start, recipe in ((model, OWN), (None, OWN)):
        silent = Progress(silent=True)
        learned = learn.learn(own, recipe, start=start, cache=cache, jobs=1, progress=silent)
        models.append(learned.fitted)
    return [_reached(each, read, good, rest) for each in models]


def _reached(fitted: Fitted, read: Read, good: np.ndarray, rows: Numbers) -> float:
    score = fitted.decide(read.matrix(fitted.keys))
    return float(roc_auc_score(good[rows], score[rows]))
