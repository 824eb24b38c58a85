"""Reading ahead and writing behind, each in a thread of its own.

Reading, writing and every compression let go of the interpreter's lock, so that they cost the
scoring little time. The threads are daemons that hold no lock of the standard streams: a pipe on
which nothing happens must not keep an interrupted program from ending.
"""

import io
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any, BinaryIO, TypeVar, cast

Item = TypeVar("Item")

MOST_AHEAD = 3
MOST_BEHIND = 3
ENOUGH = 1 << 18  # bytes that are worth a turn of the other thread
PATIENCE = 2.0  # seconds for the last bytes of an output that is thrown away


@dataclass(frozen=True, slots=True)
class _End:
    """What comes after the last item: the fault that it ended with, if any."""

    fault: BaseException | None = None


def ahead(items: Generator[Item, None, None]) -> Iterator[Item]:
    """Yield the items while another thread makes the next few; a fault comes in its place."""
    made: Queue[Item | _End] = Queue(MOST_AHEAD)
    stopped = Event()
    Thread(target=_make, args=(items, made, stopped), daemon=True).start()
    try:
        while not isinstance(item := made.get(), _End):
            yield item
        if item.fault is not None:
            raise item.fault
    finally:
        stopped.set()
        _empty(made)


def _make(items: Generator[Item, None, None], made: "Queue[Item | _End]", stopped: Event) -> None:
    try:
        with closing(items):
            for item in items:
                made.put(item)
                if stopped.is_set():
                    return
        made.put(_End())
    except BaseException as fault:
        made.put(_End(fault))


def _empty(queue: "Queue[Any]") -> list[Any]:
    """Take out all that waits in a queue."""
    taken = []
    with suppress(Empty):
        while True:
            taken.append(queue.get_nowait())
    return taken


@contextmanager
def behind(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Yield a stream that another thread writes out, whole when the block has ended well."""
    writing = Behind(stream)
    try:
        yield cast(BinaryIO, writing)
    except BaseException:
        writing.abandon()
        raise
    writing.finish()


class Turn:
    """Something for the writing thread to do in its turn, and what comes of it."""

    def __init__(self, action: Callable[[Any], Any]) -> None:
        self._action = action
        self._done: Queue[tuple[Any, BaseException | None]] = Queue(1)

    def take(self, stream: BinaryIO) -> None:
        """Do it with the stream that is written to."""
        try:
            self._done.put((self._action(stream), None))
        except BaseException as fault:
            self.give_up(fault)
            raise

    def give_up(self, fault: BaseException) -> None:
        """Do nothing any more."""
        self._done.put((None, fault))

    def result(self) -> Any:
        """Wait for what comes of it."""
        result, fault = self._done.get()
        if fault is not None:
            raise fault
        return result


class Behind(io.BufferedIOBase):
    """Collects what is written, and hands it to a thread; its fault is raised at a later write."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held: list[bytes] = []
        self._size = 0
        self._fault: BaseException | None = None
        self._waiting: Queue[bytes | Turn | None] = Queue(MOST_BEHIND)
        self._thread = Thread(target=self._write_all, daemon=True)
        self._thread.start()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._fault is not None:
            raise self._fault
        self._held.append(bytes(data))
        self._size += len(data)
        if self._size >= ENOUGH:
            self._hand_over()
        return len(data)

    def then(self, action: Callable[[Any], Any]) -> Turn:
        """Have the thread do something with its stream when it has written all there is so far."""
        if self._fault is not None:
            raise self._fault
        self._hand_over()
        turn = Turn(action)
        self._waiting.put(turn)
        return turn

    def finish(self) -> None:
        """Wait until all is written; raise what has come of it."""
        self._hand_over()
        self._waiting.put(None)
        self._thread.join()
        if self._fault is not None:
            raise self._fault

    def abandon(self) -> None:
        """Write no more, and wait a little for what is being written."""
        self._fault = self._fault or BrokenPipeError()
        for left in _empty(self._waiting):
            if isinstance(left, Turn):
                left.give_up(self._fault)
        self._waiting.put(None)
        self._thread.join(PATIENCE)

    def _hand_over(self) -> None:
        self._waiting.put(b"".join(self._held))
        self._held, self._size = [], 0

    def _write_all(self) -> None:
        while (waiting := self._waiting.get()) is not None:
            if self._fault is not None:
                if isinstance(waiting, Turn):
                    waiting.give_up(self._fault)
                continue
            try:
                if isinstance(waiting, Turn):
                    waiting.take(self._stream)
                else:
                    self._write_out(waiting)
            except BaseException as fault:
                self._fault = fault

    def _write_out(self, data: bytes) -> None:
        """Write all of it: a stream without a buffer may take less at a time."""
        written = self._stream.write(data)
        if isinstance(self._stream, io.RawIOBase):
            while written < len(data):
                data = data[written:]
                written = self._stream.write(data)
