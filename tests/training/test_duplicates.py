"""Duplicates and near-duplicates among labelled articles, all of them made up."""

import random
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import duplicates
from training.datasets import Labelled
from training.duplicates import Duplicates, between, find

SYLLABLES = ("ka", "lo", "mi", "ren", "tus", "vo", "shi", "den", "pra", "quel", "bor", "an")


def _words(rng: random.Random, count: int) -> list[str]:
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(count)]


def _text(seed: int, words: int = 300) -> str:
    return " ".join(_words(random.Random(seed), words))


def _changed(text: str, every: int) -> str:
    """Put another word in the place of one in so many."""
    words = text.split()
    words[every // 2 :: every] = [f"other{n}" for n in range(len(words[every // 2 :: every]))]
    return " ".join(words)


def _article(text: str, group: str = "", kind: str = "good", name: str = "") -> Labelled:
    group = group or f"group of {text[:30]}"
    return Labelled(text=text, kind=kind, group=group, source="made", family="made", id=name)


def _articles(*texts: str) -> list[Labelled]:
    return [_article(text) for text in texts]


def _spoken(text: str) -> str:
    """Set a text in quotes, with a quote in every ninth word."""
    words = text.split()
    words[::9] = [f"{word}'s" for word in words[::9]]
    return f'"{" ".join(words)}"'


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (_text(1), _text(1)),
        (_text(1), _text(1).upper()),
        (_text(1), _text(1).replace(" ", "\n\n", 40)),
        (_text(1), _text(1).replace(" ", ", ", 40) + "!"),
        (_spoken(_text(1)), _spoken(_text(1)).replace("'", "’").replace('"', "“")),
        (_text(1), _changed(_text(1), 50)),
        (_text(1), f"{_text(2, 20)} {_text(1)}"),
        (_text(1, 600), f"{_text(1, 600)} {_text(2, 600)}"),
        ("Two words", "two words!"),
        ("ﬁne Straße, said no one of us", "FINE STRASSE said no one of us"),
    ],
    ids=["same", "case", "space", "marks", "quotes", "words", "head", "tail", "short", "unicode"],
)
def test_the_same_text(text: str, other: str) -> None:
    articles = _articles(_text(7), text, _text(8), other, _text(9))
    assert find(articles).clusters == ((1, 3),)
    assert between(articles[:2], articles[2:]) == ((1, 1),)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (_text(1), _text(2)),
        (_text(1), _changed(_text(1), 10)),
        (f"{_text(3, 60)} {_text(1, 240)}", f"{_text(3, 60)} {_text(2, 240)}"),
        (f"{_text(3, 150)} {_text(1, 150)}", f"{_text(3, 150)} {_text(2, 150)}"),
        (_text(1), " ".join(reversed(_text(1).split()))),
        (_text(1), " ".join(_text(1).split()[:120])),
        ("Two words", "Two other words"),
        ("", ""),
        ("...", "?!"),
    ],
    ids=["other", "rewritten", "template", "half", "order", "cut", "short", "empty", "marks"],
)
def test_another_text(text: str, other: str) -> None:
    articles = _articles(text, other)
    assert find(articles).clusters == ()
    assert between(articles[:1], articles[1:]) == ()


@given(changes=st.integers(min_value=50, max_value=250), seed=st.integers(0, 999))
def test_few_changed_words_are_found(changes: int, seed: int) -> None:
    text = _text(seed)
    assert find(_articles(text, _changed(text, changes))).clusters == ((0, 1),)


def _found(*articles: tuple[str, str, str]) -> Duplicates:
    """Find among articles given as text, group and kind; their names are row 0, row 1, ..."""
    rows = enumerate(articles)
    return find([_article(text, group, kind, f"row {row}") for row, (text, group, kind) in rows])


ONE, TWO, THREE, FOUR = (_text(seed, 60) for seed in (11, 12, 13, 14))


def test_across_labels_and_groups() -> None:
    found = _found(
        (ONE, "a", "good"), (TWO, "b", "good"), (ONE, "c", "filler"), (THREE, "d", "spam"),
        (TWO, "b", "good"), (THREE, "e", "filler"), (TWO, "b", "good"), (FOUR, "f", "good"),
    )  # fmt: skip
    assert found.clusters == ((0, 2), (1, 4, 6), (3, 5))
    assert found.across_labels == ((0, 2),)
    assert found.across_groups == ((0, 2), (3, 5))
    assert found.surplus == (0, 2, 4, 5, 6)


