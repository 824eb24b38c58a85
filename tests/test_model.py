"""Loading a model: what is refused, and what is said about it."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from detector import Detector, DetectorError
from detector.errors import ModelError
from detector.model import default_path, load

LIMIT = 8 * 1024 * 1024


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(default_path(), tmp_path / "model"))


def _edit(folder: Path, **changes: object) -> None:
    header = json.loads((folder / "model.json").read_text("utf-8"))
    header.update(changes)
    (folder / "model.json").write_text(json.dumps(header), "utf-8")


def test_the_shipped_model_is_small_plain_data() -> None:
    files = sorted(path.name for path in default_path().iterdir())
    assert files == ["CARD.md", "floors.json", "model.json", "weights.npy"]
    assert sum(path.stat().st_size for path in default_path().iterdir()) < LIMIT


def test_a_copy_scores_the_same(copied: Path, detector: Detector, seed_texts: list[str]) -> None:
    again = Detector.load(copied)
    assert list(again.score_many(seed_texts)) == list(detector.score_many(seed_texts))


def test_points_are_in_order() -> None:
    points = load().points
    assert points["lenient"].threshold < points["balanced"].threshold < points["strict"].threshold
    assert points["lenient"].recall <= points["balanced"].recall <= points["strict"].recall


def test_a_threshold_overrides_the_point() -> None:
    assert Detector.load(threshold=0.5).threshold == 0.5
    with pytest.raises(DetectorError, match="strict, balanced, lenient"):
        Detector.load(point="harsh")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema": 2}, "upgrade"),
        ({"edges": {"no_such_trait.count": [1.0]}}, "no_such_trait.count"),
        ({"sha256": "0" * 64}, "weights.npy"),
        ({"bits": 4}, "shape"),
        ({"bits": "many"}, "train it again"),
        ({"points": {"strict": 3}}, "train it again"),
    ],
)
def test_a_changed_header_is_refused(copied: Path, changes: dict[str, object], said: str) -> None:
    _edit(copied, **changes)
    with pytest.raises(ModelError, match=said):
        load(copied)


def test_a_missing_key_is_refused(copied: Path) -> None:
    (copied / "model.json").write_text('{"schema": 1}', "utf-8")
    with pytest.raises(ModelError, match="train it again"):
        load(copied)


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_broken_header_is_refused(copied: Path, text: str) -> None:
    (copied / "model.json").write_text(text, "utf-8")
    with pytest.raises(ModelError, match=r"model\.json"):
        load(copied)


def test_a_truncated_weights_file_is_refused(copied: Path) -> None:
    weights = (copied / "weights.npy").read_bytes()
    (copied / "weights.npy").write_bytes(weights[:-100])
    with pytest.raises(ModelError, match=r"weights\.npy"):
        load(copied)


def test_a_pickle_is_refused(copied: Path) -> None:
    import hashlib

    np.save(copied / "weights.npy", np.array([{}], dtype=object), allow_pickle=True)
    digest = hashlib.sha256((copied / "weights.npy").read_bytes()).hexdigest()
    _edit(copied, sha256=digest)
    with pytest.raises(ModelError):
        load(copied)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        load(tmp_path)
