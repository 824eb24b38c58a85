"""Runs a command of this package beside the service, which goes on answering meanwhile.

What learns takes seconds to minutes and all of a core, and loads what the service can do without.
A process of its own can be stopped, and takes its memory with it.
"""

import asyncio
import os
import sys
from collections import deque
from collections.abc import Sequence

from detector.printable import printable

KEPT = 200  # lines of what it said
LONGEST = 1 << 20  # bytes of a line


class Errand:
    """One command, of which at most one process runs at a time."""

    def __init__(self) -> None:
        self.said: deque[str] = deque(maxlen=KEPT)
        self.code: int | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._following: asyncio.Task[None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether it has been begun and has not ended."""
        return self._following is not None and not self._following.done()

    @property
    def has_failed(self) -> bool:
        """Whether its last run ended badly; what it said last is then why."""
        return not self.is_running and self.code not in (None, 0)

    async def begin(self, arguments: Sequence[str]) -> bool:
        """Begin `detector ARGUMENTS`; False if it runs already."""
        if self.is_running:
            return False
        self.said.clear()
        self.code = None
        self._following = asyncio.create_task(self._follow(arguments))
        return True

    async def stop(self) -> None:
        """End it, if it runs."""
        if self._process and self._process.returncode is None:
            self._process.terminate()
        if self._following:
            await self._following

    async def _follow(self, arguments: Sequence[str]) -> None:
        """Run it, and keep what it says on standard error."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "detector",
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            limit=LONGEST,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self._process.stderr
        async for line in self._process.stderr:
            self.said.append(printable(line.decode("utf-8", "replace").strip()))
        self.code = await self._process.wait()
