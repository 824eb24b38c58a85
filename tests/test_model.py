"""Loading a model: what is refused, and what is said about it."""

import json
import pickle
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from detector import Detector, DetectorError
from detector.errors import ModelError
from detector.model import load
from detector.model_folder import default_path
from detector.plain_data import described

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


CHANGES: list[tuple[dict[str, object], str]] = [
    ({"schema": 7}, "has schema 7, but this version reads 3; install a newer article-detector"),
    ({"schema": 2}, "has schema 2, but this version reads 3; train the model again"),
    ({"schema": "3"}, "which schema it has"),
    ({"edges": {}}, "197,.* rows, but the n-grams and edges of the model want"),
    ({"edges": {"no_such_trait.count": [1.0]}}, "trained with no_such_trait, which this version"),
    ({"edges": {"comment_tail.size": [1.0]}}, r"no feature is called 'comment_tail\.size'"),
    ({"edges": {"comment_tail.count": [2.0, 1.0]}}, r"edges of comment_tail\.count do not rise"),
    ({"edges": {"comment_tail.count": ["1"]}}, r"comment_tail\.count is '1', not a number"),
    ({"edges": [1.0]}, "not a usable model"),
    ({"traits": {}}, "does not say the version of comment_tail, share_prompt, .* and .* more"),
    ({"traits": {"no_such_trait": 1}}, "trained with no_such_trait"),
    ({"files": {}}, r"does not list ngrams\.npy"),
    (
        {"files": {"../../weights.npy": {}}},
        r"lists '\.\./\.\./weights\.npy', which is no file of a",
    ),
    ({"base": [0.0, 1.0]}, "`base` is not 5 numbers"),
    ({"base": [0.0, 1.0, None, 0.0, 0.0]}, "`base` is None, not a number"),
    ({"softness": 0.0}, "`softness` is 0.0, not a number from 1e-06 to 1e"),
    ({"limit": "many", "kinds": 7}, "`limit` is 'many', not a whole number from 1 to 65,536"),
    ({"limit": 2**40}, "not a whole number"),
    ({"limit": True}, "not a whole number"),
    ({"exponent": 1e300}, "`exponent` is 1e.300, not a number from 0 to 2"),
    ({"exponent": 10**400}, "cannot be read .*infinity"),
    ({"kinds": ["great"]}, "'great' is not a valid Kind"),
    ({"points": {"strict": 3}}, "not a usable model"),
    ({"points": {"strict": {"threshold": 2.0}}}, "`threshold` is 2.0"),
    ({"name": "x" * 201}, "`name` is not a text of up to 200 characters"),
    ({"name": None}, "`name` is not a text"),
]


@pytest.mark.parametrize(("changes", "said"), CHANGES, ids=[said for _, said in CHANGES])
def test_a_changed_manifest_is_refused(copied: Path, changes: dict[str, object], said: str) -> None:
    _edit(copied, **changes)
    with pytest.raises(ModelError, match=said) as refused:
        load(copied)
    assert str(copied) in str(refused.value)
    assert re.search("train the model again|copy the whole folder|install a", str(refused.value))


def test_facts_that_go_deep_are_refused(copied: Path) -> None:
    deep: object = 1
    for _ in range(500):
        deep = [deep]
    _edit(copied, facts={"deep": deep})
    with pytest.raises(ModelError, match="deeper than 16"):
        load(copied)


def test_a_trait_that_means_something_else_is_refused(copied: Path) -> None:
    said = json.loads((copied / "model.json").read_text("utf-8"))
    _edit(copied, traits={**said["traits"], "stray_tag": 2})
    with pytest.raises(ModelError, match=r"stray_tag meant something else .* 'article-det"):
        load(copied)


def test_a_trait_that_means_something_else_is_refused_in_lines(copied: Path) -> None:
    said = json.loads((copied / "lines.json").read_text("utf-8"))
    said["traits"]["byline"] = 2
    (copied / "lines.json").write_text(json.dumps(said))
    with pytest.raises(ModelError, match=r"lines\.json: byline meant something else"):
        _ = load(copied).lines


