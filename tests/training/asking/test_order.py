"""What is asked next, on articles that a generator makes."""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from detector.model import Model
from detector.model import load as load_model
from tests.training.made import article, corpus
from training import learn
from training.asking import order
from training.asking.order import DISAGREEING, UNCERTAIN, UNLIKE, Ranked, ranked
from training.datasets import Labelled
from training.progress import Progress
from training.recipe import Recipe

SMALL = Recipe(fewest_groups=2, iterations=30, folds=3)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Model:
    folder = tmp_path_factory.mktemp("asking")
    made = corpus(120)
    learned = learn.learn(made, SMALL, cache=folder, jobs=1, progress=Progress(silent=True))
    learn.write(learned, folder / "model", name="small", about="")
    return load_model(folder / "model")


@pytest.fixture(scope="module")
def crawl() -> list[Labelled]:
    return corpus(80, seed=11)


def _rank(
    articles: Sequence[Labelled],
    labelled: Sequence[Labelled],
    model: Model,
    *,
    qualities: Sequence[float] | None = None,
    count: int = 20,
    seed: int = 1,
) -> list[Ranked]:
    texts = [each.text for each in articles]
    said = [0.9] * len(texts) if qualities is None else qualities
    return ranked(texts, said, labelled, model, count=count, seed=seed, cache=None, jobs=1)


def test_each_reason_has_its_turn(crawl: list[Labelled], small: Model) -> None:
    found = _rank(crawl[40:], crawl[:40], small)
    assert Counter(each.reason for each in found) == {UNCERTAIN: 10, DISAGREEING: 5, UNLIKE: 5}
    assert len({each.row for each in found}) == 20
    assert all(0 <= each.row < 40 for each in found)


def test_where_most_is_low_every_sort_is_looked_at_first(
    crawl: list[Labelled], small: Model
) -> None:
    found = _rank(crawl[40:], crawl[:40], small, qualities=[0.1] * 40)
    assert Counter(each.reason for each in found) == {UNCERTAIN: 10, UNLIKE: 10}


@pytest.mark.parametrize("labels", [0, 1, 3])
def test_without_labels_there_is_no_committee(
    labels: int, crawl: list[Labelled], small: Model
) -> None:
    found = _rank(crawl[40:], crawl[:labels], small)
    assert Counter(each.reason for each in found) == {UNCERTAIN: 15, UNLIKE: 5}


def test_without_labels_doubt_is_that_of_the_model_in_force(
    crawl: list[Labelled], small: Model
) -> None:
    qualities = [0.99] * 40
    qualities[17] = 0.55
    assert _rank(crawl[40:], [], small, qualities=qualities)[0] == (17, UNCERTAIN)


def test_what_the_labels_leave_open_is_doubted(crawl: list[Labelled], small: Model) -> None:
    mixed = [_halved(number) for number in range(4)]
    found = _rank([*crawl[40:], *mixed], crawl[:40], small, count=8)
    doubted = [each.row for each in found if each.reason == UNCERTAIN]
    assert len(doubted) == 4
    assert sum(row >= 40 for row in doubted) >= 2


def _halved(number: int) -> Labelled:
    """Make an article whose first half is good and whose second half is filler."""
    rng = random.Random(number)
    good, filler = (article(rng, number, kind).text for kind in ("good", "filler"))
    text = good[: len(good) // 2] + filler[len(filler) // 2 :]
    return Labelled(text=text, kind="good", group="mixed", source="made", family="made")


def test_what_is_unlike_all_else_is_asked_soon(crawl: list[Labelled], small: Model) -> None:
    good = [each for each in crawl if each.good]
    odd = next(each for each in crawl if each.kind == "spam")
    found = _rank([*good[20:], odd], good[:20], small, qualities=[0.99] * (len(good) - 19))
    first = next(each for each in found if each.reason == UNLIKE)
    assert first.row == len(good) - 20


def test_what_is_nearly_the_same_is_asked_once(crawl: list[Labelled], small: Model) -> None:
    fresh, labelled = crawl[60:], crawl[:20]
    again = [*fresh, fresh[3], labelled[5], fresh[3]]
    rows = {each.row for each in _rank(again, labelled, small, count=99)}
    assert rows == set(range(20))


def test_the_same_seed_gives_the_same_order(crawl: list[Labelled], small: Model) -> None:
    one, other, third = (_rank(crawl[40:], [], small, seed=seed) for seed in (1, 1, 2))
    assert one == other
    assert one != third


def test_labels_of_one_site_a_sort_are_enough(crawl: list[Labelled], small: Model) -> None:
    sites = [_of_site(each, "north" if each.good else "south") for each in crawl[:30]]
    assert len(_rank(crawl[40:], sites, small)) == 20


def _of_site(each: Labelled, site: str) -> Labelled:
    return Labelled(text=each.text, kind=each.kind, group=site, source="made", family="made")


@pytest.mark.parametrize("texts", [[], [""], ["", "!"], ["One.", "Two."]])
def test_there_may_be_next_to_nothing_to_ask(
    texts: list[str], small: Model, tmp_path: Path
) -> None:
    qualities = [0.5] * len(texts)
    found = ranked(texts, qualities, [], small, count=5, seed=1, cache=tmp_path, jobs=1)
    assert sorted(each.row for each in found) == list(range(len(texts)))


def test_a_quality_may_be_certain(crawl: list[Labelled], small: Model) -> None:
    qualities = [0.0, 1.0] * 20
    assert len(_rank(crawl[40:], [], small, qualities=qualities)) == 20


def test_an_article_like_one_that_was_picked_waits() -> None:
    place = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    batch = order._Batch(place, np.arange(4), np.array([], np.int64), seed=1)
    merit = {UNCERTAIN: np.array([1.0, 0.9, 0.5, 0.4])}
    for _ in range(4):
        batch.add(UNCERTAIN, merit)
    assert [each.row for each in batch.picked][:2] == [0, 2]
