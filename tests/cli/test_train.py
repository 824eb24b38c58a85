"""`detector train`: what it says, what it refuses, and what it writes."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.training.made import corpus

from .samples import Invoke


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Write 120 articles of ten sites, half of them good, and return the file."""
    path = tmp_path / "labelled.jsonl"
    rows = ({**asdict(each), "label": each.kind} for each in corpus(120))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_it_says_what_it_found_and_writes_a_model(invoke: Invoke, labelled: Path) -> None:
    result = invoke("train", labelled, "-o", "mine")
    assert result.exit_code == 0, result.output
    assert "found 30 filler, 60 good, 30 spam, in 12 groups" in result.stderr
    assert "no text stands there twice" in result.stderr
    assert "12 groups are split into 5 folds; no group stands in two" in result.stderr
    scored = invoke("score", labelled, "--model", "mine", "--format", "jsonl")
    assert scored.exit_code == 0, scored.output
    assert "# Model card: mine" in Path("mine/CARD.md").read_text("utf-8")


def test_it_starts_from_a_model(invoke: Invoke, labelled: Path) -> None:
    assert invoke("train", labelled, "-o", "old").exit_code == 0
    few = Path("few.jsonl")
    few.write_text("".join(labelled.read_text("utf-8").splitlines(keepends=True)[:40]), "utf-8")
    assert "label 5 more" in invoke("train", few, "-o", "none").stderr
    result = invoke("train", few, "--from", "old", "-o", "new")
    assert result.exit_code == 0, result.output
    assert "It started from `old`" in Path("new/CARD.md").read_text("utf-8")


def test_a_model_to_start_from_must_be_one(invoke: Invoke, labelled: Path) -> None:
    result = invoke("train", labelled, "--from", "nowhere", "-o", "new")
    assert result.exit_code != 0
    assert "nowhere: no model here" in result.stderr


def test_texts_under_both_labels_are_told(invoke: Invoke, labelled: Path) -> None:
    first = json.loads(labelled.read_text("utf-8").splitlines()[0])
    again = json.dumps({**first, "label": "spam", "group": "elsewhere", "id": "again"})
    with labelled.open("a", encoding="utf-8") as file:
        file.write(again + "\n")
    result = invoke("train", labelled, "-o", "mine")
    assert "2 articles stand under both labels, e.g. made.jsonl:0 and again" in result.stderr
