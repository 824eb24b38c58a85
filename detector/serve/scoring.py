"""Has work done on articles away from the event loop, which must stay free to listen.

A batch of ten articles takes hardly longer than one, so what comes while scoring is busy is
gathered, and done together next.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from detector import Detector
from detector.formats import Unreadable
from detector.serve.work import Done
from detector.serve.workers import Worker, WorkerEndedError

Given = ParamSpec("Given")
Result = TypeVar("Result")
Waiting = tuple[Sequence[bytes], "asyncio.Future[list[bytes | Unreadable]]"]

TOGETHER = 96  # articles of a batch: more would make the first of them wait for the last
TOGETHER_BYTES = 1_000_000
ANOTHER = 32  # articles that must wait for another process to join: two that share few take longer


class Scoring:
    """Runs functions of a detector in processes of its own, or in a thread where there are none.

    `counted` is told of every batch of articles.
    """

    def __init__(
        self, detector: Detector, *, workers: int, counted: Callable[[Done], None]
    ) -> None:
        self.detector = detector
        self._workers = [Worker() for _ in range(workers)]
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        for each in self._workers:
            self._idle.put_nowait(each)
        self._thread = ThreadPoolExecutor(1, "scoring")
        self._counted = counted
        # The same detector for the same threshold: only what it judges is gathered.
        self.at = lru_cache(maxsize=16)(self._at)
        self._waiting: dict[tuple[Any, ...], list[Waiting]] = defaultdict(list)
        self._count = self._busy = 0  # articles that wait, and processes at work on articles
        self._tasks: set[asyncio.Task[Any]] = set()

    def replace(self, detector: Detector) -> None:
        """Judge by another model from now on."""
        self.detector = detector
        self.at.cache_clear()

    def _at(self, threshold: float) -> Detector:
        return Detector(self.detector.model, threshold)

    async def warm(self) -> None:
        """Return when the model is loaded wherever it will be used."""
        ready = (self.run(_warmed) for _ in range(max(1, len(self._workers))))
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
        self._count += len(records)
        if not self._busy or (self._busy < len(self._workers) and self._count >= ANOTHER):
            self._busy += 1
            self._begun(self._work_off())
        return await promised

    async def close(self) -> None:
        """Finish what was begun, and stop."""
        self._thread.shutdown()
        for _ in self._workers:
            await (await self._idle.get()).stop()

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
        self._count -= sum(len(records) for records, _ in waiting[:place])
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
        """Have picklable work done, to its end even where nobody waits for it any more."""
        if not self._workers:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        return await asyncio.shield(self._begun(self._by_worker(work)))

    async def _by_worker(self, work: Callable[[], Any]) -> Any:
        """Have work done by one that is idle; where it is killed, once more by a new one."""
        worker = await self._idle.get()
        try:
            return await worker.done(work)
        except WorkerEndedError:
            return await worker.done(work)
        finally:
            self._idle.put_nowait(worker)

    def _begun(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Begin a task, and hold it: the event loop does not."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _warmed(detector: Detector) -> None:
    detector.score("")
    detector.clean("")
