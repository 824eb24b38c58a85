"""Keeps on disk what only one article at a time needs: a temporary file without a name."""

import tempfile
import zlib
from array import array
from threading import Lock
from typing import Any

import orjson

FAST = 1  # a higher level is three times as slow, and saves a tenth


class Spill:
    """What a table shows of each article, and its text, by the article's number from 0.

    It is as good for a row of Parquet as for a line, and a file that changes meanwhile does no
    harm. Several threads may read at once, and one of them write.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="article-detector-")  # noqa: SIM115
        self._lock = Lock()
        self._ends = array("Q", [0])  # of the head and the text of each article, in turn

    def add(self, head: dict[str, Any], text: str) -> None:
        """Keep an article; the head is shown, so its strings must be without surrogates."""
        shown = orjson.dumps(head)
        packed = zlib.compress(text.encode("utf-8", "surrogatepass"), FAST)
        with self._lock:
            self._file.seek(self._ends[-1])
            self._file.write(shown + packed)
            self._ends.append(self._ends[-1] + len(shown))
            self._ends.append(self._ends[-1] + len(packed))

    def head(self, number: int) -> dict[str, Any]:
        """Return what is shown of an article in a table."""
        found: dict[str, Any] = orjson.loads(self._part(2 * number))
        return found

    def text(self, number: int) -> str:
        """Return the text as it was read."""
        return zlib.decompress(self._part(2 * number + 1)).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Give the disk its room back."""
        with self._lock:
            self._file.close()

    def _part(self, number: int) -> bytes:
        begin, end = self._ends[number], self._ends[number + 1]
        with self._lock:
            self._file.seek(begin)
            return self._file.read(end - begin)