def test_a_model_that_does_not_use_a_trait_need_not_know_it(copied: Path) -> None:
    weights = np.load(copied / "weights.npy")
    said = json.loads((copied / "model.json").read_text("utf-8"))
    last, cuts = said["edges"].popitem()
    del said["traits"][last]
    _edit(copied, edges=said["edges"], traits=said["traits"])
    _rewrite(copied, "weights.npy", weights[: -len(cuts) - 1])
    assert last not in load(copied).edges


def test_a_missing_key_is_refused(copied: Path) -> None:
    said = json.loads((copied / "model.json").read_text("utf-8"))
    for key in said:
        left = {name: value for name, value in said.items() if name != key}
        (copied / "model.json").write_text(json.dumps(left), "utf-8")
        if key in ("written_by",):
            assert load(copied)
            continue
        with pytest.raises(ModelError, match=rf"model\.json: it does not say .*{key}"):
            load(copied)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "\x00", "[" * 100_000, '{"schema": 3, "name": "\\ud800"}']
)
def test_a_broken_manifest_is_refused(copied: Path, text: str) -> None:
    (copied / "model.json").write_text(text, "utf-8")
    with pytest.raises(ModelError, match=r"model\.json"):
        load(copied)


@pytest.mark.parametrize("name", ["weights.npy", "ngrams.npy", "CARD.md"])
def test_a_file_that_has_changed_is_refused(copied: Path, name: str) -> None:
    content = (copied / name).read_bytes()
    (copied / name).write_bytes(content[:-100])
    with pytest.raises(ModelError, match=rf"{name}: [0-9,]+ bytes, and it was written with"):
        load(copied)
    (copied / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ModelError, match=rf"{name}: not the file that the model was written with"):
        load(copied)


def _rewrite(folder: Path, name: str, array: np.ndarray) -> None:
    np.save(folder / name, array, allow_pickle=True)
    files = json.loads((folder / "model.json").read_text("utf-8"))["files"]
    said = described((folder / name).read_bytes(), array if array.dtype != object else None)
    _edit(folder, files={**files, name: {**files[name], **said}})


def test_a_pickle_is_refused(copied: Path) -> None:
    _rewrite(copied, "weights.npy", np.array([{}], dtype=object))
    with pytest.raises(ModelError, match="not the array that the model says"):
        load(copied)


ARRAYS = [
    ("ngrams.npy", np.zeros(4, np.uint32), "different hashes"),
    ("ngrams.npy", np.ones(4), "not an array of <u4"),
    ("ngrams.npy", np.ones((2, 2), np.uint32), r"of shape \(2, 2\), not of \(rows\)"),
    ("weights.npy", np.ones((4, 5), np.float64), "not an array of <f4"),
    ("weights.npy", np.ones((4, 4), np.float32), r"of shape \(4, 4\), not of \(rows, 5\)"),
    ("weights.npy", np.ones((4, 5), np.float32), "4 rows, but the n-grams and edges of the model"),
]


@pytest.mark.parametrize(("name", "array", "said"), ARRAYS, ids=[said for *_, said in ARRAYS])
def test_an_array_of_another_form_is_refused(
    copied: Path, name: str, array: np.ndarray, said: str
) -> None:
    _rewrite(copied, name, array)
    with pytest.raises(ModelError, match=said):
        load(copied)


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf, 1e7])
def test_a_weight_that_is_not_finite_is_refused(copied: Path, number: float) -> None:
    weights = np.load(copied / "weights.npy")
    weights[7, 3] = number
    _rewrite(copied, "weights.npy", weights)
    with pytest.raises(ModelError, match=r"weights\.npy: a weight is not finite"):
        load(copied)


def test_weights_by_rows_score_the_same(
    copied: Path, detector: Detector, seed_texts: list[str]
) -> None:
    _rewrite(copied, "weights.npy", np.ascontiguousarray(np.load(copied / "weights.npy")))
    again = Detector.load(copied)
    assert list(again.score_many(seed_texts)) == list(detector.score_many(seed_texts))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        load(tmp_path)
