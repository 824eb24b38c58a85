"""Locks on files and folders, which the operating system lets go of when a process ends.

Where there are none (Windows, some network disks), two runs on one output are not told apart.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from detector.errors import DetectorError

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

TAKEN = (errno.EAGAIN, errno.EACCES)


def lock(descriptor: int, path: str) -> None:
    """Lock an open file or folder until it is closed; DetectorError if another run has it."""
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in TAKEN:
            raise DetectorError(
                f"{path}: another run is writing it: wait for its end, or choose another name"
            ) from None


@contextmanager
def locked_folder(folder: str) -> Iterator[None]:
    """Lock a folder while the block runs; DetectorError if another run has it."""
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def is_at(descriptor: int, path: str) -> bool:
    """Say whether the open file still has this name: its last owner may have renamed it."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), os.stat(path))  # noqa: PTH116 - as fstat
    return False
