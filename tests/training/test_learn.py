"""Learning end to end, on articles that a generator makes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detector import Detector, DetectorError
from detector.model import load as load_model
from tests.training.made import corpus
from training import adapt, learn
from training.datasets import Labelled
from training.problem import weights
from training.progress import Progress
from training.recipe import Recipe

SMALL = Recipe(fewest_groups=2, iterations=30, folds=3)
SILENT = Progress(silent=True)


@pytest.fixture(scope="module")
def articles() -> list[Labelled]:
    return corpus()


def _learn(articles: list[Labelled], cache: Path) -> learn.Learned:
    return learn.learn(articles, SMALL, cache=cache, jobs=1, progress=SILENT)


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
    read = matrix.read(texts, limit=SMALL.limit, cache=tmp_path, jobs=1, progress=SILENT)
    score = learned.fitted.decide(read.matrix(learned.fitted.keys))
    expected = learned.calibration.slope * score + learned.calibration.shift
    logits = [verdict.logit for verdict in Detector.load(tmp_path / "model").score_many(texts)]
    assert np.allclose(logits, expected, atol=1e-4)


def test_kinds_unseen_are_not_claimed(articles: list[Labelled], tmp_path: Path) -> None:
    plain = [a if a.good else replace(a, kind="low") for a in articles]
    learn.write(_learn(plain, tmp_path), tmp_path / "model", name="plain", about="")
    verdict = Detector.load(tmp_path / "model").score(plain[1].text)
    assert (verdict.label, verdict.kind) == ("low", None)


@pytest.mark.parametrize(("good", "low", "said"), [(10, 80, "15 more"), (80, 24, "1 more")])
def test_too_few_are_refused(
    articles: list[Labelled], tmp_path: Path, good: int, low: int, said: str
) -> None:
    few = [a for a in articles if a.good][:good] + [a for a in articles if not a.good][:low]
    with pytest.raises(DetectorError, match=said):
        _learn(few, tmp_path)


def test_sites_of_one_label_each_cannot_be_checked(
    articles: list[Labelled], tmp_path: Path
) -> None:
    parted = [replace(article, group=str(article.good)) for article in articles]
    with pytest.raises(DetectorError, match="too few groups"):
        _learn(parted, tmp_path)


def test_one_site_is_checked_article_by_article(articles: list[Labelled], tmp_path: Path) -> None:
    learned = _learn([replace(article, group="one") for article in articles], tmp_path)
    assert learned.facts["groups"] == 1
    assert learned.held_out.auc > 0.9


def test_what_stands_under_both_labels_is_left_out(
    articles: list[Labelled], tmp_path: Path
) -> None:
    odd = replace(articles[0], kind="filler", group="elsewhere")
    learned = _learn([*articles, odd], tmp_path)
    assert learned.facts["articles"] == len(articles) - 1


def test_starting_from_a_model_keeps_what_it_knows(
    articles: list[Labelled], tmp_path: Path
) -> None:
    learn.write(_learn(articles[:120], tmp_path), tmp_path / "old", name="old", about="")
    old = load_model(tmp_path / "old")
    learned = learn.learn(articles[120:], SMALL, start=old, cache=tmp_path, jobs=1, progress=SILENT)
    assert learned.facts["started_from"] == "old"
    assert set(learned.fitted.keys) == set(old.ngrams)
    learn.write(learned, tmp_path / "new", name="new", about="")
    new = Detector.load(tmp_path / "new")
    for article in articles:
        assert (new.score(article.text).quality > 0.5) == article.good


def test_unpacking_a_model_gives_back_its_weights(articles: list[Labelled], tmp_path: Path) -> None:
    learned = _learn(articles, tmp_path)
    learn.write(learned, tmp_path / "model", name="small", about="")
    unpacked = adapt.unpack(load_model(tmp_path / "model"))
    slope = learned.calibration.slope
    assert np.allclose(unpacked.words[:, 0], learned.fitted.words[:, 0] * slope, atol=1e-6)
    assert np.allclose(unpacked.steps[:, 0], learned.fitted.steps[:, 0] * slope, atol=1e-6)


def test_a_big_site_does_not_outshout_the_rest(articles: list[Labelled]) -> None:
    big = [replace(articles[0], group="big") for _ in range(100)]
    small = [replace(articles[0], group="small") for _ in range(4)]
    weight = weights([*big, *small, articles[1]])
    assert weight[:100].sum() / weight[100:104].sum() == pytest.approx(5.0)
    assert weight[:104].sum() == pytest.approx(weight[104:].sum())
