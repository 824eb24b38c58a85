"""Work on a stream in batches of some hundred, shared by processes, in order."""

import atexit
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from threading import Thread
from time import sleep
from typing import Any, TypeVar

Item = TypeVar("Item")
Beside = TypeVar("Beside")
Result = TypeVar("Result")

BATCH_ARTICLES = 512
BATCH_CHARACTERS = 2_000_000
IDLE = 60  # seconds after which a process that has nothing to do ends
WATCH = 1.0  # seconds from one look at the parent to the next
AHEAD = 3  # batches for each process: one at work, and others waiting so that it need not


def in_batches(
    work: Callable[[list[str]], list[Result]], texts: Iterable[str], *, jobs: int
) -> Iterator[Result]:
    """Yield what `work` makes of each text, batch by batch; `jobs` processes share them."""
    tasks = ((None, partial(work, batch)) for batch in slices(texts, len))
    for _, results in in_order(tasks, jobs=jobs):
        yield from results


def slices(items: Iterable[Item], size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Cut a stream into batches of some hundred items, fewer where they are long.

    What came before a fault in the stream is handed out before the fault.
    """
    batch: list[Item] = []
    total = 0
    try:
        for item in items:
            batch.append(item)
            total += size(item)
            if len(batch) == BATCH_ARTICLES or total >= BATCH_CHARACTERS:
                yield batch
                batch, total = [], 0
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def in_order(
    tasks: Iterable[tuple[Beside, Callable[[], Result]]], *, jobs: int
) -> Iterator[tuple[Beside, Result]]:
    """Yield the result of every task, in order, with what stands beside the task.

    `jobs` processes share the tasks, which are pickled for them; what stands beside stays here.
    Few are read ahead, so that a slow reader of the results does not fill the memory.
    """
    if jobs == 1:
        for beside, task in tasks:
            yield beside, task()
        return
    executor = _processes(jobs)
    waiting: deque[tuple[Beside, Any]] = deque()
    try:
        for beside, task in tasks:
            waiting.append((beside, executor.submit(task)))
            if len(waiting) == AHEAD * jobs:
                beside, result = waiting.popleft()
                yield beside, result.result()
        while waiting:
            beside, result = waiting.popleft()
            yield beside, result.result()
    except BaseException:
        for _, result in waiting:
            result.cancel()
        _processes.cache_clear()
        raise


@lru_cache(maxsize=1)
def _processes(jobs: int) -> Any:
    """Return processes that stay for the next stream, with what they have loaded.

    They are not those of `joblib.Parallel`, which would hand over every result as soon as it is
    there, however slowly they are taken.
    """
    from joblib.externals.loky import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, timeout=IDLE, initializer=_watch, initargs=(os.getpid(),))


def _watch(parent: int) -> None:
    """Have this process end when its parent is killed: it would wait for ever to hand results over.

    Each of them holds both ends of the pipes, so that none sees one close.
    """
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        sleep(WATCH)
    os._exit(1)


atexit.register(_processes.cache_clear)  # while everything that they need to end is still there
