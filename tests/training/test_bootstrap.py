"""The bootstrap draws groups, and its figures are those of the articles that it drew."""

from dataclasses import replace

import numpy as np
import pytest

from training.evaluation import bootstrap
from training.evaluation.estimates import estimates
from training.evaluation.figures import figures
from training.evaluation.judged import Judged, Whole
from training.evaluation.proportion import proportion
from training.evaluation.resampled import resampled

from .samples import Case, case, cases, judged

RANKED = ("auc", "recall_at_0.1_percent", "recall_at_1_percent", "recall_at_5_percent")


def _width(found: Judged, name: str = "auc") -> float:
    estimate = estimates(found, resampled(found, 300))[name]
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.low <= estimate.value <= estimate.high
    return estimate.high - estimate.low


def test_a_resample_has_as_many_groups_and_is_always_the_same() -> None:
    first, second = (np.concatenate(list(bootstrap.draws(30, 90, 50))) for _ in range(2))
    assert first.shape == (50, 30)
    assert (first.sum(axis=1) == 30).all()
    assert (first == second).all()
    assert (first[0] != first[1]).any()


def test_how_many_are_held_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resampled(judged(cases(20)), 40)
    monkeypatch.setattr(bootstrap, "CELLS", 300)
    for name, values in resampled(judged(cases(20)), 40).items():
        assert np.array_equal(values, whole[name], equal_nan=True)


@pytest.mark.parametrize("tied", [False, True])
def test_figures_of_a_resample_are_those_of_its_articles(tied: bool) -> None:
    found = judged(cases(25))
    if tied:
        found = replace(found, quality=found.quality.round(1))
    drawn = resampled(found, 5)
    for number, times in enumerate(np.concatenate(list(bootstrap.draws(25, 100, 5)))):
        rows = np.repeat(np.arange(100), times[found.group].astype(int))
        expected = figures(found.quality[rows], found.good[rows])
        values = [expected.auc, *expected.recall.values()]
        assert [drawn[name][number] for name in RANKED] == pytest.approx(values)
        assert drawn["calibration_error"][number] == pytest.approx(expected.calibration_error)
        lost = found.low[rows][found.good[rows]].mean()
        assert drawn["good_lost"][number] == pytest.approx(lost)
        alarms = found.traits["comment_tail"][rows][found.good[rows]].mean()
        assert drawn["false_alarms.comment_tail"][number] == pytest.approx(alarms)


@pytest.mark.parametrize("name", ["auc", "recall_at_5_percent", "good_lost", "unsure"])
def test_the_interval_covers_the_point(name: str) -> None:
    _width(judged(cases(60)), name)


def test_the_interval_shrinks_with_more_groups() -> None:
    few, many = _width(judged(cases(30))), _width(judged(cases(480)))
    assert many < few / 2


def test_more_articles_of_the_same_groups_tell_nothing_new() -> None:
    once = judged(cases(40))
    rows = np.repeat(np.arange(len(once.good)), 9)
    again = _rows(once, rows)
    assert _width(again) == pytest.approx(_width(once))
    apart = replace(again, group=np.arange(len(rows)))
    assert _width(apart) < _width(once) / 2


def _rows(found: Judged, rows: Whole) -> Judged:
    columns = {
        name: getattr(found, name)[rows] for name in ("quality", "good", "low", "unsure", "group")
    }
    traits = {name: each[rows] for name, each in found.traits.items()}
    articles = [found.articles[row] for row in rows]
    return replace(found, **columns, traits=traits, articles=articles)


def test_the_order_of_the_articles_changes_nothing() -> None:
    known = cases(30)
    forward, back = (resampled(judged(each), 20) for each in (known, known[::-1]))
    for name in RANKED:
        assert forward[name] == pytest.approx(back[name])


def test_resamples_without_a_label_are_left_out() -> None:
    known = [case(n, "good" if n % 2 else "spam", n / 4, f"site{n}") for n in range(4)]
    values = resampled(judged(known), 200)["auc"]
    assert np.isnan(values).any()
    middle = bootstrap.interval(values)
    assert middle is not None
    assert 0 <= middle[0] <= middle[1] <= 1


def test_no_resample_defined_is_no_interval() -> None:
    assert bootstrap.interval(np.array([np.nan, np.nan])) is None


@pytest.mark.parametrize(
    ("hits", "low", "high"), [(0, 0.0, 0.2775), (5, 0.2366, 0.7634), (10, 0.7225, 1.0)]
)
def test_wilsons_interval(hits: int, low: float, high: float) -> None:
    found = proportion(np.arange(10) < hits, np.arange(10))
    assert (found.value, found.low, found.high) == pytest.approx((hits / 10, low, high), abs=1e-4)


def test_articles_of_one_group_are_not_independent() -> None:
    hits = np.arange(100) < 50
    apart = proportion(hits, np.arange(100))
    together = proportion(hits, np.arange(100) // 10)
    assert apart.low is not None
    assert together.low is not None
    assert together.low < apart.low - 0.1
    assert proportion(hits, np.zeros(100, int)).low is None
    assert proportion(hits[:0], np.zeros(0, int)).value is None


def _one_site_good() -> list[Case]:
    good = [case(n, "good", 0.5 + n / 20, "one") for n in range(5)]
    return good + [case(n, "spam", n / 20, f"site{n}") for n in range(5, 10)]


def test_a_single_group_of_one_label_has_no_interval() -> None:
    found = judged(_one_site_good())
    known = estimates(found, resampled(found, 50))
    assert known["auc"].value is not None
    assert [known[name].low for name in ("auc", "good_lost", "calibration_error")] == [None] * 3
    assert known["others_caught"].low is not None
