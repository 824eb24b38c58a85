"""A line model from a few invented pages: learned, written, loaded, and used."""

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from benchmarks import pages as invented
from detector import lines
from detector.lines.cleaned import Level
from detector.lines.deciding import Threshold
from detector.lines.model import load
from training.lines import export, learn, sheets
from training.lines.learn import LearnedLines
from training.lines.levels import levels
from training.lines.recipe import LineRecipe
from training.progress import Progress

RECIPE = LineRecipe(folds=2, fewest_groups=2, first_trees=8, trees=8, bags=1)
SILENT = Progress(silent=True)


def _sheets() -> list[sheets.Sheet]:
    pages = [replace(page, host=f"{n % 8}.example") for n, page in enumerate(invented.made(24))]
    whole = list(sheets.whole(pages))
    rng = Random(2)
    good = [sheets.Good("\n\n".join(invented.article(rng)), f"author {n % 6}") for n in range(24)]
    return [
        *whole,
        *sheets.crops(whole, 0.5),
        *sheets.articles(good, 0.4),
        *sheets.soiled(good, 0.4),
    ]


@pytest.fixture(scope="module")
def learned() -> LearnedLines:
    return learn.learn(_sheets(), RECIPE, jobs=1, progress=SILENT)


def test_it_tells_the_article_from_the_rest(learned: LearnedLines) -> None:
    assert learned.judged.f1(Threshold(page=0.5, clean=0.5)) > 0.9
    assert "balanced" in learned.report()


def test_it_cleans_when_it_is_loaded_again(learned: LearnedLines, tmp_path: Path) -> None:
    export.write(learned, tmp_path)
    model = load(tmp_path)
    page = invented.made(30)[-1]
    (cleaned,) = lines.clean([page.text], model=model, level=Level.BALANCED)
    wanted = [line for line, gold in zip(page.lines, page.gold, strict=True) if gold]
    kept = cleaned.text.split("\n")
    assert len(set(wanted) & set(kept)) > 0.8 * len(set(wanted))
    assert len(kept) < len(page.lines)


def test_the_same_sheets_give_the_same_bytes(learned: LearnedLines, tmp_path: Path) -> None:
    again = learn.learn(_sheets(), RECIPE, jobs=2, progress=SILENT)
    for name, each in (("one", learned), ("two", again)):
        export.write(each, tmp_path / name)
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_pages_weigh_alike_by_what_is_the_article(learned: LearnedLines) -> None:
    given = _sheets()
    found = learned.judged.lines
    weight = learn.weights(found, given)
    main = np.bincount(found.page.page, weight * found.main, minlength=len(given))
    by_form = {sheet.form: mass for sheet, mass in zip(given, main, strict=True)}
    for sheet, mass in zip(given, main, strict=True):
        assert mass == pytest.approx(by_form[sheet.form])


def test_levels_leave_what_they_promise(learned: LearnedLines) -> None:
    wanted = {"gentle": 1.0, "balanced": 0.8, "thorough": 0.0}
    chosen = levels(learned.judged, wanted)
    assert learned.judged.untouched(chosen["balanced"]) >= 0.8
    assert learned.judged.f1(chosen["thorough"]) >= learned.judged.f1(chosen["gentle"])
