"""A model that was trained from labels is kept, and nothing beside it is touched."""

from pathlib import Path

import pytest

from detector.errors import DetectorError
from detector.review.models import beside, keep, kept_model, leave
from detector.review.store import Store


def _model(folder: Path, said: str) -> Path:
    folder.mkdir()
    (folder / "model.json").write_text(said)
    return folder


def test_the_new_takes_the_place_of_the_old(store: Store, tmp_path: Path) -> None:
    target = _model(tmp_path / "mine", "old")
    notes = _model(tmp_path / "mine.old", "notes of somebody")
    number = store.propose(str(_model(tmp_path / "new", "new")), "{}")
    assert kept_model(store) is None
    assert keep(store, number, target) == target
    assert (target / "model.json").read_text() == "new"
    assert (notes / "model.json").read_text() == "notes of somebody"
    assert kept_model(store) == target
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_dir()) == ["mine", "mine.old"]
    with pytest.raises(DetectorError, match="decided about before"):
        keep(store, number, target)


def test_nothing_else_is_overwritten(store: Store, tmp_path: Path) -> None:
    number = store.propose(str(_model(tmp_path / "new", "new")), "{}")
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.txt").write_text("one")
    with pytest.raises(DetectorError, match="something else than a model"):
        keep(store, number, other)
    assert (other / "chapter.txt").read_text() == "one"


def test_where_moving_fails_the_old_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = _model(tmp_path / "mine", "old")
    number = store.propose(str(_model(tmp_path / "new", "new")), "{}")

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("detector.review.models.shutil.move", fail)
    with pytest.raises(OSError, match="no space"):
        keep(store, number, target)
    assert (target / "model.json").read_text() == "old"
    assert [each.kept for each in store.proposals()] == [None]


def test_one_that_is_left_goes(store: Store, tmp_path: Path) -> None:
    folder = _model(tmp_path / "new", "new")
    number = store.propose(str(folder), "{}")
    leave(store, number)
    assert not folder.exists()
    assert [each.kept for each in store.proposals()] == [False]
    with pytest.raises(DetectorError, match="there is no model 9"):
        leave(store, 9)


def test_beside_a_store() -> None:
    assert beside("a/review.sqlite", "model") == Path("a/review.model")
    assert beside("postgresql://me:secret@db/x", "model") == Path("review.model")
