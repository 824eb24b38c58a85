"""The formats, and which of them a path means."""

from pathlib import PurePath

from detector.errors import FormatError
from detector.formats import html, json_array, jsonl, parquet, table, text, warc
from detector.formats.compression import COMPRESSIONS, without_compression
from detector.formats.format import Format
from detector.formats.target import is_special

FORMATS = (
    jsonl.FORMAT,
    json_array.FORMAT,
    table.CSV,
    table.TSV,
    text.FORMAT,
    html.FORMAT,
    parquet.FORMAT,
    warc.FORMAT,
)


def format_to_read(path: str, name: str | None) -> Format:
    """Return the format of an input; FormatError if neither name nor suffix is known."""
    return _named(name) if name else _by_suffix(path, option="--format")


def format_to_write(path: str, name: str | None) -> Format:
    """Return the format of an output; a folder is filled with text files."""
    if not path:
        raise FormatError("the output has no name: give a file, a folder, or - for standard output")
    if name:
        return _named(name)
    return text.FORMAT if text.names_folder(path) else _by_suffix(path, option="--output-format")


def is_folder_to_write(path: str, name: str | None) -> bool:
    """Say whether an output is a folder, which is filled with text files."""
    return format_to_write(path, name) is text.FORMAT and text.names_folder(path)


def has_known_suffix(path: str) -> bool:
    """Say whether the suffix of a path is that of a format, compressed or not."""
    return _of_suffix(path) is not None


def known_suffixes() -> str:
    """List the suffixes of all formats and compressions, for a message."""
    formats = " ".join(suffix for known in FORMATS for suffix in known.suffixes)
    compressions = " ".join(known.suffix for known in COMPRESSIONS)
    return f"{formats}, and {compressions} after any of them"


def _named(name: str) -> Format:
    for known in FORMATS:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise FormatError(f"there is no format {name!r}: choose one of {names}")


def _by_suffix(path: str, *, option: str) -> Format:
    known = _of_suffix(path)
    if known:
        return known
    if path == "-" or is_special(path):
        return jsonl.FORMAT
    raise FormatError(
        f"{path}: its suffix names no format: name one with {option}, or give the file one of "
        f"{known_suffixes()}"
    )


def _of_suffix(path: str) -> Format | None:
    suffix = PurePath(without_compression(path)).suffix.lower()
    return next((known for known in FORMATS if suffix and suffix in known.suffixes), None)
