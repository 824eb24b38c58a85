"""What a run notes beside its first output, so that the same command can go on with `--resume`.

A line of JSON for what was asked for, then a line for every checkpoint. A line is noted when the
disk has all that it speaks of, and is read if it is whole, so that power may fail at any moment.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

from detector.formats.partial import EMPTY, Mark
from detector.formats.target import faults_named


class Written(NamedTuple):
    """How far an output was written, and what its encoder must know to go on."""

    mark: Mark
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """How far a run had come: the batches that were read, the counts, and each output.

    `whole` says that nothing is left to do but to give the outputs their names.
    """

    batches: int
    counts: Mapping[str, Any]
    outputs: Mapping[str, Written]
    whole: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return it as a line holds it."""
        outputs = {path: [*each.mark, each.state] for path, each in self.outputs.items()}
        return {
            "batches": self.batches,
            "counts": self.counts,
            "outputs": outputs,
            "whole": self.whole,
        }

    @classmethod
    def from_dict(cls, noted: Mapping[str, Any]) -> "Checkpoint":
        """Return what a line holds."""
        outputs = {
            path: Written(Mark(size, digest), state)
            for path, (size, digest, state) in noted["outputs"].items()
        }
        return cls(**{**noted, "outputs": outputs})


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What was asked for, and the checkpoints; `size` is where the last of them ends."""

    settings: Mapping[str, Any]
    checkpoints: list[Checkpoint]
    size: int

    @property
    def last(self) -> Checkpoint:
        """The last checkpoint."""
        return self.checkpoints[-1]

    def mark(self, path: str) -> Mark:
        """Return how far an output was written; not at all, if it is written at the end only."""
        written = self.last.outputs.get(path)
        return written.mark if written else EMPTY

    def states(self, path: str) -> list[Mapping[str, Any]]:
        """Return what the encoder of an output noted at every checkpoint."""
        return [each.outputs[path].state for each in self.checkpoints]


class Journal:
    """The file in which a run notes its checkpoints."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._stream: FileIO | None = None

    def read(self) -> Noted | None:
        """Return what an earlier run has noted, if it came to a checkpoint."""
        if not self.place.is_file():
            return None
        found: list[Any] = []
        size = 0
        with faults_named(str(self.place)), self.place.open("rb") as stream:
            for line in stream:
                try:
                    found.append(json.loads(line) if not found else _checkpoint(line))
                except (ValueError, TypeError, KeyError):
                    break
                size += len(line)
        if len(found) < 2:
            return None
        return Noted(settings=found[0], checkpoints=found[1:], size=size)

    def begin(self, settings: Mapping[str, Any]) -> None:
        """Begin a journal in the place of any other."""
        with faults_named(str(self.place)):
            self._stream = self.place.open("wb", buffering=0)
        self._append(settings)
        sync_folder(self.place.parent)

    def go_on(self, noted: Noted) -> None:
        """Go on behind the last checkpoint."""
        with faults_named(str(self.place)):
            self._stream = self.place.open("r+b", buffering=0)
            self._stream.truncate(noted.size)
            self._stream.seek(noted.size)

    @property
    def is_begun(self) -> bool:
        """Say whether there is something in it."""
        return self._stream is not None

    def note(self, checkpoint: Checkpoint) -> None:
        """Note a checkpoint; when this returns, the disk has it."""
        self._append(checkpoint.to_dict())

    def close(self) -> None:
        """Leave it to whoever goes on."""
        if self._stream is not None:
            self._stream.close()

    def remove(self) -> None:
        """Remove it: there is nothing to go on with any more."""
        self.close()
        self.place.unlink(missing_ok=True)

    def _append(self, line: Mapping[str, Any]) -> None:
        assert self._stream is not None
        with faults_named(str(self.place)):
            data = json.dumps(line).encode() + b"\n"
            while data:
                data = data[self._stream.write(data) :]
            os.fsync(self._stream.fileno())


def sync_folder(folder: Path) -> None:
    """Return when the disk has the names in a folder, where the system can be asked for that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _checkpoint(line: bytes) -> Checkpoint:
    if not line.endswith(b"\n"):
        raise ValueError("the line is not whole")
    return Checkpoint.from_dict(json.loads(line))
