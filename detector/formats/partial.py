"""What a run has written of an output so far: a hidden file beside it, renamed when it is whole.

Its name is always the same, so that a run that was killed can be continued, and while a run has it
no other may: see `locks`.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from detector.errors import DetectorError
from detector.formats.locks import is_at, lock

TAIL = 4096
TRIES = 100
LONGEST_NAME = 200  # bytes of a target's name that leave room for more in the name of a file


class Mark(NamedTuple):
    """How long a file was, and a digest of the last bytes, by which it is known again."""

    size: int
    digest: str


EMPTY = Mark(0, sha256().hexdigest()[:32])


class Partial:
    """The unfinished file of the output at `path`, open and locked until it is closed.

    The permissions are those of any new file. A link is followed, so that it stays a link.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.target = Path(os.path.realpath(path))
        self.place = hidden(self.target, "partial")
        if self.target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        self._stream = self._locked()

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Yield the stream, which stands at the end of what is kept."""
        yield self._stream
        self._stream.flush()

    def cut(self, size: int) -> None:
        """Keep the first bytes only, and go on behind them."""
        self._stream.truncate(size)
        self._stream.seek(size)

    def mark(self) -> Mark:
        """Return what the file is known by, when all that was written stands in it."""
        size = os.fstat(self._stream.fileno()).st_size
        return _mark(self._stream, size)

    def has(self, mark: Mark) -> bool:
        """Say whether the file begins with what was marked."""
        return _mark(self._stream, mark.size) == mark

    def sync(self) -> None:
        """Return when the disk has all of it."""
        os.fsync(self._stream.fileno())

    def publish(self) -> None:
        """Give the file its name."""
        if os.name == "nt":  # which renames no open file
            self._close()
        self.place.replace(self.target)
        self._close()

    def is_published(self, mark: Mark) -> bool:
        """Say whether what was marked has got its name."""
        if not self.target.is_file() or self.target.stat().st_size != mark.size:
            return False
        with self.target.open("rb") as stream:
            return _mark(stream, mark.size) == mark

    def discard(self) -> None:
        """Remove the file."""
        if os.name == "nt":
            self._close()
        self.place.unlink(missing_ok=True)
        self._close()

    def leave(self) -> None:
        """Leave the file to whoever comes next, if there is anything in it."""
        if os.fstat(self._stream.fileno()).st_size:
            self._close()
        else:
            self.discard()

    def _close(self) -> None:
        """Close the file; what a full disk did not take is tried once more, and was told before."""
        with suppress(OSError):
            self._stream.close()

    def _locked(self) -> BinaryIO:
        """Open the file and lock it, once more if its last owner has renamed it meanwhile."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        for _ in range(TRIES):
            stream = os.fdopen(os.open(self.place, flags, 0o666), "r+b")
            try:
                lock(stream.fileno(), self.path)
            except DetectorError:
                stream.close()
                raise
            if is_at(stream.fileno(), str(self.place)):
                return cast(BinaryIO, stream)
            stream.close()
        raise DetectorError(f"{self.path}: another run is writing it: choose another name")


def hidden(target: Path, ending: str) -> Path:
    """Return a name beside the target that no reader picks up, the same at every call."""
    name = target.name
    if len(os.fsencode(name)) > LONGEST_NAME:
        name = f"{name[:48]}.{sha256(os.fsencode(name)).hexdigest()[:16]}"
    return target.with_name(f".{name}.{ending}")


def _mark(stream: BinaryIO, size: int) -> Mark:
    start = max(0, size - TAIL)
    before = stream.tell()
    stream.seek(start)
    tail = stream.read(size - start)
    stream.seek(before)
    return Mark(start + len(tail), sha256(tail).hexdigest()[:32])
