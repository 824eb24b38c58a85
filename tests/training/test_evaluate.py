"""What an evaluation says of articles whose verdicts are known."""

from collections.abc import Sequence

import numpy as np
import pytest

from training.datasets import Labelled
from training.evaluate import Evaluation, evaluate
from training.evaluation.compare import differences
from training.evaluation.figures import figures

from .samples import Case, Knowing, case, cases, shifted


def _evaluation(known: Sequence[Case], name: str = "knowing") -> Evaluation:
    articles = [each.article for each in known]
    return evaluate(articles, Knowing(known, name), resamples=200)


@pytest.fixture(scope="module")
def known() -> list[Case]:
    return cases(50)


@pytest.fixture(scope="module")
def found(known: list[Case]) -> Evaluation:
    return _evaluation(known)


def test_points_are_the_figures_of_the_articles(known: list[Case], found: Evaluation) -> None:
    quality = np.array([each.quality for each in known])
    expected = figures(quality, np.array([each.article.good for each in known]))
    assert found.figures["auc"].value == expected.auc
    assert found.figures["recall_at_1_percent"].value == expected.recall["0.01"]
    assert found.figures["calibration_error"].value == expected.calibration_error
    low = [each.quality < 0.3 for each in known if each.article.good]
    assert found.figures["good_lost"].value == pytest.approx(sum(low) / len(low))
    counts = {"articles": 200, "good": 100, "others": 100, "groups": 50, "unsure": 0}
    assert found.counts == counts


def test_every_verdict_is_seen_once(known: list[Case]) -> None:
    seen: list[float] = []
    articles = [each.article for each in known]
    evaluate(articles, Knowing(known), resamples=1, seen=lambda each: seen.append(each.quality))
    assert seen == [each.quality for each in known]


def test_the_curve_goes_through_the_recalls(found: Evaluation) -> None:
    assert found.curves.roc[0][0] == pytest.approx(0.01)
    assert found.curves.roc[0][1] == found.figures["recall_at_1_percent"].value
    assert found.curves.roc[-1] == (1.0, 1.0)
    recalls = [recall for _, recall in found.curves.roc]
    assert recalls == sorted(recalls)


def test_precision_at_a_quality_is_counted(known: list[Case], found: Evaluation) -> None:
    quality, recall, precision = found.curves.precision_recall[40]
    below = [each.article.good for each in known if each.quality <= quality]
    assert recall == below.count(False) / 100
    assert precision == below.count(False) / len(below)


def test_bins_of_quality_hold_all_articles(found: Evaluation) -> None:
    assert sum(each.articles for each in found.curves.reliability) == 200
    for each in found.curves.reliability:
        assert each.good.value is not None
        assert 0 <= each.good.value <= 1


PARTS = [
    case(1, "good", 0.9, "a", source="north", domain="news", text="word " * 99),
    case(2, "good", 0.2, "b", source="north", text="word " * 100),
    case(3, "spam", 0.1, "c", source="north", domain="news", text="word " * 1000),
    case(4, "filler", 0.8, "d", source="south", text="word " * 299, unsure=True),
]


def test_tables_of_parts() -> None:
    found = _evaluation(PARTS).tables
    assert list(found) == ["source", "domain", "length", "kind"]
    north, south = found["source"]
    assert (north.name, north.good, north.others) == ("north", 2, 1)
    assert (north.good_low.value, north.others_low.value) == (0.5, 1.0)
    assert (north.median_quality, north.unsure) == (0.2, 0.0)
    assert (north.recall, north.good_lost) == (1.0, 0.0)
    assert (south.good_low.value, south.good_lost, south.recall) == (None, None, 0.0)
    assert south.unsure == 1.0
    assert {row.name for row in found["domain"]} == {"news", "(not given)"}


def test_lengths_are_in_their_order() -> None:
    names = [row.name for row in _evaluation(PARTS).tables["length"]]
    assert names == ["under 100 words", "100-299 words", "1000 words and more"]


def test_false_alarms_are_those_on_good_articles() -> None:
    found = _evaluation(
        [
            case(1, "good", 0.9, source="north", traits=("comment_tail",)),
            case(2, "good", 0.9, source="north"),
            case(3, "good", 0.9, source="south"),
            case(4, "good", 0.9, source="south"),
            case(5, "spam", 0.1, source="south", traits=("comment_tail", "stray_tag")),
            case(6, "spam", 0.1, source="west", traits=("stray_tag",)),
        ]
    )
    assert found.false_alarms["comment_tail"].value == 0.25
    assert found.false_alarms["stray_tag"].value == 0.0
    assert next(iter(found.false_alarms)) == "comment_tail"
    by_source = found.false_alarms_by_source
    assert by_source == {"north": {"comment_tail": 0.5}, "south": {"comment_tail": 0.0}}


