"""The measure of kept lines, on pages small enough to reckon by hand."""

import numpy as np
import pytest

from training.lines.scoring import PageScores, by_group, f1, measured, score, words

GOLD = np.array([False, True, True, False], bool)
WORDS = np.array([2.0, 10.0, 30.0, 8.0])
NOTHING, EVERYTHING = np.zeros(4, bool), np.ones(4, bool)


def _score(keep: np.ndarray, **other: np.ndarray) -> PageScores:
    arrays = {"gold": GOLD, "words": WORDS, "page": np.zeros(4, int), "counted": EVERYTHING}
    return score(keep=keep, **{**arrays, **other})


@pytest.mark.parametrize(
    ("keep", "precision", "recall"),
    [
        (GOLD, 1.0, 1.0),
        (EVERYTHING, 40 / 50, 1.0),
        (NOTHING, 0.0, 0.0),
        (~GOLD, 0.0, 0.0),
        (np.array([True, True, False, False]), 10 / 12, 10 / 40),
    ],
    ids=["perfect", "all kept", "nothing kept", "all wrong", "some"],
)
def test_a_page(keep: np.ndarray, precision: float, recall: float) -> None:
    scores = _score(keep)
    assert scores.page.tolist() == [0]
    assert scores.precision == pytest.approx([precision])
    assert scores.recall == pytest.approx([recall])


def test_lines_that_do_not_count_count_neither_way() -> None:
    counted = np.array([False, True, False, True])
    for keep in (GOLD, GOLD & counted, GOLD | ~counted):
        scores = _score(keep, counted=counted)
        assert (scores.precision[0], scores.recall[0]) == (1.0, 1.0)
    assert _score(~counted, counted=counted).precision.tolist() == [0.0]


def test_a_page_without_an_article_is_left_out() -> None:
    assert len(_score(EVERYTHING, gold=NOTHING)) == 0
    assert len(_score(EVERYTHING, counted=~GOLD)) == 0
    assert len(_score(EVERYTHING, words=np.where(GOLD, 0.0, WORDS))) == 0
    both = _score(EVERYTHING, page=np.array([0, 0, 1, 2]))
    assert both.page.tolist() == [0, 1]


def test_no_lines_no_pages() -> None:
    none = np.zeros(0, bool)
    scores = score(keep=none, gold=none, words=np.zeros(0), page=np.zeros(0, int), counted=none)
    found = measured(scores)
    assert (found.pages, found.precision.value, found.f1.value) == (0, None, None)
    assert by_group(scores, []) == {}


def test_every_page_counts_the_same_whatever_its_length() -> None:
    scores = _score(
        np.array([True, True, False, False]),
        gold=np.array([False, True, True, False]),
        words=np.array([10.0, 10.0, 9000.0, 1.0]),
        page=np.array([0, 0, 1, 1]),
    )
    found = measured(scores)
    assert found.precision.value == pytest.approx((0.5 + 0.0) / 2)
    assert found.recall.value == pytest.approx((1.0 + 0.0) / 2)


def test_f1_is_of_the_averages() -> None:
    scores = PageScores(
        page=np.arange(2), precision=np.array([1.0, 0.0]), recall=np.array([0.5, 0.0])
    )
    assert measured(scores).f1.value == pytest.approx(2 * 0.5 * 0.25 / 0.75)
    assert f1([0.0, 1.0, 0.5], [0.0, 1.0, 1.0]) == pytest.approx([0.0, 1.0, 2 / 3])


def _many(pages: int) -> PageScores:
    random = np.random.default_rng(4)
    return PageScores(
        page=np.arange(pages), precision=random.random(pages), recall=random.random(pages)
    )


def test_the_interval_holds_the_value_and_shrinks_with_more_pages() -> None:
    widths = []
    for pages in (20, 2000):
        found = measured(_many(pages), resamples=200).f1
        assert found.low is not None
        assert found.value is not None
        assert found.high is not None
        assert found.low < found.value < found.high
        widths.append(found.high - found.low)
    assert widths[1] < widths[0] / 4


def test_pages_of_one_site_are_drawn_together() -> None:
    scores = _many(60)
    again = PageScores(
        page=np.arange(180),
        precision=np.repeat(scores.precision, 3),
        recall=np.repeat(scores.recall, 3),
    )
    alone, together = measured(scores), measured(again, np.arange(180) // 3)
    assert together.f1.low == pytest.approx(alone.f1.low)
    assert together.f1.high == pytest.approx(alone.f1.high)


def test_one_site_has_no_interval() -> None:
    found = measured(_many(9), np.zeros(9, int)).f1
    assert found.value is not None
    assert found.low is None


def test_groups_come_with_most_pages_first() -> None:
    scores = PageScores(
        page=np.array([0, 2, 3]), precision=np.array([1.0, 0.2, 0.4]), recall=np.ones(3)
    )
    found = by_group(scores, ["el", "nobody", "de", "de"])
    assert list(found) == ["de", "el"]
    assert found["de"].precision.value == pytest.approx(0.3)
    assert (found["de"].pages, found["el"].pages) == (2, 1)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("", 0),
        ("| * |", 0),
        ("The harbour closed at 9.", 5),
        ("港は閉まる", 5),
        ("Η θάλασσα", 2),
        ("one\u2028two\x85three", 3),
    ],
)
def test_words(line: str, count: int) -> None:
    assert words([line, "beside it"]).tolist() == [count, 2]
