"""What a file really is, where its first bytes say that it is not what its suffix says."""

from codecs import utf_8_decode
from typing import BinaryIO

LOOKED_AT = 1 << 12
KINDS = {
    b"PK\x03\x04": "a ZIP archive (or an office document): unpack it",
    b"%PDF-": "a PDF: extract its text first",
    b"\x89PNG\r\n": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "gzip: give it the suffix .gz after that of its format",
    b"BZh": "bzip2: give it the suffix .bz2 after that of its format",
    b"\xfd7zXZ\0": "xz: give it the suffix .xz after that of its format",
    b"\x28\xb5\x2f\xfd": "zstd: give it the suffix .zst after that of its format",
    b"PAR1": "Parquet: give it the suffix .parquet",
    b"ARROW1": "an Arrow file: write it as .parquet",
    b"SQLite format 3\0": "an SQLite database: export its rows as .jsonl",
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def what_it_is(stream: BinaryIO, *, any_encoding: bool) -> str | None:
    """Return what a file of text really is and what to do; None if it may be text.

    A text that begins with the letters of such a format is still a text. `any_encoding` is for
    formats that say how they are encoded.
    """
    start = stream.peek(LOOKED_AT)[:LOOKED_AT]  # type: ignore[attr-defined]
    if start.startswith(UTF_16):
        return None if any_encoding else "UTF-16 or UTF-32: convert it to UTF-8"
    if _is_text(start):
        return None
    return next((kind for magic, kind in KINDS.items() if start.startswith(magic)), None)


def _is_text(start: bytes) -> bool:
    try:
        utf_8_decode(start)  # a character may be cut at the end
    except UnicodeDecodeError:
        return False
    return b"\0" not in start
