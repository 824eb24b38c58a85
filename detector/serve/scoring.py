"""Has work done on articles away from the event loop, which must stay free to listen.

A batch of ten articles takes hardly longer than one, so what comes while scoring is busy is
gathered, and done together next.
"""

import asyncio
import multiprocessing
import os
import signal
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache, partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from detector import Detector
from detector.batches import end_with
from detector.formats import Unreadable
from detector.serve.work import Done

Given = ParamSpec("Given")
Result = TypeVar("Result")
Waiting = tuple[Sequence[bytes], "asyncio.Future[list[bytes | Unreadable]]"]

TOGETHER = 96  # articles of a batch: more would make the first of them wait for the last
AHEAD = 2  # batches for each process: one at work, and one waiting so that it need not
TOGETHER_BYTES = 1_000_000


class Scoring:
    """Runs functions of a detector in processes of its own, or in a thread where there are none.

    `counted` is told of every batch of articles.
    """

    def __init__(
        self, detector: Detector, *, workers: int, counted: Callable[[Done], None]
    ) -> None:
        self.detector = detector
        self._workers = workers
        self._counted = counted
        self._executor = self._new()
        # The same detector for the same threshold: only what it judges is gathered.
        self.at = lru_cache(maxsize=16)(self._at)
        self._waiting: dict[tuple[Any, ...], list[Waiting]] = defaultdict(list)
        self._busy = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def replace(self, detector: Detector) -> None:
        """Judge by another model from now on."""
        self.detector = detector
        self.at.cache_clear()

    def _at(self, threshold: float) -> Detector:
        return Detector(self.detector.model, threshold)

    async def warm(self) -> None:
        """Return when the model is loaded wherever it will be used."""
        ready = (self.run(_warmed) for _ in range(max(1, self._workers)))
        await asyncio.gather(*ready)

    async def run(
        self,
        function: Callable[Concatenate[Detector, Given], Result],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Result:
        """Return what `function(detector, *given, **named)` returns, or raise what it raises.

        All of it must be picklable.
        """
        result: Result = await self.done(partial(function, self.detector, *given, **named))
        return result

    async def gathered(
        self, detector: Detector, work: Callable[..., Done], records: Sequence[bytes], /, **how: Any
    ) -> list[bytes | Unreadable]:
        """Return the records as `work(detector, records, **how)` makes them, with those of others.

        Who goes away meanwhile leaves the others' work undisturbed.
        """
        promised: asyncio.Future[list[bytes | Unreadable]] = asyncio.Future()
        kind = (detector, work, *how.items())
        self._waiting[kind].append((records, promised))
        if self._busy < AHEAD * max(1, self._workers):
            self._busy += 1
            task = asyncio.create_task(self._work_off())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await promised

    def close(self) -> None:
        """Finish what was begun, and stop."""
        self._executor.shutdown()

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                kind = next(iter(self._waiting))
                batch = self._taken(kind)
                await self._finish(kind, batch)
        finally:
            self._busy -= 1

    def _taken(self, kind: tuple[Any, ...]) -> list[Waiting]:
        """Take a batch of what waits for one kind of work."""
        waiting, count, size = self._waiting[kind], 0, 0
        for place, (records, _) in enumerate(waiting, 1):
            count, size = count + len(records), size + sum(map(len, records))
            if count >= TOGETHER or size >= TOGETHER_BYTES:
                self._waiting[kind] = waiting[place:]
                break
        else:
            place = len(waiting)
        if place == len(waiting):
            del self._waiting[kind]
        return [each for each in waiting[:place] if not each[1].done()]

    async def _finish(self, kind: tuple[Any, ...], batch: list[Waiting]) -> None:
        detector, work, *how = kind
        records = [record for given, _ in batch for record in given]
        if not records:
            for _, promised in batch:
                promised.set_result([])
            return
        try:
            done: Done = await self.done(partial(work, detector, records, **dict(how)))
        except Exception as fault:
            for _, promised in batch:
                if not promised.done():
                    promised.set_exception(fault)
            return
        self._counted(done)
        results = iter(done.records)
        for given, promised in batch:
            mine = [next(results) for _ in given]
            if not promised.done():
                promised.set_result(mine)

    async def done(self, work: Callable[[], Any]) -> Any:
        """Have picklable work done; where its process is killed, once more by a new one."""
        executor = self._executor
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, work)
        except BrokenProcessPool:
            if self._executor is executor:
                self._executor = self._new()
            return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    def _new(self) -> Executor:
        if not self._workers:
            return ThreadPoolExecutor(1, "scoring")
        return ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(os.getpid(),),
        )


def _begin(parent: int) -> None:
    """Leave it to the service when to stop: a signal to all its processes would lose requests."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    end_with(parent)


def _warmed(detector: Detector) -> None:
    detector.score("")
    detector.clean("")
