"""The simulation of labelling a crawl, on articles that a generator makes."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detector.errors import DetectorError
from detector.model import CARD, MANIFEST
from detector.model import load as load_model
from tests.training.made import corpus
from training import card, files, learn
from training.asking import simulate, table
from training.asking.crawl import look
from training.asking.order import UNLIKE
from training.asking.simulate import Reached, Source, half_width
from training.asking.trial import MIXTURE, OTHER, RANDOM, SAME, Trial, Turns, ask, part
from training.datasets import Labelled
from training.progress import Progress
from training.recipe import Recipe

SMALL = Recipe(fewest_groups=2, iterations=30, folds=3)
SILENT = Progress(silent=True)
MADE = Source(family="made0", sites=0.25, kept=0.3, low=1.0, points=(50, 100))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("simulate")
    learned = learn.learn(corpus(60), SMALL, cache=made, jobs=1, progress=SILENT)
    learn.write(learned, made / "model", name="small", about="")
    return made / "model"


@pytest.fixture(scope="module")
def articles() -> list[Labelled]:
    return corpus(260, seed=8)


@pytest.fixture(scope="module")
def trial(folder: Path, articles: list[Labelled]) -> Trial:
    texts = [each.text for each in articles]
    crawl = look(texts, load_model(folder), seed=0, cache=None, jobs=1)
    return part(crawl, articles, seed=3, sites=0.25, kept=0.3, low=0.2)


def test_what_is_measured_on_is_never_asked(trial: Trial) -> None:
    same, other = trial.held[SAME], trial.held[OTHER]
    every = np.concatenate([trial.pool, same, other])
    assert len(np.unique(every)) == len(every)
    inside, outside = (_groups(trial, rows) for rows in (np.append(trial.pool, same), other))
    assert outside
    assert not inside & outside


def test_a_pool_may_have_few_low_ones(trial: Trial) -> None:
    low = np.mean([not trial.articles[row].good for row in trial.pool])
    assert 0.15 < low <= 0.205


def test_where_sites_are_tiny_none_is_on_both_sides(trial: Trial) -> None:
    apart = part(trial.crawl, trial.articles, seed=3, sites=0.0, kept=0.4, low=1.0)
    assert set(apart.held) == {SAME}
    assert not _groups(apart, apart.pool) & _groups(apart, apart.held[SAME])


def _groups(trial: Trial, rows: Sequence[int] | np.ndarray) -> set[str]:
    return {trial.articles[row].group for row in rows}


@pytest.mark.parametrize(("turns", "learned"), [(RANDOM, [25, 50]), (MIXTURE, [23, 45])])
def test_the_random_tenth_is_paid_for(trial: Trial, turns: Turns, learned: list[int]) -> None:
    found = dict(ask(trial, turns, (25, 50), seed=1))
    assert [len(rows) for rows in found.values()] == learned
    for rows in found.values():
        assert len(np.unique(rows)) == len(rows)
        assert set(rows) <= set(trial.pool)


@pytest.fixture(scope="module")
def found(folder: Path, articles: list[Labelled]) -> list[Reached]:
    return simulate.simulate(
        articles,
        load_model(folder),
        cache=folder.parent,
        jobs=1,
        progress=SILENT,
        sources=[MADE],
        ways={"random": RANDOM, "mixture": MIXTURE, UNLIKE: (UNLIKE,)},
        seeds=2,
    )


def test_every_way_has_its_points(found: list[Reached]) -> None:
    ways = ("random", "mixture", UNLIKE)
    wanted = [
        (way, held, labels) for way in ways for held in (SAME, OTHER) for labels in (0, 50, 100)
    ]
    assert [(each.way, each.held_out, each.labels) for each in found] == wanted
    assert all(each.seeds == 2 and 0 < each.auc <= 1 for each in found)
    start = {each.held_out: each.recall_at_1 for each in found if not each.labels}
    assert all(each.recall_at_1 == start[each.held_out] for each in found if not each.labels)


def test_a_missing_family_is_named(articles: list[Labelled], folder: Path) -> None:
    model, nowhere = load_model(folder), replace(MADE, family="nowhere")
    with pytest.raises(DetectorError, match="no articles of nowhere"):
        simulate.simulate(
            articles, model, cache=folder.parent, jobs=1, progress=SILENT, sources=[nowhere]
        )


def test_a_pool_that_is_too_small_is_told(trial: Trial) -> None:
    with pytest.raises(DetectorError, match="fewer than the 400 labels"):
        next(ask(trial, MIXTURE, (50, 400), seed=1))


def test_the_table_sets_half_the_labels_beside(found: list[Reached]) -> None:
    head, *rows = table.halves(found)
    assert head == list(table.HALF_HEAD)
    assert [row[1:3] for row in rows] == [[SAME, "0"], [SAME, "100"], [OTHER, "0"], [OTHER, "100"]]
    assert rows[0][3] == rows[0][4] == rows[0][5]
    mixture = next(each for each in found if each.way == "mixture" and each.labels == 50)
    assert rows[1][5] == f"{mixture.recall_at_1:.3f} ± {mixture.recall_at_1_interval:.3f}"


def test_the_curves_are_kept_as_numbers_and_told_in_the_docs(
    found: list[Reached], tmp_path: Path
) -> None:
    table.store(found, tmp_path / "asking.csv")
    with (tmp_path / "asking.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(found)
    assert float(rows[-1]["auc"]) == pytest.approx(found[-1].auc, abs=1e-4)
    assert table.full(table.stored(tmp_path / "asking.csv"))[0] == list(table.FULL_HEAD)
    docs = tmp_path / "asking.md"
    docs.write_text("Before.\n<!-- curves -->\nold\n<!-- end of curves -->\nAfter.\n", "utf-8")
    for _ in range(2):
        table.document(found, docs)
    told = docs.read_text("utf-8")
    assert told.startswith("Before.\n")
    assert told.endswith("After.\n")
    assert told.count("\n| made0 |") == len(found)


def test_the_card_is_written_anew_and_the_model_still_loads(
    found: list[Reached], folder: Path
) -> None:
    before = load_model(folder).card
    told = card.with_asking(before, table.halves(found), 2)
    assert card.with_asking(told, table.halves(found), 2) == told
    files.rewrite_text(folder, MANIFEST, CARD, told)
    after = load_model(folder)
    assert "| made0 | other articles | 100 |" in after.card
    assert after.card.split("## Limits")[1] == before.split("## Limits")[1]
    assert "2 partings" in after.card


def test_the_card_and_the_docs_say_what_is_stored() -> None:
    kept = table.stored()
    shipped = load_model(None)
    assert card.with_asking(shipped.card, table.halves(kept), kept[0].seeds) == shipped.card
    assert card.table(table.full(kept)) in table.DOCS.read_text("utf-8")


def test_an_interval_narrows_with_the_seeds() -> None:
    assert half_width([0.5]) == 0.0
    assert half_width([0.4, 0.6] * 10) < half_width([0.4, 0.6])
