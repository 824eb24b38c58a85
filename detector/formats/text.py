"""Plain text and Markdown: a file an article (`.txt`, `.md`, `.markdown`).

Text has no room for a verdict, so it is written beside the article, as `NAME.detector.json`.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any, BinaryIO

from detector.errors import FormatError
from detector.formats.fields import to_record
from detector.formats.folder import FolderWriter, text_bytes, write_verdict
from detector.formats.format import Format
from detector.formats.limits import too_large, whole
from detector.formats.names import TEXT_SUFFIXES
from detector.formats.records import STDIN, Place, ReadOptions, Record, Unreadable
from detector.formats.target import is_folder, is_special, mode_of
from detector.formats.writing import Encoder, FileWriter, Writer


def read(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yield the file as one article, its text as it stands, or nothing if the file is empty."""
    data = whole(stream, options)
    if data is None:
        yield too_large("the file", Place(path=path, line=1), options, offset=0)
        return
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        yield _not_utf8(error, path, data)
    else:
        if text:
            yield file_record(path, {"text": text})


def file_record(path: str, fields: Mapping[str, Any]) -> Record | Unreadable:
    """Return the record of a file that is one article, known by its path."""
    name = "stdin" if path == STDIN else path
    return to_record({"id": name, **fields}, place=Place(path=path), options=ReadOptions())


def write(path: str, _into: str) -> Writer:
    """Return a writer of a folder of articles, or of one file if the path has a suffix."""
    if not names_folder(path):
        return FileWriter(path, lambda stream: OneArticle(stream, path))
    return FolderWriter(path)


def names_folder(path: str) -> bool:
    """Say whether an output means a folder: it is one, ends in a slash, or has no suffix.

    What is there already is what it is, whatever its name.
    """
    if path == "-" or mode_of(path):
        return is_folder(path) or path.endswith("/")
    return path.endswith("/") or not PurePath(path).suffix


class OneArticle(Encoder):
    """Writes the only article as the file, and its verdict beside it."""

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self._stream = stream
        self._path = path
        self._written = False
        self._verdict: Mapping[str, Any] | None = None

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write the article; there is room for one."""
        if self._written:
            raise FormatError(
                f"{self._path}: a text file holds one article, and {record.place} is another: "
                "write into a folder, or write .jsonl"
            )
        if verdict is not None and (self._path == "-" or is_special(self._path)):
            raise FormatError(
                f"{self._path}: text has no room for the verdict: write .jsonl, or into a folder"
            )
        self._written, self._verdict = True, verdict
        self._stream.write(text_bytes(record))

    def pause(self) -> Mapping[str, Any]:
        """Return whether the article is there, and its verdict."""
        return {"written": self._written, "verdict": self._verdict}

    def go_on(self, states: Sequence[Mapping[str, Any]]) -> None:
        """Take what was written for the article."""
        self._written, self._verdict = states[-1]["written"], states[-1]["verdict"]

    def finish(self) -> None:
        """Put the verdict beside the article, now that there is no second one."""
        if self._verdict is not None:
            write_verdict(self._path, self._verdict)


def _not_utf8(error: UnicodeDecodeError, path: str, data: bytes) -> Unreadable:
    before = error.object[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    reason = f"byte {column} of the line is not UTF-8: convert the file to UTF-8"
    return Unreadable(place=Place(path=path, line=line), reason=reason, offset=0, raw=data)


FORMAT = Format(name="text", suffixes=TEXT_SUFFIXES, read=read, write=write)
