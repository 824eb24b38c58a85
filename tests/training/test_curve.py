"""The learning curve of starting from a model."""

from pathlib import Path

from detector.model import load
from tests.training.made import corpus
from training import curve, learn
from training.progress import Progress
from training.recipe import Recipe

SILENT = Progress(silent=True)


def test_the_curve_has_a_row_for_each_size_that_leaves_enough(tmp_path: Path) -> None:
    small = Recipe(fewest_groups=2, iterations=30, folds=3)
    learned = learn.learn(corpus(120), small, cache=tmp_path, jobs=1, progress=SILENT)
    learn.write(learned, tmp_path / "model", name="small", about="")
    head, *rows = curve.curve(
        corpus(280, seed=8),
        load(tmp_path / "model"),
        cache=tmp_path,
        jobs=1,
        progress=SILENT,
    )
    assert head == curve.HEAD
    assert [row[:2] for row in rows] == [["made0", "50"]]
    assert all(0.9 < float(cell) <= 1.0 for cell in rows[0][2:])
    learn.write(learned, tmp_path / "model", name="small", about="", curve=[head, *rows])
    assert "| made0 | 50 |" in load(tmp_path / "model").card
