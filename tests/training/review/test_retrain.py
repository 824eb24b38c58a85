"""A model from labels: what is measured is what is shown, and the random tenth is never learned."""

from pathlib import Path

import pytest

from detector.errors import DetectorError
from detector.model import load
from detector.review.values import LabelledArticle, ReviewLabel
from tests.serve.crawl import crawl
from training.progress import Progress
from training.review.labelled import Labels, parted
from training.review.retrain import retrain


def _labels(count: int, drawn: int) -> list[LabelledArticle]:
    """Label so many articles by their site; every so many is of the random tenth."""
    return [
        LabelledArticle(
            number=number,
            id=each["id"],
            url=each["url"],
            host=each["url"].split("/")[2],
            title=None,
            text=each["text"],
            label=ReviewLabel.SPAM if "offers" in each["url"] else ReviewLabel.GOOD,
            drawn=number % drawn == 0,
            people=("ada",),
        )
        for number, each in enumerate(crawl(count))
    ]


def _retrain(labels: Labels, model: Path, folder: Path) -> object:
    how = {"cache": folder / "cache", "jobs": 1, "progress": Progress(silent=True)}
    return retrain(labels, load(model), folder / "new", **how)  # type: ignore[arg-type]


def test_the_random_tenth_is_kept_apart() -> None:
    labels = parted(_labels(100, drawn=10))
    assert len(labels.drawn) == 10
    assert len(labels.taught) == 90 == len(labels.numbers)
    assert not {each.text for each in labels.drawn} & {each.text for each in labels.taught}
    assert len({each.group for each in labels.drawn}) == 10
    assert {each.kind for each in labels.taught} == {"good", "spam"}


def test_before_and_after(model: Path, tmp_path: Path) -> None:
    from detector import Detector
    from training.evaluate import evaluate
    from training.evaluation.wording import TITLES

    labels = parted(_labels(200, drawn=10))
    found = _retrain(labels, model, tmp_path)
    assert (found.taught, found.measured) == (180, 20)  # type: ignore[attr-defined]
    said = {row["title"]: row for row in found.figures}  # type: ignore[attr-defined]
    assert set(said) == set(TITLES.values())
    for moment, folder in (("before", model), ("after", tmp_path / "new")):
        figure = evaluate(labels.drawn, Detector.load(folder)).figures["auc"]
        assert said[TITLES["auc"]][moment].startswith(f"{figure.value:.4f} (")


def test_too_few_labels_say_how_many_are_missing(model: Path, tmp_path: Path) -> None:
    few = parted(_labels(30, drawn=10))
    with pytest.raises(DetectorError, match=r"label [0-9]+ more"):
        _retrain(few, model, tmp_path)
    none_drawn = parted(_labels(200, drawn=1000))
    with pytest.raises(DetectorError, match="1 labels are of the random tenth"):
        _retrain(none_drawn, model, tmp_path)
    assert not (tmp_path / "new").exists()
