"""Notes checkpoints in a thread of its own, so that nobody waits for the disk."""

from collections.abc import Mapping
from contextlib import suppress
from queue import Full, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from detector.cli.journal import Checkpoint, Journal, Written
from detector.formats.target import faults_named

if TYPE_CHECKING:
    from detector.formats.partial import Partial
    from detector.formats.writing import Pause

PATIENCE = 2.0  # seconds for a checkpoint that is being noted when the run ends before its time


class Pending(NamedTuple):
    """A checkpoint whose outputs are still being written by their threads."""

    batches: int
    counts: Mapping[str, Any]
    pauses: "Mapping[str, tuple[Pause, Partial]]"


class Keeper:
    """Notes checkpoints one after the other; its fault is raised at the next of them."""

    def __init__(self, journal: Journal, settings: Mapping[str, Any]) -> None:
        self.journal = journal
        self._settings = settings
        self._waiting: Queue[Pending | None] = Queue(1)
        self._fault: BaseException | None = None
        self._thread: Thread | None = None

    def note(self, pending: Pending) -> None:
        """Have a checkpoint noted when its outputs are on the disk."""
        self._raise()
        if self._thread is None:
            self._thread = Thread(target=self._note_all, daemon=True)
            self._thread.start()
        self._waiting.put(pending)

    def finish(self) -> bool:
        """Wait until all are noted, and say whether there are any; raise what has come of it."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
        self._raise()
        return self.journal.is_begun

    def abandon(self) -> None:
        """Note no more, and wait a little for what is being noted."""
        self._fault = self._fault or BrokenPipeError()
        if self._thread is not None:
            with suppress(Full):
                self._waiting.put(None, timeout=PATIENCE)
            self._thread.join(PATIENCE)

    def _raise(self) -> None:
        if self._fault is not None:
            raise self._fault

    def _note_all(self) -> None:
        while (pending := self._waiting.get()) is not None:
            try:
                if self._fault is None:
                    self._note(pending)
            except BaseException as fault:
                self._fault = fault

    def _note(self, pending: Pending) -> None:
        outputs: dict[str, Written] = {}
        for path, (pause, partial) in pending.pauses.items():
            outputs[path] = Written(pause.turn.result(), pause.state)
            with faults_named(partial.path):
                partial.sync()
        if not self.journal.is_begun:
            self.journal.begin(self._settings)
        self.journal.note(
            Checkpoint(batches=pending.batches, counts=pending.counts, outputs=outputs)
        )
