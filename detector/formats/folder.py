"""A folder of text files, each with its verdict beside it."""

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from detector.errors import FormatError
from detector.formats.locks import locked_folder
from detector.formats.names import Names
from detector.formats.partial import hidden
from detector.formats.records import Record
from detector.formats.target import faults_named, replacing
from detector.formats.writing import Writer
from detector.json_text import encode

VERDICT_SUFFIX = ".detector.json"


class FolderWriter(Writer):
    """Writes a file an article, named as the article is.

    A new folder is filled under a temporary name and renamed when whole. Into a folder that is
    there already the files go one by one, each whole, beside or over what is in it. One run at a
    time may fill a folder.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._target = Path(path)
        self._names = Names()

    def __enter__(self) -> Self:
        with faults_named(self._path), ExitStack() as stack:
            self._folder = self._target if self._target.is_dir() else self._new_folder()
            stack.enter_context(locked_folder(str(self._folder)))
            if self._folder != self._target:
                _empty(self._folder)
            self._lock = stack.pop_all()
        return self

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write the article's text, and its verdict if there is one."""
        with faults_named(self._path):
            place = self._folder / self._names.name(record)
            place.parent.mkdir(parents=True, exist_ok=True)
            with replacing(str(place)) as stream:
                stream.write(text_bytes(record))
            if verdict is not None:
                write_verdict(str(place), verdict)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            if self._folder == self._target:
                return
            if error is None:
                with faults_named(self._path):
                    self._folder.rename(self._target)
            else:
                shutil.rmtree(self._folder, ignore_errors=True)

    def _new_folder(self) -> Path:
        if self._target.exists():
            raise FileExistsError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        folder = hidden(self._target, "partial")
        folder.mkdir(exist_ok=True)
        return folder


def _empty(folder: Path) -> None:
    """Remove what a run that was killed has left."""
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def text_bytes(record: Record) -> bytes:
    """Return the text as UTF-8, newlines as they are."""
    try:
        return record.article.text.encode()
    except UnicodeEncodeError:
        raise FormatError(
            f"{record.place}: half of a surrogate pair cannot be written as text: "
            "write .jsonl, which can hold it"
        ) from None


def write_verdict(path: str, verdict: Mapping[str, Any]) -> None:
    """Put the verdict beside the article at `path`."""
    with replacing(path + VERDICT_SUFFIX) as stream:
        stream.write(encode(verdict) + b"\n")
