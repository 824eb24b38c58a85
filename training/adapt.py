"""Starts from a model that is there, and learns what a few labels of one's own add to it.

The new weights are the old ones, scaled by one number, plus a change that is kept small: the old
score is one column of the design beside all the columns that it was made of (the prior is moved to
the old model, as in Chelba and Acero, Adaptation of Maximum Entropy Capitalizer: Little Data Can
Help a Lot, 2004). So with few labels the result is the old model, recalibrated, and with many it is
their own.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy import sparse
from sklearn.metrics import log_loss

from detector.application import ARTICLE, PAGE
from detector.model import Model
from training.bins import Bins
from training.calibrate import calibrate
from training.fit import Fitted
from training.ground import Change, Ground, Strength, lay
from training.matrix import Matrix, scaled
from training.problem import Numbers, Problem, Vector

# How loudly the old score speaks beside what it was made of, and C of the logistic regression.
STRENGTHS = tuple(itertools.product((1.0, 0.3, 0.1), (0.3, 10.0)))
BIN_VALUE = 0.15


def unpack(model: Model) -> Fitted:
    """Return a model's weights as they were fitted, calibration included."""
    grams = len(model.ngrams)
    order = np.argsort(model.ngrams)
    edges = Bins(edges=model.edges)
    weights = model.weights.astype(np.float64)
    return Fitted(
        bins=edges,
        exponent=model.exponent,
        softness=model.softness or 1.0,
        base=model.base,
        keys=model.ngrams[order],
        words=weights[:grams][order],
        steps=edges.weights(weights[grams:]),
    )


def adapt(old: Fitted, problem: Problem, strength: Strength) -> Fitted:
    """Fit a change to the old model; `strength` is one of `STRENGTHS`."""
    laid = prepare(old, problem)
    return moved(old, laid, laid.learn(np.arange(len(problem.good)), strength))


def prepare(old: Fitted, problem: Problem) -> Ground:
    """Make labelled rows ready to learn changes to the old model from."""
    score = old.decide(problem.matrix)
    return lay(design(old, problem.matrix), score, problem.good, problem.weight)


def design(old: Fitted, matrix: Matrix) -> sparse.csr_matrix:
    """Return the features that a change is learned on; the n-grams are those of the old model."""
    words = scaled(matrix.words, old.exponent)
    binned = old.bins.transform(matrix.numbers) * np.float32(BIN_VALUE)
    return sparse.csr_matrix(sparse.hstack([words, binned], format="csr"))


def moved(old: Fitted, laid: Ground, change: Change) -> Fitted:
    """Return the old model with a change.

    It goes to both columns that the quality is made of, so that it adds to the old score.
    """
    scale, shift, _ = change
    added = laid.of_features(change)[:, np.newaxis]
    made = [column for column in (ARTICLE, PAGE) if old.knows(column)]
    base, new_words, new_steps = old.base.copy(), old.words.copy(), old.steps.copy()
    base[made] = scale * old.base[made] + shift
    new_words[:, made] = scale * old.words[:, made] + added[: len(old.keys)]
    new_steps[:, made] = scale * old.steps[:, made] + added[len(old.keys) :] * BIN_VALUE
    falling = np.ix_(np.flatnonzero(old.bins.steps), np.array(made))
    new_steps[falling] = np.minimum(new_steps[falling], 0.0)
    softness = scale * old.softness
    return replace(old, base=base, softness=softness, words=new_words, steps=new_steps)


def best_strength(old: Fitted, problem: Problem, fold: Numbers) -> tuple[Strength, Vector]:
    """Choose how far to go from the old model, by the likelihood of labels held out.

    The scores are calibrated first, as those of the model will be: what goes far from the old model
    is too sure of itself where labels are few, and would be passed over for that alone. Returns
    the strength, and the score of every row by a model that was learned from the other folds.
    """
    laid = prepare(old, problem)
    strength = strongest(laid, fold)
    score = np.zeros(len(fold))
    for inside, outside in _parted(fold):
        fitted = moved(old, laid, laid.learn(inside, strength))
        score[outside] = fitted.decide(problem.matrix.rows(outside))
    return strength, score


def strongest(laid: Ground, fold: Numbers) -> Strength:
    """Choose the same for rows that are ready to learn from."""
    loss = {strength: _loss(laid, fold, strength) for strength in STRENGTHS}
    return min(loss, key=lambda each: loss[each])


def _loss(laid: Ground, fold: Numbers, strength: Strength) -> float:
    score = np.zeros(len(fold))
    for inside, outside in _parted(fold):
        score[outside] = laid.changed(laid.learn(inside, strength), outside)
    quality = calibrate(score, laid.good, laid.weight).quality(score)
    return float(log_loss(laid.good, quality, sample_weight=laid.weight))


def _parted(fold: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the rows outside of each fold, and those in it."""
    for number in np.unique(fold):
        yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)