def test_what_is_left_has_no_duplicates() -> None:
    articles = [
        _article(_text(n % 7, 60), f"{n % 5}", "good" if n % 3 else "spam") for n in range(40)
    ]
    surplus = set(find(articles).surplus)
    assert find([each for row, each in enumerate(articles) if row not in surplus]).clusters == ()


def test_report() -> None:
    found = _found(
        (ONE, "a", "good"), (TWO, "b", "good"), (TWO, "c", "good"), (ONE, "a", "good"),
        (ONE, "a", "low"),
    )  # fmt: skip
    assert found.report().splitlines() == [
        "3 articles stand under both labels, e.g. row 0 and row 4; left out",
        "2 articles repeat one another under one label, e.g. row 1 and row 2; one of each kept, "
        "1 article left out",
        "2 articles stand in several groups, e.g. row 1 and row 2; tied, 2 groups merge into 1, "
        "the largest of 2",
    ]
    assert _found((ONE, "a", "good")).report() == "no text stands there twice"


def test_tied_groups_share_no_text() -> None:
    found = _found(
        (ONE, "a", "good"), (ONE, "b", "good"), (TWO, "b", "good"), (TWO, "c", "good"),
        (THREE, "d", "good"), (FOUR, "e", "good"), (FOUR, "e", "good"), ("", "a", "good"),
    )  # fmt: skip
    groups = [article.group for article in found.articles]
    assert found.tie(groups) == ["a", "a", "a", "a", "d", "e", "e", "a"]
    assert found.untied(groups) == ()
    assert found.tie(["z"] * 8) == ["z"] * 8


def test_a_template_of_many_groups_is_not_tied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "MOST_TIED", 3)
    found = _found(
        (ONE, "a", "good"), (ONE, "b", "good"), (ONE, "c", "good"), (ONE, "d", "good"),
        (TWO, "a", "good"), (TWO, "b", "good"),
    )  # fmt: skip
    groups = [article.group for article in found.articles]
    assert found.tie(groups) == ["a", "a", "c", "d", "a", "a"]
    assert found.untied(groups) == ((0, 1, 2, 3),)
    assert set(found.untied(groups)[0][1:]) <= set(found.surplus)
    assert "4 articles are not tied, as over 3 groups would merge" in found.report()


def test_a_chain_ends_before_it_merges_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "MOST_TIED", 4)
    links = [(_text(n, 40), group, "good") for n in range(20) for group in (f"g{n}", f"g{n + 1}")]
    found = _found(*links)
    groups = [article.group for article in found.articles]
    tied = dict(zip(groups, found.tie(groups), strict=True))
    sizes = Counter(tied.values()).values()
    assert max(sizes) <= 4
    assert found.untied(groups)


def _some() -> Sequence[Labelled]:
    rng = random.Random(5)
    texts = [_text(rng.randrange(500), 80) for _ in range(600)]
    texts += [_changed(text, rng.choice([30, 45, 80])) for text in texts[:300]]
    return [_article(text, f"site{number % 90}") for number, text in enumerate(texts)]


def test_processes_and_runs_agree() -> None:
    articles = _some()
    found = find(articles)
    assert len(found.clusters) > 100
    assert find(articles).clusters == find(articles, jobs=2).clusters == found.clusters
    halves = articles[:450], articles[450:]
    assert between(*halves, jobs=2) == between(*halves)


def test_rows_stand_in_one_cluster() -> None:
    found = find(_some())
    rows = [row for cluster in found.clusters for row in cluster]
    assert len(rows) == len(set(rows))
    assert list(found.clusters) == sorted(found.clusters)
    assert all(cluster == tuple(sorted(cluster)) for cluster in found.clusters)


def test_between_pairs_every_row() -> None:
    assert between(_articles(ONE, TWO, ONE), _articles(THREE, ONE, TWO, ONE)) == (
        (0, 1), (0, 3), (1, 2), (2, 1), (2, 3),
    )  # fmt: skip


def test_nothing_to_compare() -> None:
    assert find([]).clusters == ()
    assert between([], _articles(ONE)) == between(_articles(ONE), []) == ()
