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

from detector.errors import FormatError, MissingExtraError


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
BREAKS: tuple[type[Exception], ...] = (FormatError, *FAULTS)
CHUNK = 1 << 16
BUFFER = 1 << 18
STEP = 1 << 11  # bytes of zstd or bz2, which become 64 MiB at the most
PADDING = b"\0"
LARGEST_WINDOW = 1 << 31  # that of zstd
WINDOW = 1 << 27  # what a decompressor may hold: as much as the programs allow without an option
TOO_MUCH = (
    "its decompressor would have to hold too much: raise --max-record-bytes, to 2GiB at the most, "
    "or compress it again with a smaller window"
)
GZIP_HEADER = 16 + zlib.MAX_WBITS
GZIP_LEVEL = 2  # a sixth larger than level 6 of the standard library, in a thirtieth of the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Compression:
    """A suffix and the two streams that belong to it; closing them leaves the file open.

    `read` takes the file and how many bytes the decompressor may hold.
    """

    suffix: str
    read: Callable[[BinaryIO, int], Any]
    write: Callable[[BinaryIO], Any]


class _Members(io.RawIOBase):
    """The content of a file of members, frames or streams, one after the other.

    Of the libraries' own readers, that of zstd takes a file that was cut off for one that ended,
    that of isal loses what stands before the break, and those of bz2 and xz pass over whatever
    follows a member. `step` is how many bytes are decompressed at a time, so few that they cannot
    become more than 64 MiB.
    """

    def __init__(
        self, file: BinaryIO, begin: Callable[[], Any], error: type[Exception], *, step: int
    ) -> None:
        self._file = file
        self._length = step
        self._begin = begin
        self._error = error
        self._member: Any = None
        self._compressed = memoryview(b"")
        self._ready = memoryview(b"")
        self._fault: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, or up to the end or the fault that the next call raises."""
        filled = 0
        while filled < len(buffer) and (self._ready or self._advance(filled)):
            count = min(len(buffer) - filled, len(self._ready))
            buffer[filled : filled + count] = self._ready[:count]
            self._ready = self._ready[count:]
            filled += count
        return filled

    def _advance(self, filled: int) -> bool:
        """Decompress one more step; False at the end, and where a fault has to wait."""
        try:
            if self._fault is not None:
                raise self._fault
            return self._step()
        except BREAKS as fault:
            self._fault = fault
            if filled:
                return False
            raise

    def _step(self) -> bool:
        if self._member is None or self._member.eof:
            step = self._after_member()
            if not step:
                return False
            self._member = self._begin()
        else:
            step = self._next()
            if not step:
                raise EOFError("its last part is not whole")
        self._ready = memoryview(self._decompressed(step))
        return True

    def _after_member(self) -> bytes:
        """Return the first bytes of the next member, without the zeros that pad a tape."""
        step: bytes = self._member.unused_data if self._member is not None else self._next()
        while self._member is not None and not (step := step.lstrip(PADDING)):
            if not (step := self._next()):
                break
        return step

    def _next(self) -> bytes:
        if not self._compressed:
            self._compressed = memoryview(self._file.read(CHUNK))
        step = bytes(self._compressed[: self._length])
        self._compressed = self._compressed[self._length :]
        return step

    def _decompressed(self, step: bytes) -> bytes:
        try:
            return cast(bytes, self._member.decompress(step))
        except self._error as fault:
            if "memory" in str(fault).lower():
                raise FormatError(TOO_MUCH) from fault
            raise OSError(str(fault)) from fault


def compression_of(path: str) -> Compression | None:
    """Return the compression that the last suffix names, if it names one."""
    suffix = PurePath(path).suffix.lower()
    return next((known for known in COMPRESSIONS if known.suffix == suffix), None)


def without_compression(path: str) -> str:
    """Return the path as it would be without the compression: `news.jsonl` for `news.jsonl.gz`."""
    compression = compression_of(path)
    return path[: -len(compression.suffix)] if compression else path


def decompressed(file: BinaryIO, path: str, *, most: int = WINDOW) -> BinaryIO:
    """Return a stream of the file's content, or the file itself if its suffix names none.

    A file whose decompressor would have to hold more than `most` bytes, or 128 MiB if that is
    more, is damaged to the stream.
    """
    compression = compression_of(path)
    return cast(BinaryIO, compression.read(file, max(most, WINDOW))) if compression else file


def zstandard_for(purpose: str) -> Any:
    """Return the package, or raise MissingExtraError."""
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError("zstandard", "zstd", purpose) from None
    return zstandard


def _read_zstd(file: BinaryIO, most: int) -> Any:
    zstandard = zstandard_for("reading .zst files")
    decompressor = zstandard.ZstdDecompressor(max_window_size=min(most, LARGEST_WINDOW))
    return _stream(_Members(file, decompressor.decompressobj, zstandard.ZstdError, step=STEP))


def _read_gzip(file: BinaryIO, _most: int) -> Any:
    begin = partial(zlib.decompressobj, wbits=GZIP_HEADER)
    return _stream(_Members(file, begin, zlib.error, step=1 << 15))


def _read_bz2(file: BinaryIO, _most: int) -> Any:
    return _stream(_Members(file, bz2.BZ2Decompressor, OSError, step=STEP))


def _read_xz(file: BinaryIO, most: int) -> Any:
    begin = partial(lzma.LZMADecompressor, memlimit=most)
    return _stream(_Members(file, begin, lzma.LZMAError, step=1 << 12))


def _stream(members: _Members) -> Any:
    return io.BufferedReader(members, BUFFER)


def _write_zstd(file: BinaryIO) -> Any:
    return zstandard_for("writing .zst files").ZstdCompressor().stream_writer(file, closefd=False)


def _write_gzip(file: BinaryIO) -> Any:
    """Return a gzip stream with no time and no name in it, so that equal data is equal bytes."""
    return GzipFile(filename="", mode="wb", compresslevel=GZIP_LEVEL, fileobj=file, mtime=0)


COMPRESSIONS = (
    Compression(suffix=".gz", read=_read_gzip, write=_write_gzip),
    Compression(suffix=".zst", read=_read_zstd, write=_write_zstd),
    Compression(suffix=".bz2", read=_read_bz2, write=partial(bz2.BZ2File, mode="wb")),
    Compression(suffix=".xz", read=_read_xz, write=partial(lzma.LZMAFile, mode="wb")),
)
