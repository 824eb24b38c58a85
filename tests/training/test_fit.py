"""What is fitted: steps that only fall, and a column for pages that are no article."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detector import Detector
from detector.application import ARTICLE, PAGE
from detector.model import load as load_model
from tests.training.made import corpus
from training import bins, fit, learn
from training.datasets import Labelled
from training.problem import Problem, pose
from training.progress import Progress
from training.recipe import Recipe

SMALL = Recipe(fewest_groups=2, iterations=40, folds=3)
SILENT = Progress(silent=True)
MENU = "Home\nNews\nSport\nContact us\nLog in\nSubscribe\nPrivacy policy\n"


def _with_pages() -> list[Labelled]:
    """Return articles among which the spam is menus instead."""
    articles = corpus(160)
    return [
        replace(each, kind="boilerplate", text=f"{MENU * 3}{each.text[:300]}\n{MENU}")
        if each.kind == "spam"
        else each
        for each in articles
    ]


def _posed(articles: list[Labelled], cache: Path) -> Problem:
    return pose(articles, SMALL, cache=cache, jobs=1, progress=SILENT)


def test_a_trait_never_raises_the_score(tmp_path: Path) -> None:
    articles = [
        replace(each, text=each.text + "\nTags: news, local") if each.good else each
        for each in corpus()
    ]
    posed = _posed(articles, tmp_path)
    cuts = bins.fit(posed.matrix.numbers, SMALL.quantiles)
    fitted = fit.fit(posed, cuts, SMALL)
    assert (fitted.steps[cuts.steps][:, [ARTICLE, PAGE]] <= 0).all()
    assert (fitted.steps[~cuts.steps][:, ARTICLE] > 0).any()


def test_pages_get_a_column_of_their_own(tmp_path: Path) -> None:
    posed = _posed(_with_pages(), tmp_path)
    cuts = bins.fit(posed.matrix.numbers, SMALL.quantiles)
    assert fit.fit(posed, cuts, SMALL).knows(PAGE)
    none = _posed(corpus(), tmp_path)
    assert not fit.fit(none, bins.fit(none.matrix.numbers, 8), SMALL).knows(PAGE)


def test_the_worse_of_both_columns_decides(tmp_path: Path) -> None:
    learned = learn.learn(_with_pages(), SMALL, cache=tmp_path, jobs=1, progress=SILENT)
    learn.write(learned, tmp_path / "model", name="small", about="")
    model = load_model(tmp_path / "model")
    assert model.softness is not None
    assert model.softness == pytest.approx(learned.calibration.slope)
    least = -model.softness * np.log(2) - 1e-9
    texts = [article.text for article in _with_pages()]
    for verdict in Detector.load(tmp_path / "model").score_many(texts):
        total = sum(each.contribution for each in verdict.contributions)
        assert total == pytest.approx(verdict.logit, abs=1e-6)
        joining = [each for each in verdict.contributions if each.feature == "joining"]
        assert all(least <= each.contribution <= 0 for each in joining)