def test_quality_by_source_adds_up() -> None:
    found = _evaluation(PARTS).quality_by_source
    assert found["north"]["good"][9] == found["north"]["good"][2] == 0.5
    assert list(found["south"]) == ["others"]
    assert sum(found["south"]["others"]) == 1.0


def test_the_worst_errors_are_at_the_wrong_end(known: list[Case], found: Evaluation) -> None:
    good, others = found.worst[:10], found.worst[10:]
    assert len(others) == 10
    assert {each.kind for each in good} == {"good"}
    assert {each.kind for each in others} == {"filler"}
    lowest = sorted(each.quality for each in known if each.article.good)[:10]
    assert [each.quality for each in good] == lowest
    highest = sorted((each.quality for each in known if not each.article.good), reverse=True)
    assert [each.quality for each in others] == highest[:10]
    assert good[0].reasons[0].feature == f"of {good[0].id}"


def test_unsure_ones_are_among_the_errors() -> None:
    assert _evaluation(PARTS).worst[2].label == "unsure"


def test_the_beginning_of_an_error_is_short_and_on_one_line() -> None:
    found = _evaluation([case(1, "good", 0.1, text="Two\n\nlines. " * 99), *PARTS[1:]])
    assert found.worst[0].begins.startswith("Two lines. Two lines.")
    assert len(found.worst[0].begins) <= 160


@pytest.mark.parametrize(("kind", "there"), [("good", "good_lost"), ("spam", "others_caught")])
def test_one_label_gives_what_it_can(kind: str, there: str) -> None:
    found = _evaluation([case(n, kind, n / 20) for n in range(20)])
    value = {name: each.value for name, each in found.figures.items()}
    assert value[there] == pytest.approx(0.3)
    gone = {"good_lost", "others_caught"} - {there}
    assert [value[name] for name in ("auc", "recall_at_1_percent", *gone)] == [None] * 3
    other = "low" if kind == "good" else "good"
    assert f"Add articles labelled {other}." in found.missing[0]
    assert found.curves.roc == ()


def test_one_group_has_no_intervals_and_says_so() -> None:
    found = _evaluation([case(n, ("good", "spam")[n % 2], n / 20, "one") for n in range(20)])
    assert all(each.low is None for each in found.figures.values())
    assert found.figures["auc"].value is not None
    assert all("needs at least two groups" in note for note in found.missing)
    assert len(found.missing) == 2


def test_nothing_is_missing_otherwise(found: Evaluation) -> None:
    assert found.missing == ()
    assert all(each.low is not None for each in found.figures.values())


def test_a_model_is_no_different_from_itself(known: list[Case], found: Evaluation) -> None:
    for each in differences(found, _evaluation(known, "the same")).values():
        assert (each.difference, each.low, each.high) == (0.0, 0.0, 0.0)
        assert (each.excludes_zero, each.verdict) == (False, "no clear difference")


def test_a_worse_model_is_worse(known: list[Case], found: Evaluation) -> None:
    worse = _evaluation(shifted(known, noise=6.0))
    there, back = differences(found, worse)["auc"], differences(worse, found)["auc"]
    assert (there.verdict, back.verdict) == ("better", "worse")
    assert there.excludes_zero is True
    assert there.difference == -(back.difference or 0.0)
    assert there.low == pytest.approx(-(back.high or 0.0))


def test_less_of_an_error_is_better(known: list[Case], found: Evaluation) -> None:
    worse = _evaluation(shifted(known, noise=6.0))
    found_lost = differences(found, worse)["good_lost"]
    assert found_lost.high is not None
    assert found_lost.high < 0
    assert found_lost.verdict == "better"


def test_pairing_is_narrower_than_each_alone(known: list[Case], found: Evaluation) -> None:
    near = differences(found, _evaluation(shifted(known, noise=0.1)))["auc"]
    alone = found.figures["auc"]
    assert near.low is not None
    assert near.high is not None
    assert alone.low is not None
    assert alone.high is not None
    assert near.high - near.low < (alone.high - alone.low) / 2


def test_a_difference_of_what_is_missing_is_none() -> None:
    found = _evaluation([case(n, "good", n / 20) for n in range(20)])
    auc = differences(found, found)["auc"]
    assert (auc.difference, auc.excludes_zero, auc.verdict) == (None, None, "no interval")


def test_fields_for_tables_are_empty_where_nobody_has_said() -> None:
    article = Labelled(text="a", kind="good", group="a", source="a", family="a")
    assert (article.domain, article.form) == ("", "")
