"""A review from the shell: fill a queue, see how far it is, learn, export, look for mistakes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from detector.review.store import Store
from detector.review.values import Question, ReviewLabel
from tests.serve.crawl import crawl

from .samples import Invoke, write_jsonl

STORE = "review.sqlite"


def _says(question: Question) -> ReviewLabel:
    """Label by the site, as the crawl was made."""
    low = any(name in (question.host or "") for name in ("hub", "offers", "briefing"))
    return ReviewLabel.FILLER if low else ReviewLabel.GOOD


@pytest.fixture
def filled(invoke: Invoke, tmp_path: Path) -> Iterator[Store]:
    data = write_jsonl(tmp_path / "crawl.jsonl", list(crawl(150)))
    result = invoke("review", data, "--store", STORE)
    assert result.exit_code == 0, result.output
    store = Store.open(str(tmp_path / STORE))
    yield store
    store.close()


def _label(
    store: Store, count: int, says: Callable[[Question], ReviewLabel] = _says
) -> list[Question]:
    asked: list[Question] = []
    while len(asked) < count and (question := store.next("ada")):
        store.answer("ada", question.number, says(question), 3.0)
        asked.append(question)
    return asked


def test_it_fills_once_and_tells_what_to_do(invoke: Invoke, filled: Store, tmp_path: Path) -> None:
    before = filled.progress().left
    again = invoke("review", "fill", tmp_path / "crawl.jsonl", "--store", STORE)
    assert again.exit_code == 0
    assert "0 articles added, 150 were there" in again.output
    assert f"detector serve --review {STORE}" in again.output
    assert filled.progress().left == before
    assert 0 < before <= 150
    reasons = {question.reason for question in _label(filled, 40)}
    assert {"random", "uncertain", "unlike"} <= reasons


def test_what_is_nearly_the_same_is_asked_once(invoke: Invoke, tmp_path: Path) -> None:
    first, second = (each["text"] for each in crawl(2))
    records = [{"text": first}, {"text": f"{first} And so on."}, {"text": second}]
    result = invoke("review", write_jsonl(tmp_path / "a.jsonl", records), "--store", STORE)
    assert "3 articles added, 0 were there; 1 are nearly the same" in result.output
    store = Store.open(str(tmp_path / STORE))
    assert len(_label(store, 5)) == 2
    store.close()


def test_unreadable_records_are_told(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "The port was closed."}\noops\n')
    result = invoke("review", "a.jsonl", "--store", STORE)
    assert result.exit_code == 0
    assert "a.jsonl:2: not JSON" in result.output
    assert "1 articles added" in result.output


def test_the_whole_way(invoke: Invoke, filled: Store, tmp_path: Path, model: Path) -> None:
    early = invoke("review", "train", STORE, "--no")
    assert early.exit_code == 1
    assert "too few to learn from; label 10 more" in early.output
    _label(filled, 100)
    shown = invoke("review", "status", STORE)
    assert "by ada" in shown.output
    assert "min to 200 labels" in shown.output
    trained = invoke("review", "train", STORE, "--model", model, "--no", "--json", "report.json")
    assert trained.exit_code == 0, trained.output
    assert "area under the ROC" in trained.output
    report = json.loads((tmp_path / "report.json").read_text())
    drawn = sum(each.drawn for each in filled.labels())
    assert report["measured"] == drawn > 0
    assert report["taught"] == 100 - drawn
    assert not (tmp_path / "review.model").exists()
    kept = invoke("review", "train", STORE, "--model", model, "--yes", "-o", "mine")
    assert "kept: mine" in kept.output
    assert (tmp_path / "mine" / "model.json").is_file()
    assert [each.kept for each in filled.proposals()] == [True, None]


def test_labels_are_exported_as_training_reads_them(
    invoke: Invoke, filled: Store, tmp_path: Path
) -> None:
    from detector.formats import ReadOptions
    from training.datasets import load

    asked = _label(filled, 30)
    result = invoke("review", "export", STORE, "-o", "labels.jsonl")
    assert result.exit_code == 0
    assert "30 labels" in result.output
    loaded = load([str(tmp_path / "labels.jsonl")], options=ReadOptions())
    assert not loaded.unusable
    said = {article.text: (article.kind, article.group) for article in loaded.articles}
    assert said == {each.text: (str(_says(each)), each.host) for each in asked}
    lines = [json.loads(line) for line in (tmp_path / "labels.jsonl").read_text().splitlines()]
    assert {each["people"][0] for each in lines} == {"ada"}
    assert 1 <= sum(each["random"] for each in lines) <= 6


def test_likely_mistakes_are_listed_and_asked_again(invoke: Invoke, filled: Store) -> None:
    def likely(question: Question) -> ReviewLabel:
        return ReviewLabel.GOOD if question.quality > 0.5 else ReviewLabel.FILLER

    asked = _label(filled, 110, likely)
    clear = [each for each in asked if each.reason != "random" and abs(each.quality - 0.5) > 0.45]
    wrong = {each.number for each in clear[::10]}
    for each in clear[::10]:
        other = ReviewLabel.SPAM if likely(each) == ReviewLabel.GOOD else ReviewLabel.GOOD
        filled.answer("ada", each.number, other)
    result = invoke("review", "mistakes", STORE, "--again", "--json", "m.json")
    assert result.exit_code == 0, result.output
    report = json.loads(Path("m.json").read_text())
    found = {each["article"] for each in report["mistakes"]}
    assert f"{len(found)} of {report['labels']} labels are doubted" in result.output
    assert len(wrong) >= 4
    # Which are found depends on which articles are drawn: most of them as a rule, one at the least.
    assert found & wrong
    assert len(found) <= 2 * len(wrong)
    first = filled.next("ada")
    assert first
    assert first.number in found
    assert first.reason == "again"


@pytest.mark.parametrize("command", ["status", "order", "export", "mistakes", "train"])
def test_a_store_that_is_not_there(invoke: Invoke, command: str) -> None:
    result = invoke("review", command, "none.sqlite")
    assert result.exit_code == 1
    assert "none.sqlite: there is no store: fill one with" in result.output
    assert len(result.output.strip().splitlines()) == 1
