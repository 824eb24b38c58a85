"""Compares recipes on families that were held out whole, and keeps a ledger of what each gave.

Whole families of sources are left out, in turn: what a model reaches on a family that it has never
seen is what it will reach on the next crawl. Families of sites that share nothing (`by_site`) are
left out site by site.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np

from training import bins, card, validate
from training.calibrate import Calibration, threshold
from training.datasets import Labelled
from training.evaluation.figures import Figures, figures
from training.problem import Problem, family_folds, group_folds, pose, some_groups
from training.progress import Progress
from training.recipe import Recipe
from training.validate import HeldOut

FOLDS = 4
LOST = 0.01
SAMPLE = 20_000  # rows that are enough to tell candidates apart
LEDGER = Path(__file__).parent / "ledger.csv"
README = Path(__file__).parent / "README.md"
MARKS = "<!-- ledger -->\n", "<!-- end of ledger -->\n"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a recipe reached on held-out families: means over the folds, by weight.

    `recall` is the share of what is not good that is caught when 1 % of the good is lost, in each
    fold, and `recall_5` the mean of it at 5 %; `sites` the same as `recall` for the families that
    are held out site by site, alone; `families` the share caught of each other family that has
    something to catch.
    """

    what: str
    recall: tuple[float, ...]
    recall_5: float
    sites: float
    auc: float
    families: Mapping[str, float]
    minutes: float


def compare(
    articles: Sequence[Labelled],
    recipe: Recipe,
    changes: Mapping[str, Mapping[str, Any]],
    *,
    cache: Path,
    jobs: int,
    progress: Progress,
) -> list[Outcome]:
    """Try the recipe with each of the named changes; the names go into the ledger."""
    outcomes = []
    for what, change in changes.items():
        started = monotonic()
        changed = replace(recipe, **change)
        posed = pose(articles, changed, cache=cache, jobs=jobs, progress=progress)
        held_out = on_families(posed, articles, changed, jobs=jobs, progress=progress)
        minutes = (monotonic() - started) / 60
        outcomes.append(outcome(what, posed, articles, changed, held_out, minutes))
        progress.tell(f"{what}: {np.mean(outcomes[-1].recall):.3f}")
    return outcomes


def best(
    posed: Problem,
    articles: Sequence[Labelled],
    recipe: Recipe,
    *,
    jobs: int,
    progress: Progress,
) -> Recipe:
    """Return the recipe with the best of its candidates: by the AUC on what was held out.

    Whole families are held out where there are enough of them, and groups otherwise; of many
    articles a sample of the groups is used.
    """
    posed = some_groups(posed, SAMPLE)
    reached: dict[float, Recipe] = {}
    for change in recipe.candidates:
        changed = replace(recipe, **change)
        if families(articles) >= FOLDS:
            found = on_families(posed, articles, changed, jobs=jobs, progress=progress)
        else:
            fold = group_folds(posed, recipe.folds)
            cuts = bins.fit(posed.matrix.numbers, recipe.quantiles)
            found = validate.held_out(posed, cuts, changed, fold, jobs=jobs, progress=progress)
        auc = float(np.mean([each.auc for each in by_fold(posed, found)]))
        told = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in change.items())
        progress.tell(f"{told}: AUC {auc:.4f} on what was held out")
        reached.setdefault(auc, changed)
    return reached[max(reached)] if reached else recipe


def families(articles: Sequence[Labelled]) -> int:
    """How many families there are."""
    return len({article.family for article in articles})


def by_fold(posed: Problem, found: HeldOut) -> list[Figures]:
    """Measure each fold that has both labels on its own, by weight."""
    rows = [found.fold == number for number in np.unique(found.fold)]
    return [
        figures(found.chance[each], posed.good[each], posed.weight[each])
        for each in rows
        if posed.good[each].any() and not posed.good[each].all()
    ]


def over_folds(posed: Problem, found: HeldOut, calibration: Calibration) -> Figures:
    """Measure calibrated scores: the mean over the folds, and one calibration error of all."""
    each = by_fold(posed, found)
    together = figures(calibration.quality(found.score), posed.good, posed.weight)
    return Figures(
        auc=float(np.mean([fold.auc for fold in each])),
        recall={
            lost: float(np.mean([fold.recall[lost] for fold in each])) for lost in each[0].recall
        },
        calibration_error=together.calibration_error,
    )


def on_families(
    posed: Problem, articles: Sequence[Labelled], recipe: Recipe, *, jobs: int, progress: Progress
) -> HeldOut:
    """Score every row by a model that has seen nothing of its family."""
    names = list(dict.fromkeys(article.family for article in articles))
    by_site = [names.index(name) for name in recipe.by_site if name in names]
    fold = family_folds(posed, FOLDS, by_site)
    cuts = bins.fit(posed.matrix.numbers, recipe.quantiles)
    return validate.held_out(posed, cuts, recipe, fold, jobs=jobs, progress=progress)


def outcome(
    what: str,
    posed: Problem,
    articles: Sequence[Labelled],
    recipe: Recipe,
    held_out: HeldOut,
    minutes: float,
) -> Outcome:
    """Sum up what was reached."""
    family = np.array([article.family for article in articles])[posed.article]
    by_site = np.isin(family, recipe.by_site)
    sites, caught = [], {}
    for number in np.unique(held_out.fold):
        rows = held_out.fold == number
        good, score, weight = posed.good[rows], held_out.score[rows], posed.weight[rows]
        low = score < threshold(score[good], weight[good], LOST)
        for name in np.unique(family[rows & ~by_site & ~posed.good]):
            caught[str(name)] = float(low[(family[rows] == name) & ~good].mean())
        alone = rows & by_site
        if len(np.unique(posed.good[alone])) == 2:
            sites.append(figures(held_out.chance[alone], posed.good[alone]).recall[f"{LOST:g}"])
    each = by_fold(posed, held_out)
    return Outcome(
        what=what,
        recall=tuple(fold.recall[f"{LOST:g}"] for fold in each),
        recall_5=float(np.mean([fold.recall["0.05"] for fold in each])),
        sites=float(np.mean(sites)) if sites else float("nan"),
        auc=float(np.mean([fold.auc for fold in each])),
        families=dict(sorted(caught.items())),
        minutes=minutes,
    )


def enter(outcomes: Sequence[Outcome]) -> None:
    """Add outcomes to the ledger, and write its table into the README."""
    with LEDGER.open("a", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(map(_cells, outcomes))
    before, rest = README.read_text("utf-8").split(MARKS[0])
    README.write_text(before + MARKS[0] + table() + MARKS[1] + rest.split(MARKS[1])[1], "utf-8")


def table() -> str:
    """Return the ledger as a table in Markdown."""
    with LEDGER.open(newline="") as file:
        head, *rows = csv.reader(file)
    return card.table([head, *rows]) + "\n"


def _cells(found: Outcome) -> list[str]:
    folds = " ".join(f"{each:.2f}"[1:] for each in found.recall)
    families = ", ".join(f"{name} {share:.2f}" for name, share in found.families.items())
    figures = np.mean(found.recall), found.recall_5, found.sites, found.auc
    cells = (f"{figure:.3f}".removeprefix("0") for figure in figures)
    return [found.what, *cells, folds, families, f"{found.minutes:.1f}"]
