"""Processes that work for the service: each is sent a task at a time, and sends back the result.

They are asked through pipes, by the event loop itself. A pool of the standard library would ask
through threads, each of which waits for its turn of the interpreter: 5 ms, and several a batch.
A worker ends when its pipe is closed, so none outlives a service that was killed.
"""

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from detector.errors import DetectorError

SIZE = 8  # bytes that tell how many follow
AT_ONCE = 1 << 24  # bytes that are read ahead
WORKER = "detector.serve.workers"


class WorkerEndedError(DetectorError):
    """A worker was killed while it worked."""

    def __init__(self) -> None:
        super().__init__("the process that worked on this was ended: send it again, or less of it")


class Worker:
    """One process; it is begun when there is something to do, and again if it was killed."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def done(self, task: Callable[[], Any]) -> Any:
        """Return what a picklable task returns, or raise what it raises; one at a time."""
        sent = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        process = self._process
        if process is None or process.returncode is not None:
            process = await self._begun()
        try:
            is_well, result = await _asked(process, sent)
        except (OSError, EOFError, RuntimeError):  # the last is uvloop's, of a pipe that is closed
            await self.stop(kill=True)
            raise WorkerEndedError from None
        if not is_well:
            raise result
        return result

    async def stop(self, *, kill: bool = False) -> None:
        """End the process; without `kill` when it has done what it does."""
        process, self._process = self._process, None
        if process is None:
            return
        if kill and process.returncode is None:
            process.kill()
        assert process.stdin
        process.stdin.close()
        await process.wait()

    async def _begun(self) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            WORKER,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=AT_ONCE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        return self._process


async def _asked(process: asyncio.subprocess.Process, task: bytes) -> tuple[bool, Any]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(len(task).to_bytes(SIZE))
    process.stdin.write(task)
    await process.stdin.drain()
    size = int.from_bytes(await process.stdout.readexactly(SIZE))
    answer: tuple[bool, Any] = pickle.loads(await process.stdout.readexactly(size))
    return answer


def main() -> None:
    """Do what is sent until the pipe is closed; a signal is for the service, which then does so."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
        _work(sys.stdin.buffer, answers)


def _work(tasks: BinaryIO, answers: BinaryIO) -> None:
    while size := tasks.read(SIZE):
        task = tasks.read(int.from_bytes(size))
        try:
            result = True, pickle.loads(task)()
        except Exception as fault:
            result = False, _portable(fault)
        sent = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
        answers.write(len(sent).to_bytes(SIZE))
        answers.write(sent)
        answers.flush()


def _portable(fault: Exception) -> Exception:
    """Return a fault that survives the way back."""
    try:
        pickle.loads(pickle.dumps(fault))
    except Exception:
        kind = DetectorError if isinstance(fault, DetectorError) else RuntimeError
        return kind(str(fault))
    return fault


if __name__ == "__main__":
    main()
