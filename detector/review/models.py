"""Models that were trained from the labels of a store, and which of them is in use."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from detector.errors import DetectorError
from detector.review.store import Store
from detector.review.values import Proposal


def beside(where: str, name: str) -> Path:
    """Return where a model of a store goes, unless somebody says otherwise."""
    if "://" in where:
        return Path(f"review.{name}")
    return Path(where).with_suffix(f".{name}")


def keep(store: Store, number: int, folder: Path) -> Path:
    """Put a proposed model in the place of what is in `folder`, and remember that it is kept.

    Raises DetectorError where there is no such model, or where the folder holds something else.
    """
    proposal = _found(store, number)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "model.json").is_file():
        raise DetectorError(f"{folder}: it holds something else than a model: name a new folder")
    made = Path(proposal.folder)
    if not (made / "model.json").is_file():
        raise DetectorError(f"{made}: the proposed model is not there any more: retrain")
    folder.parent.mkdir(parents=True, exist_ok=True)
    _put(made, folder)
    store.decide(number, kept=True, folder=str(folder.resolve()))
    return folder


def _put(made: Path, folder: Path) -> None:
    """Move a model into the place of another, which goes only when the new one is there."""
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as aside:
        old = Path(aside) / "old"
        if folder.exists():
            folder.rename(old)
        try:
            shutil.move(made, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            if old.exists():
                old.rename(folder)
            raise


def leave(store: Store, number: int) -> None:
    """Drop a proposed model."""
    proposal = _found(store, number)
    shutil.rmtree(proposal.folder, ignore_errors=True)
    store.decide(number, kept=False)


def kept_model(store: Store) -> Path | None:
    """Return the folder of the model that was kept last, if it is still there."""
    folders = (Path(each.folder) for each in store.proposals() if each.kept)
    return next((each for each in folders if (each / "model.json").is_file()), None)


def _found(store: Store, number: int) -> Proposal:
    for each in store.proposals():
        if each.number == number:
            if each.kept is not None:
                raise DetectorError(f"model {number} was decided about before")
            return each
    raise DetectorError(f"there is no model {number} in this store")
