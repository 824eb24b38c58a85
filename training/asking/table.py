"""The curves of asking as numbers in a file, and as tables on the card and in the docs."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from training.asking.simulate import MEASURES, Reached
from training.card import table

STORED = Path(__file__).parents[1] / "asking.csv"
DOCS = Path(__file__).parents[2] / "docs" / "asking.md"
MARKS = "<!-- curves -->\n", "<!-- end of curves -->"
HALF_HEAD = (
    "crawl",
    "measured on",
    "labels",
    "random order",
    "asked next",
    "half of them asked next",
)
FULL_HEAD = ("crawl", "measured on", "asked", "labels", "of them low", "at 1 %", "at 5 %", "AUC")


def store(found: Sequence[Reached], path: Path = STORED) -> None:
    """Write the curves as CSV, numbers to four places."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Reached._fields)
        writer.writerows([_plain(value) for value in each] for each in found)


def stored(path: Path = STORED) -> list[Reached]:
    """Read what `store` wrote."""
    with path.open(newline="") as file:
        return [_typed(row) for row in csv.DictReader(file)]


def halves(found: Sequence[Reached]) -> list[list[str]]:
    """Return what is caught when 1 % of the good are lost, the heading first.

    A row has random order and the mixture at the same number of labels, and the mixture at half.
    """
    by = {(each.crawl, each.held_out, each.way, each.labels): each for each in found}
    rows = [list(HALF_HEAD)]
    for crawl, held_out, way, labels in by:
        if way == "random":
            wanted = [(way, labels), ("mixture", labels), ("mixture", labels // 2)]
            keys = [(crawl, held_out, *each) for each in wanted]
            if labels % 2 == 0 and all(key in by for key in keys):
                rows.append([crawl, held_out, str(labels), *(_recall(by[key]) for key in keys)])
    return rows


def full(found: Sequence[Reached]) -> list[list[str]]:
    """Return every point of every curve, the heading first."""
    rows = [list(FULL_HEAD)]
    for each in found:
        cells = [_interval(each, name) for name in MEASURES]
        counts = [str(each.labels), f"{each.low_labels:.0f}"]
        rows.append([each.crawl, each.held_out, each.way, *counts, *cells])
    return rows


def document(found: Sequence[Reached], path: Path = DOCS) -> None:
    """Write all points into the docs, between their marks."""
    before, rest = path.read_text("utf-8").split(MARKS[0])
    told = table(full(found)) + "\n"
    path.write_text(before + MARKS[0] + told + MARKS[1] + rest.split(MARKS[1])[1], "utf-8")


def _typed(row: Mapping[str, str]) -> Reached:
    kinds = Reached.__annotations__
    return Reached(**{name: kinds[name](cell) for name, cell in row.items()})


def _recall(point: Reached) -> str:
    return _interval(point, "recall_at_1")


def _interval(point: Reached, name: str) -> str:
    figures: Mapping[str, float] = point._asdict()
    return f"{figures[name]:.3f} ± {figures[f'{name}_interval']:.3f}"


def _plain(value: object) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
