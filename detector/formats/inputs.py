"""From what was typed on the command line to the files that are meant."""

import glob
import os
from collections.abc import Iterator, Sequence

from detector.formats.folder import VERDICT_SUFFIX
from detector.formats.records import Place, Unreadable
from detector.formats.registry import has_known_suffix, known_suffixes
from detector.formats.target import is_folder, is_special, mode_of


def find_inputs(arguments: Sequence[str]) -> tuple[list[str], list[Unreadable]]:
    """Return the files to read, in the order given and each once, and what could not be found.

    A folder stands for every file of a known suffix in it and below, sorted; hidden files, and
    the verdicts that a text writer puts beside its articles, are left out, and links to folders
    are not followed. Pipes and devices are read only where they are named: in a folder, nobody may
    ever write into them. A pattern that the shell has left alone is expanded here. `-` is standard
    input.
    """
    paths: dict[str, str] = {}
    faults: list[Unreadable] = []
    for argument in arguments:
        for found in _expanded(argument):
            if isinstance(found, Unreadable):
                faults.append(found)
            else:
                paths.setdefault(_identity(found), found)
    return list(paths.values()), faults


def _identity(path: str) -> str:
    return path if path == "-" else os.path.realpath(path)


def _expanded(argument: str) -> Iterator[str | Unreadable]:
    if is_folder(argument):
        yield from _in_folder(argument)
    elif argument == "-" or mode_of(argument):
        yield argument
    elif glob.has_magic(argument):
        yield from _matching(argument)
    else:
        yield _fault(argument, "there is no such file or folder: check the name")


def _matching(pattern: str) -> Iterator[str | Unreadable]:
    """Expand a pattern as a shell would; a folder among the matches is searched as one given."""
    found = glob.glob(pattern, recursive=True)  # noqa: PTH207 - any pattern, any root
    matches = sorted(filter(mode_of, found))  # `missing/**` finds `missing/`
    if not matches:
        yield _fault(pattern, "no file matches the pattern: check it, and the folder it is in")
    for match in matches:
        if is_special(match):
            yield _special(match)
        elif not is_folder(match):
            yield match
        elif not pattern.endswith("**"):
            yield from _in_folder(match)


def _in_folder(folder: str) -> Iterator[str | Unreadable]:
    faults: list[OSError] = []
    files = sorted(_walk(folder, faults))
    for file in files:
        yield _special(file) if is_special(file) else file
    for fault in faults:
        reason = f"the folder cannot be listed ({fault.strerror}): check its permissions"
        yield _fault(str(fault.filename or folder), reason)
    if not files and not faults:
        yield _fault(folder, f"the folder holds no articles, that is no files {known_suffixes()}")


def _walk(folder: str, faults: list[OSError]) -> Iterator[str]:
    for parent, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            hidden = name.startswith(".") or name.endswith(VERDICT_SUFFIX)
            if has_known_suffix(name) and not hidden:
                yield os.path.join(parent, name)  # noqa: PTH118 - keeps "./" as it was given


def _special(path: str) -> Unreadable:
    return _fault(path, "this is a pipe, a socket or a device, which is read only if it is named")


def _fault(path: str, reason: str) -> Unreadable:
    return Unreadable(place=Place(path=path), reason=reason)
