"""Where output goes: a temporary name beside the target, renamed when the output is whole.

A run that fails or is killed must not leave half a file under a name that somebody will read.
Only what cannot be renamed, standard output or a device, is written to directly.
"""

import errno
import io
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from detector.errors import FormatError
from detector.formats.compression import compression_of
from detector.formats.partial import Partial
from detector.formats.sections import Sections
from detector.formats.threads import behind
from detector.printable import shown

REMEDIES = {
    errno.ENOENT: "make the folder first, or correct the name",
    errno.EACCES: "check the permissions, or choose another place",
    errno.EPERM: "check the permissions, or choose another place",
    errno.EROFS: "the disk is read-only: choose another place",
    errno.ENOSPC: "free some space, or choose another disk",
    errno.EDQUOT: "free some space, or choose another disk",
    errno.EFBIG: "raise the limit of a file's size (ulimit -f), or choose another disk",
    errno.EISDIR: "it is a folder: name a file inside it",
    errno.ENOTDIR: "a part of the path is a file: choose another place",
    errno.ENAMETOOLONG: "choose a shorter name",
}


def opened(path: str, partial: Partial | None = None) -> AbstractContextManager[BinaryIO]:
    """Return the stream for a path, compressed as its suffix says; leaving it well publishes it.

    But not what goes into a `partial` of somebody else, who publishes it.
    """
    if path == "-":
        return _by_a_thread(path, _standard_output())
    if partial is not None:
        return _by_a_thread(path, partial.opened(), goes_on=partial.mark().size > 0)
    return _by_a_thread(path, _directly(path) if is_special(path) else replacing(path))


def is_special(path: str) -> bool:
    """Say whether the path is a device or a pipe, which cannot be replaced by a file."""
    mode = mode_of(path)
    return mode != 0 and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def is_regular(path: str) -> bool:
    """Say whether the path is a file that can be read again, or nothing at all."""
    mode = mode_of(path)
    return mode == 0 or stat.S_ISREG(mode)


def is_folder(path: str) -> bool:
    """Say whether there is a folder of that name."""
    return stat.S_ISDIR(mode_of(path))


def mode_of(path: str) -> int:
    """Return what the operating system says of a path, or 0 if there is nothing of that name.

    `Path` will not do: it takes an empty name for the current folder, and some names are errors.
    """
    try:
        return os.stat(path).st_mode  # noqa: PTH116 - see above
    except (OSError, ValueError):
        return 0


@contextmanager
def faults_named(path: str) -> Iterator[None]:
    """Turn an operating system's error into one that names the output and what to do.

    A closed pipe stays BrokenPipeError: the reader has had enough, which is no fault.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "<stdout>" if path == "-" else path
        remedy = REMEDIES.get(error.errno or 0, "choose another place")
        why = error.strerror or str(error)
        raise FormatError(f"{name}: cannot be written ({why}): {remedy}") from error


@contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """Yield a stream whose bytes replace the file at `path` when the block ends well.

    Two that write one file at once do not meet, as copies of a task on a cluster; the last counts.
    The permissions are those of any new file. A link is followed, so that it stays a link.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    partial = target.with_name(f".{target.name[:48]}.{secrets.token_hex(4)}.partial")
    try:
        with partial.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    """Yield a stream of its own, unbuffered; see `threads` for why it must not be `sys.stdout`.

    Where standard output is no file, as in a test, there is no other stream.
    """
    sys.stdout.buffer.flush()
    try:
        descriptor = sys.stdout.buffer.fileno()
    except io.UnsupportedOperation:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with open(descriptor, "wb", buffering=0, closefd=False) as stream:
            yield shown(cast(BinaryIO, stream))


@contextmanager
def _by_a_thread(
    path: str, target: AbstractContextManager[BinaryIO], *, goes_on: bool = False
) -> Iterator[BinaryIO]:
    compression = None if path == "-" else compression_of(path)
    with target as file:
        sections = Sections(file, compression)
        if goes_on:
            sections.go_on()
        with _closing(sections), behind(cast(BinaryIO, sections)) as stream:
            yield stream


@contextmanager
def _directly(path: str) -> Iterator[BinaryIO]:
    with Path(path).open("wb") as stream:
        yield shown(stream)


@contextmanager
def _closing(sections: Sections) -> Iterator[None]:
    """End the last section, quietly if the output is to be thrown away."""
    try:
        yield
    except BaseException:
        with suppress(Exception):
            sections.end_section()
        raise
    sections.finish()
