"""Floors under the shipped model's accuracy, and ceilings over its errors: `floors.json`.

They are pinned beside what the model reaches on `seeds/`, which always runs, and on the test split
of the corpus, where it is there. Lowering a floor or raising a ceiling shows in the diff.
"""

import math
from collections.abc import Mapping
from pathlib import Path

import orjson

from detector import Detector
from detector.formats import ReadOptions
from training.datasets import Labelled, load
from training.evaluate import Evaluation, evaluate
from training.lines import pages
from training.lines.reached import on_articles, on_pages

CHECKOUT = Path(__file__).parent.parent
FLOORS = CHECKOUT / "models" / "default" / "floors.json"
SEEDS = CHECKOUT / "seeds"
TEST = CHECKOUT / ".." / "shared" / "data" / "articles" / "test.jsonl.gz"
SLACK = 0.005  # beside what was reached, so that rounding does not fail a build
ALARM_SLACK = 0.01  # or one good article, if that is more: a trait may be mended without a new pin
AT_LEAST, AT_MOST = "at_least", "at_most"
ALARM, ATTACK = "false_alarms.", "attacks."
ATTACK_SLACK = 0.03  # of what an attack saves: some six of the articles that are drawn
Bounds = Mapping[str, Mapping[str, float]]


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


def reached(articles: list[Labelled]) -> dict[str, dict[str, float]]:
    """Measure the shipped model: what must not fall (`at_least`), and what must not rise."""
    found: Evaluation = evaluate(articles, Detector.load(), resamples=1)
    value = {name: each.value or 0.0 for name, each in found.figures.items()}
    alarms = {ALARM + name: each.value or 0.0 for name, each in sorted(found.false_alarms.items())}
    lost = {ATTACK + each.attack: each.lost for each in found.attacks}
    floors = ("auc", "recall_at_1_percent", "recall_at_5_percent", "others_caught")
    ceilings = ("calibration_error", "good_lost")
    return {
        AT_LEAST: {name: value[name] for name in floors},
        AT_MOST: {name: value[name] for name in ceilings} | alarms | lost,
    }


def broken(reached: Bounds, pinned: Bounds) -> list[str]:
    """Name each figure that is below its floor or above its ceiling, with both numbers.

    What has no floor or ceiling, such as a trait that is newer than the pin, is not compared.
    """
    low = [
        f"{name} is {reached[AT_LEAST][name]:.4f}, below its floor {floor:.4f}"
        for name, floor in pinned[AT_LEAST].items()
        if reached[AT_LEAST][name] < floor
    ]
    high = [
        f"{name} is {reached[AT_MOST][name]:.4f}, above its ceiling {ceiling:.4f}"
        for name, ceiling in pinned[AT_MOST].items()
        if reached[AT_MOST].get(name, 0.0) > ceiling
    ]
    return low + high


def reached_lines() -> dict[str, dict[str, dict[str, float]]]:
    """Measure the shipped line model on the good seeds, and on labelled pages if they are there."""
    detector = Detector.load()
    good = [article.text for article in seeds() if article.good]
    found = {"lines_on_seeds": {AT_LEAST: on_articles(good, detector), AT_MOST: {}}}
    if path := pages.shipped_corpus():
        found["lines_on_pages"] = {AT_LEAST: on_pages(pages.read(path), detector), AT_MOST: {}}
    return found


def pin() -> Path:
    """Write the floors, a little below what is reached now, and the ceilings, a little above."""
    sets = {"seeds": seeds(), "test": test_split()}
    floors = {name: _bounds(articles) for name, articles in sets.items() if articles}
    floors |= {name: _slackened(found, SLACK) for name, found in reached_lines().items()}
    FLOORS.write_bytes(orjson.dumps(floors, option=orjson.OPT_INDENT_2) + b"\n")
    return FLOORS


def _bounds(articles: list[Labelled]) -> dict[str, dict[str, float]]:
    found = reached(articles)
    good = sum(article.good for article in articles)
    return _slackened(found, max(ALARM_SLACK, 1 / good))


def _slackened(found: Bounds, alarm: float) -> dict[str, dict[str, float]]:
    return {
        AT_LEAST: {name: _below(value) for name, value in found[AT_LEAST].items()},
        AT_MOST: {
            name: _above(value, _slack(name, alarm)) for name, value in found[AT_MOST].items()
        },
    }


def _slack(name: str, alarm: float) -> float:
    if name.startswith(ATTACK):
        return ATTACK_SLACK
    return alarm if name.startswith(ALARM) else SLACK


def _below(value: float) -> float:
    return math.floor((value - SLACK) * 1000) / 1000


def _above(value: float, slack: float) -> float:
    return math.ceil((value + slack) * 1000) / 1000
