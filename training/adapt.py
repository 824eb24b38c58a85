"""Starts from a model that is there, and learns what a few labels of one's own add to it.

The new weights are the old ones, scaled by one number, plus a change that is kept small: the old
score is one column of the design beside all the columns that it was made of (the prior is moved to
the old model, as in Chelba and Acero, Adaptation of Maximum Entropy Capitalizer: Little Data Can
Help a Lot, 2004). So with few labels the result is the old model, recalibrated, and with many it is
their own.
"""

import itertools
from dataclasses import replace

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from detector.application import ARTICLE, PAGE
from detector.model import Model
from training.bins import Bins
from training.calibrate import chance
from training.fit import Fitted
from training.matrix import scaled
from training.problem import Numbers, Problem, Vector

# How loudly the old score speaks beside what it was made of, and C of the logistic regression.
STRENGTHS = tuple(itertools.product((1.0, 0.3, 0.1), (0.3, 10.0)))
BIN_VALUE = 0.15
Strength = tuple[float, float]
LEAST_SCALE = 0.05  # of the old model: its order is never turned around


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
    """Fit a change to the old model; `strength` is one of `STRENGTHS`.

    The change goes to both columns that the quality is made of, so that it adds to the old score.
    """
    loud, regularisation = strength
    words = scaled(problem.matrix.words, old.exponent)
    binned = old.bins.transform(problem.matrix.numbers) * np.float32(BIN_VALUE)
    score = old.decide(problem.matrix)[:, np.newaxis] * loud
    design = sparse.hstack([words, binned, sparse.csr_matrix(score)], format="csr")
    model = LogisticRegression(C=regularisation, max_iter=300)
    model.fit(design, problem.good, problem.weight)
    change = model.coef_[0, :-1, np.newaxis]
    scale = max(float(model.coef_[0, -1]) * loud, LEAST_SCALE)
    made = [column for column in (ARTICLE, PAGE) if old.knows(column)]
    base, new_words, new_steps = old.base.copy(), old.words.copy(), old.steps.copy()
    base[made] = scale * old.base[made] + model.intercept_[0]
    new_words[:, made] = scale * old.words[:, made] + change[: len(old.keys)]
    new_steps[:, made] = scale * old.steps[:, made] + change[len(old.keys) :] * BIN_VALUE
    falling = np.ix_(np.flatnonzero(old.bins.steps), np.array(made))
    new_steps[falling] = np.minimum(new_steps[falling], 0.0)
    softness = scale * old.softness
    return replace(old, base=base, softness=softness, words=new_words, steps=new_steps)


def held_out(old: Fitted, problem: Problem, fold: Numbers, strength: Strength) -> Vector:
    """Score every row by a change that was learned from the other folds."""
    score = np.zeros(len(fold))
    for number in np.unique(fold):
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        fitted = adapt(old, problem[inside], strength)
        score[outside] = fitted.decide(problem.matrix.rows(outside))
    return score


def best_strength(old: Fitted, problem: Problem, fold: Numbers) -> tuple[Strength, Vector]:
    """Choose how far to go from the old model, by the likelihood of labels held out.

    Returns the strength, and the score of every row with it, as `held_out` does.
    """
    scores = {strength: held_out(old, problem, fold, strength) for strength in STRENGTHS}
    loss = {
        strength: log_loss(problem.good, chance(score), sample_weight=problem.weight)
        for strength, score in scores.items()
    }
    strength = min(loss, key=lambda each: loss[each])
    return strength, scores[strength]
