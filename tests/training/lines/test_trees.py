"""LightGBM's trees as plain nodes: the same decisions, and reasons that add up."""

import lightgbm
import numpy as np
import pytest

from training.lines import trees


def _data() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    rows = rng.normal(size=(3000, 6)).astype(np.float32)
    rows[:, 3] = rng.integers(0, 5, 3000)
    main = (rows[:, 0] + (rows[:, 3] > 2) * rows[:, 1] + rng.normal(size=3000) * 0.3) > 0
    return rows, main


def test_plain_nodes_score_as_lightgbm_does() -> None:
    rows, main = _data()
    data = lightgbm.Dataset(rows, main, params=trees.SETTINGS)
    booster = lightgbm.train({**trees.SETTINGS, "num_threads": 1}, data, 20)
    forest = trees.plain(booster.dump_model())
    expected = np.asarray(booster.predict(rows, raw_score=True))
    assert forest.logit(rows) == pytest.approx(expected, abs=1e-5)
    parts = forest.contributions(rows)
    assert forest.base + parts.sum(axis=1) == pytest.approx(forest.logit(rows), abs=1e-9)
    assert forest.fault(rows.shape[1]) is None


def test_the_same_lines_grow_the_same_trees() -> None:
    rows, main = _data()
    weight = np.ones(len(rows))
    one, other = (trees.grow(rows, main, weight, trees=5, seed=1, threads=n) for n in (1, 2))
    assert np.array_equal(one.nodes, other.nodes)


def test_lines_without_weight_teach_nothing() -> None:
    rows, main = _data()
    weight = np.where(np.arange(len(rows)) < 2000, 1.0, 0.0)
    lied = np.where(weight > 0, main, ~main)
    one, other = (
        trees.grow(rows, each, weight, trees=5, seed=1, threads=1) for each in (main, lied)
    )
    assert np.array_equal(one.nodes, other.nodes)


def test_together_is_the_mean() -> None:
    rows, main = _data()
    weight = np.ones(len(rows))
    forests = [trees.grow(rows, main, weight, trees=4, seed=n, threads=1) for n in (1, 2, 3)]
    both = trees.together(forests)
    mean = np.mean([forest.logit(rows) for forest in forests], axis=0)
    assert both.logit(rows) == pytest.approx(mean, abs=1e-6)
    assert both.fault(rows.shape[1]) is None
