"""No record may be larger than `--max-record-bytes`, so that no file can fill the memory.

What is larger is passed over a chunk at a time, and an `Unreadable` says so in its place.
"""

import re
from typing import BinaryIO

from detector.errors import DetectorError
from detector.formats.records import Place, ReadOptions, Unreadable

CHUNK = 1 << 20  # a read of more would be set aside at once, however little there is
UNITS = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "KB": 10**3, "MB": 10**6}
UNITS |= {"GB": 10**9}
SIZE = re.compile(r"\s*([0-9]{1,15})\s*([A-Za-z]*)\s*")
BY_NAME = {name.lower(): size for name, size in UNITS.items()}


def to_bytes(size: str) -> int:
    """Return a size such as `16MiB` or `4096` in bytes; DetectorError if it is none."""
    found = SIZE.fullmatch(size)
    unit = BY_NAME.get(found[2].lower()) if found else None
    if not found or not unit or not int(found[1]):
        raise DetectorError(f"{size!r} is no size: give bytes, or KiB, MiB or GiB, as in 16MiB")
    return int(found[1]) * unit


def in_words(size: int) -> str:
    """Return a number of bytes as it is typed: `64MiB`, `1000 bytes`."""
    for unit in ("GiB", "MiB", "KiB"):
        if size % UNITS[unit] == 0 and size:
            return f"{size // UNITS[unit]}{unit}"
    return f"{size} bytes"


def too_large(
    what: str, place: Place, options: ReadOptions, *, offset: int | None = None
) -> Unreadable:
    """Return what stands in the place of a record that is larger than it may be."""
    return Unreadable(place=place, reason=why_too_large(what, options), offset=offset)


def why_too_large(what: str, options: ReadOptions) -> str:
    """Say that something is too large, and which option lets it through."""
    limit = in_words(options.max_record_bytes)
    return f"{what} is larger than {limit}: raise --max-record-bytes to read it"


def whole(stream: BinaryIO, options: ReadOptions) -> bytes | None:
    """Return all that a stream holds, or None where that is larger than a record may be."""
    data = bytearray()
    while len(data) <= options.max_record_bytes:
        if not (chunk := stream.read(CHUNK)):
            return bytes(data)
        data += chunk
    return None
