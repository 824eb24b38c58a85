"""A run that can be continued: its outputs, its counts and its journal.

At certain places of the input, always the same, every output ends a section, and the journal notes
how far all of them have come. The outputs get their names when all are whole and the counts are
right; until then they are hidden files, which `--resume` cuts back to the last checkpoint.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from detector.cli.journal import Checkpoint, Noted, Written, sync_folder
from detector.cli.keeper import Keeper, Pending
from detector.formats.target import faults_named, opened
from detector.formats.writing import FileWriter

if TYPE_CHECKING:
    from detector.formats import Writer
    from detector.formats.partial import Partial

SPACING = 1 << 26  # characters of input from one checkpoint to the next: about a second's work


class Counts(Protocol):
    """What a run has counted."""

    def state(self) -> Mapping[str, Any]:
        """Return it as JSON has it."""

    def go_on(self, state: Mapping[str, Any]) -> None:
        """Take what an earlier run has counted for the beginning."""

    def check(self) -> None:
        """Raise RuntimeError if what went in has not come out."""

    @property
    def read(self) -> int:
        """Number of records that went in."""


class Run:
    """The outputs of a run, by their paths, and how far it has come.

    Without a `keeper` nothing is noted. The outputs have the same sections all the same, so that
    their bytes do not depend on how they were made. `found` is what an earlier run has noted.
    """

    def __init__(
        self,
        partials: "Mapping[str, Partial]",
        counts: Counts | None = None,
        keeper: Keeper | None = None,
        found: Noted | None = None,
    ) -> None:
        self._partials = partials
        self._counts = counts
        self._keeper = keeper
        self._found = found
        self._writers: dict[str, Writer] = {}
        self._weight = 0
        self.batches = found.last.batches if found else 0

    @property
    def is_whole(self) -> bool:
        """Say whether the earlier run has written everything."""
        return self._found is not None and self._found.last.whole

    def adopt(self, path: str, writer: "Writer") -> "Writer":
        """Have a writer that is not open yet write into the run's file for a path."""
        if isinstance(writer, FileWriter) and path in self._partials:
            partial = self._partials[path]
            states = self._found.states(str(partial.target)) if self._found else []
            writer.keep_in(partial, states)
        self._writers[path] = writer
        return writer

    def write(self, path: str, data: bytes) -> None:
        """Write an output that is known at the end only."""
        with faults_named(path), opened(path, self._partials.get(path)) as stream:
            stream.write(data)

    def passed(self, weight: int) -> None:
        """Take note that a batch of this weight is with the writers; a checkpoint may be due."""
        self.batches += 1
        self._weight += weight
        if self._weight >= SPACING:
            self._weight = 0
            self._pause()

    def publish(self) -> None:
        """Give all outputs their names, if the counts are right."""
        if self._counts:
            self._counts.check()
        noted = self.is_whole or self._note_whole()
        for path, partial in self._partials.items():
            with faults_named(path):
                if not noted:
                    partial.sync()
                partial.publish()
        if noted:
            for folder in {partial.target.parent for partial in self._partials.values()}:
                sync_folder(folder)

    def abandon(self) -> None:
        """Note no more."""
        if self._keeper:
            self._keeper.abandon()

    def _pause(self) -> None:
        pauses = {path: writer.pause() for path, writer in self._writers.items()}
        if self._keeper and self._counts:
            kept = {
                str(self._partials[path].target): (pause, self._partials[path])
                for path, pause in pauses.items()
                if pause
            }
            self._keeper.note(Pending(self.batches, self._counts.state(), kept))

    def _note_whole(self) -> bool:
        """Note that all is written, if anything was noted; a short run is as soon done again."""
        if not self._keeper or not self._counts or not self._keeper.finish():
            return False
        outputs = {}
        for path, partial in self._partials.items():
            with faults_named(path):
                partial.sync()
            outputs[str(partial.target)] = Written(partial.mark(), {})
        self._keeper.journal.note(
            Checkpoint(
                batches=self.batches, counts=self._counts.state(), outputs=outputs, whole=True
            )
        )
        return True
