"""From labelled articles to a model, in one pass: views, features, fit, calibration, points."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.errors import DetectorError
from detector.model import OperatingPoint
from detector.verdict import Kind
from training import bins, calibrate, card, export, fit, matrix
from training.calibrate import Calibration
from training.datasets import Labelled
from training.evaluate import Figures, figures
from training.fit import Fitted, Problem, Recipe, Vector
from training.views import View, views

FEWEST = 30  # articles of each label; below that, nothing that is learned can be trusted
KINDS = tuple(str(kind) for kind in Kind)
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Learned:
    """A fitted and calibrated model, and how it did on groups that it was not trained on."""

    fitted: Fitted
    calibration: Calibration
    points: Mapping[str, OperatingPoint]
    held_out: Figures
    facts: Mapping[str, Any]
    recipe: Recipe


def learn(
    articles: Sequence[Labelled], recipe: Recipe, *, cache: Path, jobs: int, tell: Tell
) -> Learned:
    """Learn from labelled articles. Raises DetectorError where there are too few."""
    _require_enough(articles)
    shown = views(articles)
    tell(f"reading {len(articles):,} articles in {len(shown):,} views")
    problem = _problem(articles, shown, recipe, cache, jobs)
    cuts = bins.fit(problem.matrix.numbers, recipe.quantiles)
    held_out = _held_out_scores(problem, cuts, recipe, tell)
    calibration = calibrate.calibrate(held_out, problem.good, problem.weight)
    quality = calibration.quality(held_out)
    tell("fitting on all")
    return Learned(
        fitted=fit.fit(problem, cuts, recipe),
        calibration=calibration,
        points=calibrate.operating_points(quality, problem.good, problem.weight),
        held_out=figures(quality, problem.good, problem.weight),
        facts=_facts(articles, recipe),
        recipe=recipe,
    )


def write(learned: Learned, folder: Path, *, name: str, about: str) -> None:
    """Write the model folder, with its card."""
    export.write(
        folder,
        name=name,
        fitted=learned.fitted,
        calibration=learned.calibration,
        points=learned.points,
        recipe=learned.recipe,
        facts=learned.facts,
        card=card.render(name, learned.facts, learned.points, learned.held_out, about),
    )


def _require_enough(articles: Sequence[Labelled]) -> None:
    good = sum(article.good for article in articles)
    for name, count in (("good", good), ("low", len(articles) - good)):
        if count < FEWEST:
            raise DetectorError(
                f"{count} articles are labelled {name}, too few to learn from; "
                f"label {FEWEST - count} more (at least {FEWEST} good and {FEWEST} low)"
            )


def _problem(
    articles: Sequence[Labelled], shown: Sequence[View], recipe: Recipe, cache: Path, jobs: int
) -> Problem:
    article = np.array([view.article for view in shown])
    share = np.array([view.weight for view in shown])
    kind = [KINDS.index(each.kind) if each.kind in KINDS else -1 for each in articles]
    return Problem(
        matrix=matrix.extract(
            [view.text for view in shown],
            bits=recipe.bits,
            limit=recipe.limit,
            exponent=recipe.exponent,
            cache=cache,
            jobs=jobs,
        ),
        good=np.array([each.good for each in articles])[article],
        kind=np.array(kind)[article],
        weight=fit.weights(articles, recipe.emphasis)[article] * share,
        group=fit.number([each.group for each in articles])[article],
        family=fit.number([each.family for each in articles])[article],
    )


def _held_out_scores(problem: Problem, cuts: bins.Bins, recipe: Recipe, tell: Tell) -> Vector:
    """Score every article by a model that saw none of its group."""
    fold = fit.folds(problem.group, recipe.folds)
    scores = np.zeros(len(fold))
    for number in range(recipe.folds):
        tell(f"fold {number + 1} of {recipe.folds}")
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if not _both(problem.good[inside]) or not len(outside):
            raise DetectorError(
                "the articles come from too few groups to learn from some and check on others; "
                f"label articles of at least {recipe.folds} sites, good and low ones of each"
            )
        fitted = fit.fit(problem[inside], cuts, recipe, kinds=False)
        scores[outside] = fitted.decide(problem.matrix.rows(outside))[:, 0]
    return scores


def _both(good: npt.NDArray[np.bool_]) -> bool:
    return bool(good.any() and not good.all())


def _facts(articles: Sequence[Labelled], recipe: Recipe) -> Mapping[str, Any]:
    kinds = Counter(article.kind for article in articles)
    return {
        "articles": len(articles),
        "kinds": dict(sorted(kinds.items())),
        "groups": len({article.group for article in articles}),
        "sources": len({article.source for article in articles}),
        "recipe": asdict(recipe),
    }
