"""Compression around any format: `.gz`, `.zst`, `.bz2` and `.xz`, chosen by the last suffix.

Files of several members or frames are read to their end. Data that ends too soon raises EOFError
after everything before the break was handed out; damaged data raises OSError or the library's
own error, all of them listed in `FAULTS`.
"""

import bz2
import io
import lzma
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from detector.errors import MissingExtraError


def _gzip() -> tuple[Any, Any]:
    """Return a class that writes gzip, and a module like `zlib`.

    Those of isal, which are thirty times as fast at writing, but where it has no package for the
    platform.
    """
    try:
        from isal import igzip, isal_zlib
    except ImportError:
        import gzip
        import zlib

        return gzip.GzipFile, zlib
    return igzip.IGzipFile, isal_zlib


GzipFile, zlib = _gzip()
FAULTS: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, lzma.LZMAError)
CHUNK = 1 << 16
PADDING = b"\0"
LARGEST_WINDOW = 1 << 31
GZIP_HEADER = 16 + zlib.MAX_WBITS
GZIP_LEVEL = 2  # a sixth larger than level 6 of the standard library, in a thirtieth of the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Compression:
    """A suffix and the two streams that belong to it; closing them leaves the file open."""

    suffix: str
    read: Callable[[BinaryIO], Any]
    write: Callable[[BinaryIO], Any]


class _Members(io.RawIOBase):
    """The content of a file of gzip members or zstd frames, one after the other.

    Of the libraries' own readers, that of zstd takes a file that was cut off for one that ended,
    and that of isal loses what stands before the break.
    """

    def __init__(self, file: BinaryIO, begin: Callable[[], Any], error: type[Exception]) -> None:
        self._file = file
        self._begin = begin
        self._error = error
        self._member: Any = None
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
        if self._member is None or self._member.eof:
            chunk = self._after_member()
            if not chunk:
                return False
            self._member = self._begin()
        else:
            chunk = self._file.read(CHUNK)
            if not chunk:
                raise EOFError("its last part is not whole")
        self._ready = memoryview(self._decompressed(chunk))
        return True

    def _after_member(self) -> bytes:
        """Return the first bytes of the next member, without the zeros that pad a tape."""
        if self._member is None:
            return self._file.read(CHUNK)
        chunk: bytes = self._member.unused_data.lstrip(PADDING)
        while not chunk and (read := self._file.read(CHUNK)):
            chunk = read.lstrip(PADDING)
        return chunk

    def _decompressed(self, chunk: bytes) -> bytes:
        try:
            return cast(bytes, self._member.decompress(chunk))
        except self._error as fault:
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


def _read_zstd(file: BinaryIO) -> Any:
    zstandard = _zstandard("reading")
    decompressor = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW)
    return io.BufferedReader(_Members(file, decompressor.decompressobj, zstandard.ZstdError))


def _read_gzip(file: BinaryIO) -> Any:
    begin = partial(zlib.decompressobj, wbits=GZIP_HEADER)
    return io.BufferedReader(_Members(file, begin, zlib.error))


def _write_zstd(file: BinaryIO) -> Any:
    return _zstandard("writing").ZstdCompressor().stream_writer(file, closefd=False)


def _write_gzip(file: BinaryIO) -> Any:
    """Return a gzip stream with no time and no name in it, so that equal data is equal bytes."""
    return GzipFile(filename="", mode="wb", compresslevel=GZIP_LEVEL, fileobj=file, mtime=0)


COMPRESSIONS = (
    Compression(suffix=".gz", read=_read_gzip, write=_write_gzip),
    Compression(suffix=".zst", read=_read_zstd, write=_write_zstd),
    Compression(suffix=".bz2", read=bz2.BZ2File, write=partial(bz2.BZ2File, mode="wb")),
    Compression(suffix=".xz", read=lzma.LZMAFile, write=partial(lzma.LZMAFile, mode="wb")),
)
