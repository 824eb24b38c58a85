"""Comparing recipes on families held out, and the ledger of what each gave."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.made import corpus
from training import choose
from training.choose import LEDGER, MARKS, README, Outcome
from training.learn import learn
from training.problem import Problem, pose
from training.progress import Progress
from training.recipe import Recipe, shipped
from training.validate import HeldOut

SMALL = Recipe(fewest_groups=2, iterations=30, folds=3)
SILENT = Progress(silent=True)


def test_a_recipe_that_cannot_learn_does_worse(tmp_path: Path) -> None:
    changes = {"as it is": {}, "hardly any": {"iterations": 0}}
    plain, hardly = choose.compare(
        corpus(families=5), SMALL, changes, cache=tmp_path, jobs=1, progress=SILENT
    )
    assert plain.auc > 0.99
    assert plain.auc >= hardly.auc
    assert set(plain.families) == {"made0", "made1", "made2", "made3", "made4"}


def test_the_best_candidate_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = corpus(families=5)
    posed = pose(articles, SMALL, cache=tmp_path, jobs=1, progress=SILENT)
    fold = np.arange(len(posed.good)) // 40

    def found(posed: Problem, _: object, recipe: Recipe, **__: object) -> HeldOut:
        right = np.where(posed.good, 1.0, -1.0)
        return HeldOut(fold=fold, score=right if recipe.quantiles == 4 else -right)

    monkeypatch.setattr(choose, "on_families", found)
    recipe = replace(SMALL, candidates=[{"quantiles": 2}, {"quantiles": 4}, {"quantiles": 6}])
    best = choose.best(posed, articles, recipe, jobs=1, progress=SILENT)
    assert best.quantiles == 4


def test_families_that_were_never_seen_are_on_the_card(tmp_path: Path) -> None:
    learned = learn(corpus(families=5), SMALL, cache=tmp_path, jobs=1, progress=SILENT)
    assert learned.unseen is not None
    assert learned.unseen.auc > 0.99


def test_entering_an_outcome_writes_it_into_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, readme = tmp_path / "ledger.csv", tmp_path / "README.md"
    ledger.write_text(LEDGER.read_text("utf-8"), "utf-8")
    readme.write_text(README.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(choose, "LEDGER", ledger)
    monkeypatch.setattr(choose, "README", readme)
    found = Outcome(
        what="a try",
        recall=(0.5, 0.7),
        recall_5=0.8,
        sites=0.9,
        auc=0.95,
        families={"made": 0.25},
        minutes=2.0,
    )
    choose.enter([found])
    row = "| a try | .600 | .800 | .900 | .950 | .50 .70 | made 0.25 | 2.0 |"
    assert row in readme.read_text("utf-8")
    assert readme.read_text("utf-8").endswith(README.read_text("utf-8").split(MARKS[1])[1])


def test_the_readme_has_the_ledger() -> None:
    assert choose.table() in README.read_text("utf-8")
    with LEDGER.open(newline="") as file:
        assert len({len(row) for row in csv.reader(file)}) == 1


def test_what_the_recipe_would_try_can_be_tried() -> None:
    settings, recipe = shipped()
    for change in settings["try"].values():
        assert set(change) <= set(vars(recipe))
