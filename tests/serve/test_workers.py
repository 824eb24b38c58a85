"""Processes that work for the service, and what becomes of those that are killed."""

import asyncio
import os
import signal
from collections.abc import Callable
from functools import partial

import pytest

from detector.errors import ModelError
from detector.serve.workers import Worker, WorkerEndedError

Task = Callable[[], object]


class TwoArgumentsError(Exception):
    """What cannot be made again from its message."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")


def _fail(fault: type[Exception], *said: str) -> None:
    raise fault(*said)


async def _each(*tasks: Task) -> list[object]:
    """Have tasks done by one worker, one after the other; a fault stands where it was raised."""
    worker = Worker()
    try:
        return [await _outcome(worker, task) for task in tasks]
    finally:
        await worker.stop()


async def _outcome(worker: Worker, task: Task) -> object:
    try:
        return await worker.done(task)
    except Exception as fault:
        return fault


def test_results_and_faults_come_back() -> None:
    large = "x" * 5_000_000
    first, second, third, fourth, fifth = asyncio.run(
        _each(
            partial(os.getpid),
            partial(len, large),
            partial(_fail, ModelError, "no model"),
            partial(_fail, TwoArgumentsError, "one", "other"),
            partial(os.getpid),
        )
    )
    assert first == fifth != os.getpid()
    assert second == len(large)
    assert isinstance(third, ModelError)
    assert str(third) == "no model"
    assert str(fourth) == "one and other"


def test_what_a_task_prints_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert asyncio.run(_each(partial(print, "hello", flush=True))) == [None]
    assert "hello" in capfd.readouterr().err


def test_a_worker_that_was_killed_is_begun_again() -> None:
    async def killed() -> tuple[object, object]:
        worker = Worker()
        before = await _outcome(worker, partial(os._exit, 9))
        after = await _outcome(worker, partial(os.getpid))
        os.kill(int(str(after)), signal.SIGKILL)  # while nothing is asked of it
        await asyncio.sleep(0.2)
        assert isinstance(await _outcome(worker, partial(os.getpid)), int)
        await worker.stop()
        return before, after

    before, after = asyncio.run(killed())
    assert isinstance(before, WorkerEndedError)
    assert isinstance(after, int)
