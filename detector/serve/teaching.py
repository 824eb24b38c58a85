"""What learns beside the service: a new order of the queue, a new model, a list of likely mistakes.

Each is a command of `detector review`, run as a process of its own; what it found is read from the
JSON that it writes. A new model judges from the moment when a person keeps it.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from detector.serve.errands import Errand

EVERY = 20  # answers, after which what to ask next is thought over


class Teaching:
    """The errands of one store of labels; models start from the one in the folder `start`.

    None is the shipped one.
    """

    def __init__(self, store: str, start: str | None) -> None:
        self.store = store
        self._start = ("--model", start) if start else ()
        self.training, self.ordering, self.doubting = Errand(), Errand(), Errand()
        self._answers = 0
        self._folder = TemporaryDirectory(prefix="detector-")

    async def answered(self) -> None:
        """Count an answer; now and then, think over what to ask next."""
        self._answers += 1
        if self._answers % EVERY == 0:
            await self.ordering.begin(["review", "order", self.store, *self._start])

    async def train(self) -> bool:
        """Begin to retrain; False if that is under way."""
        return await self._reported(self.training, "train", "--no")

    async def doubt(self) -> bool:
        """Begin to look for likely mistakes; False if that is under way."""
        return await self._reported(self.doubting, "mistakes")

    @property
    def report(self) -> Mapping[str, Any] | None:
        """What the last training found, if it ended well."""
        return self._read(self.training, "train")

    @property
    def mistakes(self) -> Mapping[str, Any] | None:
        """Which labels may be mistakes, if that was looked for."""
        return self._read(self.doubting, "mistakes")

    async def stop(self) -> None:
        """End what runs."""
        for errand in (self.training, self.ordering, self.doubting):
            await errand.stop()
        self._folder.cleanup()

    async def _reported(self, errand: Errand, command: str, *options: str) -> bool:
        if errand.is_running:
            return False
        self._file(command).unlink(missing_ok=True)
        given = (*options, *self._start, "--json", str(self._file(command)))
        return await errand.begin(["review", command, self.store, *given])

    def _read(self, errand: Errand, command: str) -> Mapping[str, Any] | None:
        if errand.is_running or errand.code != 0 or not self._file(command).is_file():
            return None
        found: Mapping[str, Any] = orjson.loads(self._file(command).read_bytes())
        return found

    def _file(self, command: str) -> Path:
        return Path(self._folder.name) / f"{command}.json"
