"""A model's folder: where the shipped one is, and what a model says of itself.

Apart from what reads the arrays, so that `detector --version` need not import numpy. What a folder
holds may come from anybody: a file is looked at before it is opened, and is read only as far as
it may be long.
"""

from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

import orjson

from detector.errors import ModelError

INSIDE_WHEEL = Path(__file__).parent / "models" / "default"
IN_CHECKOUT = Path(__file__).parent.parent / "models" / "default"
LONGEST_MANIFEST = 1 << 20  # bytes; the shipped ones have some 30,000
COPY = "copy the whole folder again"
TRAIN = "train the model again"


def default_path() -> Path:
    """Folder of the shipped model, in a wheel, an editable install or a checkout."""
    return INSIDE_WHEEL if INSIDE_WHEEL.is_dir() else IN_CHECKOUT


def manifest(file: Path, schema: int) -> dict[str, Any]:
    """Read what a model says of itself; ModelError if it is of another schema, or none at all."""
    said = about(file)
    found = said.get("schema")
    if not isinstance(found, int) or isinstance(found, bool):
        raise ModelError(f"{file}: it does not say which schema it has; {TRAIN}")
    if found != schema:
        newer = "install a newer article-detector" if found > schema else TRAIN
        raise ModelError(
            f"{file}: this model has schema {found}, but this version reads {schema}; {newer}"
        )
    return said


def about(file: Path) -> dict[str, Any]:
    """Read what a model of any schema says of itself; ModelError if there is none."""
    size = size_of(file)
    if size is None:
        raise ModelError(
            f"{file.parent}: no model here ({file.name} is missing); name a model folder"
        )
    if size > LONGEST_MANIFEST:
        raise ModelError(
            f"{file}: {size:,} bytes, and a model says no more of itself than "
            f"{LONGEST_MANIFEST:,}; {COPY}"
        )
    try:
        with file.open("rb") as opened:
            said = orjson.loads(opened.read(LONGEST_MANIFEST))
    except (orjson.JSONDecodeError, OSError) as fault:
        raise ModelError(f"{file}: cannot be read ({fault}); {COPY}") from fault
    if not isinstance(said, dict):
        raise ModelError(f"{file}: not a model; name a folder that `detector train` wrote")
    return said


def size_of(file: Path) -> int | None:
    """Return how long a file of a model is, in bytes; None if it is not there.

    ModelError if it is none, or a link out of the folder: a model is one folder, to be copied as
    it is. Links of the shipped one are the installer's, and no concern of ours.
    """
    try:
        if file.is_symlink() and not _stays(file) and file.parent != default_path():
            raise ModelError(
                f"{file}: a link that leads out of the folder; put the file itself there"
            )
        found = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, RuntimeError, ValueError) as fault:
        raise ModelError(f"{file}: cannot be read ({fault}); check path and rights") from fault
    if not S_ISREG(found.st_mode):
        what = "a folder" if S_ISDIR(found.st_mode) else "no regular file"
        raise ModelError(f"{file}: it is {what}; {COPY}")
    return found.st_size


def _stays(link: Path) -> bool:
    return link.resolve().is_relative_to(link.parent.resolve())
