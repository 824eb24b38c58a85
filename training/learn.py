"""From labelled articles to a model: views, features, fit, calibration, points."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from detector.errors import DetectorError
from detector.model import Model, OperatingPoint
from training import (
    adapt,
    bins,
    calibrate,
    card,
    choose,
    duplicates,
    export,
    fit,
    problem,
    validate,
)
from training.calibrate import Calibration
from training.datasets import Labelled
from training.evaluation.figures import Figures, figures
from training.fit import Fitted
from training.problem import Numbers, Problem, Vector
from training.progress import Progress
from training.recipe import OWN, Recipe

__all__ = ["OWN", "Learned", "Progress", "learn", "write"]

FEWEST = 25  # articles of each label; below that, nothing that is learned can be trusted
FEWEST_MORE = 10  # the same where a model is there to start from


@dataclass(frozen=True, kw_only=True)
class Learned:
    """A fitted and calibrated model, and how it did on groups that it was not trained on.

    `unseen` is the same for families that it was not trained on, where there are enough of them.
    """

    fitted: Fitted
    calibration: Calibration
    points: Mapping[str, OperatingPoint]
    held_out: Figures
    unseen: Figures | None
    facts: Mapping[str, Any]
    recipe: Recipe


def learn(
    articles: Sequence[Labelled],
    recipe: Recipe,
    *,
    start: Model | None = None,
    cache: Path,
    jobs: int,
    progress: Progress,
) -> Learned:
    """Learn from labelled articles, from nothing or from a model to `start` from.

    Raises DetectorError where there are too few articles, or too few groups.
    """
    fewest = FEWEST_MORE if start else FEWEST
    require_enough(articles, fewest)
    articles = without_duplicates(articles, jobs, progress)
    require_enough(articles, fewest)
    if start:
        recipe = replace(recipe, limit=start.limit, exponent=start.exponent)
    old = adapt.unpack(start) if start else None
    known = old.keys if old else None
    posed = problem.pose(articles, recipe, known=known, cache=cache, jobs=jobs, progress=progress)
    fold = problem.group_folds(posed, recipe.folds)
    progress.tell(_split(posed, recipe))
    unseen = None
    if old:
        fitted, score = _adapted(old, posed, fold, progress)
    else:
        recipe = choose.best(posed, articles, recipe, jobs=jobs, progress=progress)
        fitted, score = _fitted(posed, recipe, fold, jobs, progress)
        if choose.families(articles) >= choose.FOLDS:
            unseen = choose.on_families(posed, articles, recipe, jobs=jobs, progress=progress)
    calibration = calibrate.calibrate(score, posed.good, posed.weight)
    quality = calibration.quality(score)
    return Learned(
        fitted=fitted,
        calibration=calibration,
        points=calibrate.operating_points(quality, posed.good, posed.weight),
        held_out=figures(quality, posed.good, posed.weight),
        unseen=choose.over_folds(posed, unseen, calibration) if unseen else None,
        facts=_facts(articles, recipe, start),
        recipe=recipe,
    )


def write(
    learned: Learned, folder: Path, *, name: str, about: str, curve: Sequence[Sequence[str]] = ()
) -> None:
    """Write the model folder, with its card."""
    export.write(
        folder,
        name=name,
        fitted=learned.fitted,
        calibration=learned.calibration,
        points=learned.points,
        recipe=learned.recipe,
        facts=learned.facts,
        card=card.render(
            name,
            facts=learned.facts,
            points=learned.points,
            held_out=learned.held_out,
            unseen=learned.unseen,
            about=about,
            curve=curve,
        ),
    )


def _fitted(
    posed: Problem, recipe: Recipe, fold: Numbers, jobs: int, progress: Progress
) -> tuple[Fitted, Vector]:
    """Fit on all, and score every row by a model that saw none of its fold."""
    cuts = bins.fit(posed.matrix.numbers, recipe.quantiles)
    found = validate.held_out(posed, cuts, recipe, fold, jobs=jobs, progress=progress)
    progress.tell("fitting on all")
    return fit.fit(posed, cuts, recipe), found.score


def _adapted(
    old: Fitted, posed: Problem, fold: Numbers, progress: Progress
) -> tuple[Fitted, Vector]:
    """Do the same, starting from a model that is there."""
    strength, score = adapt.best_strength(old, posed, fold)
    loud, regularisation = strength
    progress.tell(f"best with the old score at {loud:g} and C = {regularisation:g} for the change")
    return adapt.adapt(old, posed, strength), score


def require_enough(articles: Sequence[Labelled], fewest: int = FEWEST) -> None:
    """Raise DetectorError where there are fewer than `fewest` articles of a label."""
    good = sum(article.good for article in articles)
    for name, count in (("good", good), ("low", len(articles) - good)):
        if count < fewest:
            raise DetectorError(
                f"{count} articles are labelled {name}, too few to learn from; "
                f"label {fewest - count} more (at least {fewest} good and {fewest} low)"
            )


def without_duplicates(
    articles: Sequence[Labelled], jobs: int, progress: Progress
) -> Sequence[Labelled]:
    """Leave out what stands there twice, and say so."""
    found = duplicates.find(articles, jobs=jobs)
    progress.tell(found.report())
    surplus = set(found.surplus)
    return [article for row, article in enumerate(articles) if row not in surplus]


def _split(posed: Problem, recipe: Recipe) -> str:
    groups = int(posed.group.max()) + 1
    if groups == 1:
        return (
            f"all articles are of one group: its articles are split into {recipe.folds} folds, "
            "so the figures hold for more of the same and not for other sites"
        )
    if groups == int(posed.article.max()) + 1:
        return f"each article is a group of its own (no group, no url): {recipe.folds} folds"
    return f"{groups:,} groups are split into {recipe.folds} folds; no group stands in two"


def _facts(articles: Sequence[Labelled], recipe: Recipe, start: Model | None) -> Mapping[str, Any]:
    kinds = Counter(article.kind for article in articles)
    return {
        "articles": len(articles),
        "kinds": dict(sorted(kinds.items())),
        "groups": len({article.group for article in articles}),
        "sources": len({article.source for article in articles}),
        **({"started_from": start.name} if start else {}),
        "recipe": asdict(recipe),
    }
