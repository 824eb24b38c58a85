"""Compression around any format: `.gz`, `.zst`, `.bz2` and `.xz`, chosen by the last suffix.

Files of several members or frames are read to their end. Data that ends too soon raises EOFError
after everything before the break was handed out; damaged data raises OSError or the library's
own error, all of them listed in `FAULTS`.
"""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from detector.errors import MissingExtraError

FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError)
CHUNK = 1 << 16
LARGEST_WINDOW = 1 << 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Compression:
    """A suffix and the two streams that belong to it; closing them leaves the file open."""

    suffix: str
    read: Callable[[BinaryIO], Any]
    write: Callable[[BinaryIO], Any]


class _Frames(io.RawIOBase):
    """The content of a zstd file, frame after frame.

    The stream reader of the library takes a file that was cut off for one that ended.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decompressor = _zstandard("reading").ZstdDecompressor(max_window_size=LARGEST_WINDOW)
        self._frame: Any = None
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            if not self._advance():
                return 0
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _advance(self) -> bool:
        """Decompress one more chunk; False at the end of the file."""
        rest = self._frame.unused_data if self._frame and self._frame.eof else b""
        chunk = rest or self._file.read(CHUNK)
        if self._frame is None or self._frame.eof:
            if not chunk:
                return False
            self._frame = self._decompressor.decompressobj()
        if not chunk:
            raise EOFError("the last zstd frame is not whole")
        self._ready = memoryview(self._decompressed(chunk))
        return True

    def _decompressed(self, chunk: bytes) -> bytes:
        error = _zstandard("reading").ZstdError
        try:
            return cast(bytes, self._frame.decompress(chunk))
        except error as fault:
            raise OSError(str(fault)) from fault


def compression_of(path: str) -> Compression | None:
    """Return the compression that the last suffix names, if it names one."""
    suffix = PurePath(path).suffix.lower()
    return next((known for known in COMPRESSIONS if known.suffix == suffix), None)


def without_compression(path: str) -> str:
    """Return the path as it would be without the compression: `news.jsonl` for `news.jsonl.gz`."""
    compression = compression_of(path)
    return path[: -len(compression.suffix)] if compression else path


def decompressed(file: BinaryIO, path: str) -> BinaryIO:
    """Return a stream of the file's content, or the file itself if its suffix names none."""
    compression = compression_of(path)
    return cast(BinaryIO, compression.read(file)) if compression else file


def _zstandard(doing: str) -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError("zstandard", "zstd", f"{doing} .zst files") from None
    return zstandard


def _write_zstd(file: BinaryIO) -> Any:
    return _zstandard("writing").ZstdCompressor().stream_writer(file, closefd=False)


def _write_gzip(file: BinaryIO) -> Any:
    """Return a gzip stream with no time and no name in it, so that equal data is equal bytes."""
    return gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0)


COMPRESSIONS = (
    Compression(suffix=".gz", read=lambda file: gzip.GzipFile(fileobj=file), write=_write_gzip),
    Compression(
        suffix=".zst", read=lambda file: io.BufferedReader(_Frames(file)), write=_write_zstd
    ),
    Compression(suffix=".bz2", read=bz2.BZ2File, write=partial(bz2.BZ2File, mode="wb")),
    Compression(suffix=".xz", read=lzma.LZMAFile, write=partial(lzma.LZMAFile, mode="wb")),
)
