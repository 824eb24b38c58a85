"""Looks at every file of a model, and says of each whether it can be used, and if not, why.

Loading refuses a model for the first fault that it meets, and says the same of it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from detector import model
from detector.errors import ModelError
from detector.lines import model as lines
from detector.model_folder import about, manifest
from detector.model_limits import refusing
from detector.plain_data import check_names, content


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found of a file, or of the numbers in several: all well, or a fault."""

    what: str
    found: str
    well: bool = True


def check(folder: Path) -> Iterator[Check]:
    """Check a model's folder; one without a line model is whole, too."""
    yield from _part(folder, model.MANIFEST, model.SCHEMA, model.FILES, model.load)
    parts = {model.MANIFEST, *model.FILES}
    if lines.is_there(folder):
        yield from _part(folder, lines.MANIFEST, lines.SCHEMA, lines.FILES, lines.load)
        parts |= {lines.MANIFEST, *lines.FILES}
    if model.is_there(folder) and (others := {each.name for each in folder.iterdir()} - parts):
        yield Check(what="other files", found=f"never read: {', '.join(sorted(others))}")


def _part(
    folder: Path,
    named: str,
    schema: int,
    files: Sequence[str],
    load: Callable[[Path], Any],
) -> Iterator[Check]:
    """Check a manifest, then the files that it lists, then what they say."""
    told = _checked(named, partial(_manifest, folder / named, schema, files))
    yield told
    if not told.well:
        return
    found = [_checked(name, partial(_file, folder, name, named)) for name in files]
    yield from found
    if all(each.well for each in found):
        yield _checked(f"what {named} says", partial(_loaded, folder, load))


def _manifest(file: Path, schema: int, files: Sequence[str]) -> str:
    with refusing(file):
        check_names(manifest(file, schema), files)
    return f"schema {schema}"


def _file(folder: Path, name: str, named: str) -> str:
    with refusing(folder / named):
        read = content(folder, name, about(folder / named))
    return f"{len(read):,} bytes, as they were written"


def _loaded(folder: Path, load: Callable[[Path], Any]) -> str:
    load(folder)
    return "numbers within their limits, traits that mean the same here"


def _checked(what: str, look: Callable[[], str]) -> Check:
    try:
        return Check(what=what, found=look())
    except ModelError as fault:
        return Check(what=what, found=str(fault), well=False)
