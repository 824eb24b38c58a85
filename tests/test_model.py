"""Loading a model: what is refused, and what is said about it."""

import hashlib
import json
import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest

from detector import Detector, DetectorError
from detector.errors import ModelError
from detector.model import load
from detector.model_folder import default_path

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
    lines = ["lines-trees.npy", "lines-words.npy", "lines.json"]
    assert files == [
        "CARD.md", "LINES.md", "floors.json", *lines, "model.json", "ngrams.npy", "weights.npy",
    ]  # fmt: skip
    assert sum(path.stat().st_size for path in default_path().iterdir()) < LIMIT


def test_a_copy_scores_the_same(copied: Path, detector: Detector, seed_texts: list[str]) -> None:
    again = Detector.load(copied)
    assert list(again.score_many(seed_texts)) == list(detector.score_many(seed_texts))


@pytest.mark.parametrize("shipped", [True, False])
def test_a_detector_travels_to_another_process(copied: Path, shipped: bool) -> None:
    sent = Detector.load(None if shipped else copied, threshold=0.3)
    packed = pickle.dumps(sent)
    assert len(packed) < 1_000
    assert (str(default_path()).encode() in packed) is False
    arrived, again = pickle.loads(packed), pickle.loads(packed)
    assert arrived.model is again.model
    assert (arrived.threshold, arrived.model.digest) == (0.3, sent.model.digest)


def test_a_model_written_anew_is_loaded_anew(copied: Path) -> None:
    before = pickle.loads(pickle.dumps(Detector.load(copied)))
    _edit(copied, name="another")
    after = pickle.loads(pickle.dumps(Detector.load(copied)))
    assert (before.model.name, after.model.name) == (load().name, "another")


def test_another_version_at_the_other_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detector.model.__version__", "0.0.0")
    packed = pickle.dumps(Detector.load())
    monkeypatch.undo()
    with pytest.raises(ModelError, match=r"0\.0\.0 where the work comes from"):
        pickle.loads(packed)


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
        ({"schema": 1}, "upgrade"),
        ({"edges": {"no_such_trait.count": [1.0]}}, "no_such_trait.count"),
        ({"sha256": {"ngrams.npy": "0" * 64}}, "ngrams.npy"),
        ({"sha256": "0" * 64}, "train it again"),
        ({"edges": {}}, "shape"),
        ({"base": [0.0, 1.0]}, "5 finite numbers"),
        ({"softness": 0.0}, "train it again"),
        ({"limit": "many", "kinds": 7}, "train it again"),
        ({"points": {"strict": 3}}, "train it again"),
    ],
)
def test_a_changed_header_is_refused(copied: Path, changes: dict[str, object], said: str) -> None:
    _edit(copied, **changes)
    with pytest.raises(ModelError, match=said):
        load(copied)


def test_a_missing_key_is_refused(copied: Path) -> None:
    (copied / "model.json").write_text('{"schema": 2}', "utf-8")
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


def _rewrite(folder: Path, name: str, array: np.ndarray) -> None:
    np.save(folder / name, array, allow_pickle=True)
    sha256 = json.loads((folder / "model.json").read_text("utf-8"))["sha256"]
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    _edit(folder, sha256={**sha256, name: digest})


def test_a_pickle_is_refused(copied: Path) -> None:
    _rewrite(copied, "weights.npy", np.array([{}], dtype=object))
    with pytest.raises(ModelError, match="train it again"):
        load(copied)


@pytest.mark.parametrize("ngrams", [np.zeros(4, np.uint32), np.ones(4), np.ones((2, 2), np.uint32)])
def test_ngrams_that_are_no_hashes_are_refused(copied: Path, ngrams: np.ndarray) -> None:
    _rewrite(copied, "ngrams.npy", ngrams)
    with pytest.raises(ModelError, match="row of hashes"):
        load(copied)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        load(tmp_path)
