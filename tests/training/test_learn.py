"""Learning end to end, on articles that a generator makes."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detector import Detector, DetectorError
from detector.model import load as load_model
from training import learn
from training.datasets import Labelled
from training.fit import Recipe, folds, weights

PLAIN = "The {0} and the {1} closed, said {2}, who paid {3} pounds and went home by bus. ".format
EMPTY = "This pivotal {0} underscores a broader shift, raising questions about {1}. ".format
PITCH = "Order your cheap {0} today and win a free {1}, while our winter stocks last. ".format
SMALL = Recipe(bits=12, fewest_groups=2, iterations=30, folds=3)


def _article(rng: random.Random, number: int, kind: str) -> Labelled:
    words = ["harbour", "school", "bakery", "council", "bridge", "market", "river", "club"]
    names = ["Okafor", "Lindqvist", "Moreau", "Haddad", "Petrov"]
    sentence = {"good": PLAIN, "filler": EMPTY, "spam": PITCH}[kind]
    sentences = [
        sentence(rng.choice(words), rng.choice(words), rng.choice(names), rng.randrange(90))
        for _ in range(12)
    ]
    group = f"site{number % 12}"
    return Labelled(text="".join(sentences), kind=kind, group=group, source="made", family="made")


@pytest.fixture(scope="module")
def articles() -> list[Labelled]:
    rng = random.Random(7)
    kinds = ["good", "filler", "good", "spam"]
    return [_article(rng, number, kinds[number % 4]) for number in range(160)]


def _learn(articles: list[Labelled], cache: Path) -> learn.Learned:
    return learn.learn(articles, SMALL, cache=cache, jobs=1, tell=lambda _: None)


def test_what_is_learned_scores(articles: list[Labelled], tmp_path: Path) -> None:
    learned = _learn(articles, tmp_path)
    assert learned.held_out.auc > 0.99
    learn.write(learned, tmp_path / "model", name="small", about="A test.")
    detector = Detector.load(tmp_path / "model")
    verdicts = list(detector.score_many(article.text for article in articles))
    for article, verdict in zip(articles, verdicts, strict=True):
        assert verdict.label == ("good" if article.good else "low")
        assert verdict.kind == (None if article.good else article.kind)
    assert "# Model card: small" in load_model(tmp_path / "model").card


def test_the_same_data_gives_the_same_bytes(articles: list[Labelled], tmp_path: Path) -> None:
    for name in ("one", "two"):
        learned = _learn(articles, tmp_path / f"cache-{name}")
        learn.write(learned, tmp_path / name, name="same", about="")
    for file in ("model.json", "weights.npy", "CARD.md"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_exported_scores_equal_fitted_ones(articles: list[Labelled], tmp_path: Path) -> None:
    from training import matrix

    learned = _learn(articles, tmp_path)
    learn.write(learned, tmp_path / "model", name="small", about="")
    texts = [article.text for article in articles]
    seen = matrix.extract(
        texts, bits=SMALL.bits, limit=SMALL.limit, exponent=SMALL.exponent, cache=tmp_path
    )
    score = learned.fitted.decide(seen)[:, 0]
    expected = learned.calibration.slope * score + learned.calibration.shift
    logits = [verdict.logit for verdict in Detector.load(tmp_path / "model").score_many(texts)]
    assert np.allclose(logits, expected, atol=1e-4)


def test_kinds_unseen_are_not_claimed(articles: list[Labelled], tmp_path: Path) -> None:
    plain = [a if a.good else replace(a, kind="low") for a in articles]
    learn.write(_learn(plain, tmp_path), tmp_path / "model", name="plain", about="")
    verdict = Detector.load(tmp_path / "model").score(plain[1].text)
    assert (verdict.label, verdict.kind) == ("low", None)


@pytest.mark.parametrize(("good", "low", "said"), [(10, 80, "20 more"), (80, 29, "1 more")])
def test_too_few_are_refused(
    articles: list[Labelled], tmp_path: Path, good: int, low: int, said: str
) -> None:
    few = [a for a in articles if a.good][:good] + [a for a in articles if not a.good][:low]
    with pytest.raises(DetectorError, match=said):
        _learn(few, tmp_path)


def test_one_group_cannot_be_checked(articles: list[Labelled], tmp_path: Path) -> None:
    with pytest.raises(DetectorError, match="too few groups"):
        _learn([replace(article, group="one") for article in articles], tmp_path)


def test_a_group_is_never_split() -> None:
    group = np.array([0, 1, 2, 3, 0, 1, 2, 3, 9])
    fold = folds(group, 3)
    for each in set(group.tolist()):
        assert len(set(fold[group == each].tolist())) == 1


def test_a_big_site_does_not_outshout_the_rest(articles: list[Labelled]) -> None:
    big = [replace(articles[0], group="big") for _ in range(100)]
    small = [replace(articles[0], group="small") for _ in range(4)]
    weight = weights([*big, *small, articles[1]])
    assert weight[:100].sum() / weight[100:104].sum() == pytest.approx(5.0)
    assert weight[:104].sum() == pytest.approx(weight[104:].sum())
