"""What to ask next: what the model doubts, where models disagree, what is unlike all the rest.

Each of the three has its turns. What the model doubts teaches most for the next score, but
it is found only where the model has already looked; what is unlike anything asked finds what the
model does not know that it does not know; a committee of models, each spared a part of the labels,
disagrees where the labels do not settle the matter yet. An article that is doubted is passed over
for the next one where one like it was picked in the same batch, so that one template does not fill
it (as in Brinker, Incorporating Diversity in Active Learning with Support Vector Machines, 2003).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from detector.model import Model
from training import duplicates
from training.asking.crawl import Crawl, apart, look
from training.asking.doubt import doubts
from training.datasets import GOOD, Labelled
from training.problem import Numbers, Vector

UNCERTAIN, DISAGREEING, UNLIKE = "uncertain", "disagreeing", "unlike"
TURNS = (UNCERTAIN, DISAGREEING, UNCERTAIN, UNLIKE)
FIRST_TURNS = (UNCERTAIN, UNLIKE)  # where the model in force takes most of the crawl for low
FIRST = 80  # labels
LEAST_QUALITY = 1e-6  # and most: as far as logits are told apart


class Ranked(NamedTuple):
    """A candidate to ask, by its place among the candidates, and why."""

    row: int
    reason: str


def ranked(
    texts: Sequence[str],
    qualities: Sequence[float],
    labelled: Sequence[Labelled],
    model: Model,
    *,
    count: int,
    seed: int,
    cache: Path | None,
    jobs: int,
) -> list[Ranked]:
    """Return up to `count` of the candidates, `texts`, in the order in which to ask them.

    `qualities` are those that the model in force gives the candidates, `labelled` what was said of
    other articles so far, and `model` the one that a change would start from. Of candidates that
    are nearly the same one is ranked, and none that is nearly the same as a labelled one. A `cache`
    pays where the very same articles come again; else None is better, and as quick.
    """
    if not texts or count < 1:
        return []
    everything = [*texts, *(each.text for each in labelled)]
    crawl = look(everything, model, seed=seed, cache=cache, jobs=jobs)
    asked = np.arange(len(texts), len(everything))
    free = _asked_once(texts, labelled, jobs)
    quality = np.clip(np.asarray(qualities, np.float64), LEAST_QUALITY, 1 - LEAST_QUALITY)
    said = np.concatenate([np.log(quality / (1 - quality)), np.zeros(len(labelled))])
    return pick(crawl, said, free, asked, labelled, count=count, seed=seed)


def pick(
    crawl: Crawl,
    said: Vector,
    free: Numbers,
    rows: Numbers,
    labelled: Sequence[Labelled],
    *,
    count: int,
    seed: int,
    turns: Sequence[str] | None = None,
) -> list[Ranked]:
    """Pick from the rows that are `free`, in turn for each reason (by default those that suit).

    `said` is the logit of each row by the model in force, for where there are too few labels to
    learn from; `rows` are those of `labelled`.
    """
    turns = turns or _turns(said[free], len(labelled))
    found = doubts(crawl, rows, labelled)
    score, parted = found or (said, np.zeros(len(said)))
    if not parted.any():
        turns = [UNCERTAIN if turn == DISAGREEING else turn for turn in turns]
    batch = _Batch(crawl.place, free, rows, seed)
    merit = {UNCERTAIN: np.exp(-np.abs(score)), DISAGREEING: parted}
    for number in range(min(count, len(free))):
        batch.add(turns[number % len(turns)], merit)
    return batch.picked


def _turns(said: Vector, labels: int) -> Sequence[str]:
    """Return whose turn it is: where good articles are the rare ones, first look at every sort.

    There the few that are good lie anywhere, and doubt, asked too soon, keeps to where it began.
    """
    return FIRST_TURNS if labels < FIRST and np.mean(said < 0) > 0.5 else TURNS


class _Batch:
    """What was picked so far, and how far every row is from it."""

    def __init__(self, place: Vector, free: Numbers, asked: Numbers, seed: int) -> None:
        self.picked: list[Ranked] = []
        self._place = place
        self._barred = np.ones(len(place), np.bool_)
        self._barred[free] = False
        self._from_asked = apart(place, place[asked])
        self._from_picked = np.full(len(place), 2.0)
        # Where all are equally good the first would be taken, and a crawl is in some order.
        self._tie = np.random.default_rng(seed).random(len(place)) * 1e-9

    def add(self, reason: str, merit: Mapping[str, Vector]) -> None:
        """Pick the best of what is left."""
        worth = merit[reason] * self._from_picked if reason in merit else self._from_asked
        row = int(np.argmax(np.where(self._barred, -np.inf, worth + self._tie)))
        self._barred[row] = True
        near = apart(self._place, self._place[[row]])
        self._from_asked = np.minimum(self._from_asked, near)
        self._from_picked = np.minimum(self._from_picked, near)
        self.picked.append(Ranked(row, reason))


def _asked_once(texts: Sequence[str], labelled: Sequence[Labelled], jobs: int) -> Numbers:
    """Return the candidates that are not nearly the same as one before, or as a labelled one."""
    candidates = [
        Labelled(text=text, kind=GOOD, group=f"{row}", source="", family="")
        for row, text in enumerate(texts)
    ]
    found = duplicates.find([*labelled, *candidates], jobs=jobs)
    again = {row - len(labelled) for cluster in found.clusters for row in cluster[1:]}
    return np.array([row for row in range(len(texts)) if row not in again], np.int64)
