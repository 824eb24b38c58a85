"""Floors under the shipped model's accuracy: `models/default/floors.json`.

They are pinned just below what the model reaches on `seeds/`, which always runs, and on the test
split of the corpus, where it is there. Lowering one shows in the diff.
"""

import math
from pathlib import Path

import orjson

from detector import Detector
from detector.formats import ReadOptions
from training.datasets import Labelled, load
from training.evaluate import Evaluation, evaluate

CHECKOUT = Path(__file__).parent.parent
FLOORS = CHECKOUT / "models" / "default" / "floors.json"
SEEDS = CHECKOUT / "seeds"
TEST = CHECKOUT / ".." / "shared" / "data" / "articles" / "test.jsonl.gz"
SLACK = 0.005  # below what was reached, so that rounding does not fail a build


def seeds() -> list[Labelled]:
    """Read the project's own labelled articles."""
    texts = load([str(SEEDS / "labels.csv")], options=ReadOptions(text_field="id"))
    return [
        Labelled(
            text=(SEEDS / article.text).read_text("utf-8"),
            kind=article.kind,
            group=article.text,
            source="seeds",
            family="seeds",
            id=article.text,
        )
        for article in texts.articles
    ]


def test_split() -> list[Labelled] | None:
    """Read the test split of the corpus, if it is there."""
    return list(load([str(TEST)], options=ReadOptions()).articles) if TEST.is_file() else None


def reached(articles: list[Labelled]) -> dict[str, float]:
    """Measure what the shipped model reaches; every figure is better the higher it is."""
    found: Evaluation = evaluate(articles, Detector.load())
    return {
        "auc": found.figures.auc,
        "recall_at_1_percent": found.figures.recall["0.01"],
        "recall_at_5_percent": found.figures.recall["0.05"],
        "good_kept": 1.0 - found.at_threshold["good_lost"],
        "others_caught": found.at_threshold["others_caught"],
    }


def pin() -> Path:
    """Write the floors, a little below what is reached now."""
    sets = {"seeds": seeds(), "test": test_split()}
    floors = {
        name: {figure: _below(value) for figure, value in reached(articles).items()}
        for name, articles in sets.items()
        if articles
    }
    FLOORS.write_bytes(orjson.dumps(floors, option=orjson.OPT_INDENT_2) + b"\n")
    return FLOORS


def _below(value: float) -> float:
    return math.floor((value - SLACK) * 1000) / 1000
