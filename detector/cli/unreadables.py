"""`--unreadable FILE`: the records that could not be read, with their bytes, to be mended."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from detector.cli.source import Nothing, Source, report

if TYPE_CHECKING:
    from detector.cli.run import Run
    from detector.cli.source import Note
    from detector.cli.tally import Tally
    from detector.formats import Unreadable
    from detector.formats.jsonl import LineWriter


class Unreadables:
    """Takes what could not be read: tells the first, counts all, writes them if that is asked."""

    def __init__(self, source: Source, tally: "Tally", writer: "LineWriter | None" = None) -> None:
        self._source = source
        self._tally = tally
        self._writer = writer

    def take(self, notes: "Sequence[Note]") -> None:
        """Take the notes of a batch."""
        report(notes, self._source, self._tally)
        if self._writer is not None:
            from detector.json_text import encode

            found = [note for note in notes if not isinstance(note, Nothing)]
            self._writer.write_lines(b"".join(encode(_fields(each)) + b"\n" for each in found))


@contextmanager
def unreadables(
    path: str | None, source: Source, tally: "Tally", run: "Run"
) -> Iterator[Unreadables]:
    """Yield what takes the notes; `path` is the file for them, JSON lines whatever its name."""
    if path is None:
        yield Unreadables(source, tally)
        return
    from detector.formats import jsonl

    writer = jsonl.write(path, "")
    with run.adopt(path, writer):
        yield Unreadables(source, tally, writer)


def _fields(item: "Unreadable") -> dict[str, Any]:
    """Return what is written of an item; its bytes as text if they are UTF-8, which JSON wants."""
    place = item.place
    where = {"file": place.path, "line": place.line, "offset": item.offset, "reason": item.reason}
    if item.raw is None:
        return {**where, "raw": None}
    try:
        return {**where, "raw": item.raw.decode()}
    except UnicodeDecodeError:
        return {**where, "raw_base64": b64encode(item.raw).decode()}
