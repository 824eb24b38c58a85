"""Has work done on articles away from the event loop, which must stay free to listen."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

from detector import Detector

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Scoring:
    """Runs functions of a detector, one after the other."""

    def __init__(self, detector: Detector) -> None:
        self.detector = detector
        self._thread = ThreadPoolExecutor(1, "scoring")

    async def run(
        self,
        function: Callable[Concatenate[Detector, Given], Result],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Result:
        """Return what `function(detector, *given, **named)` returns, or raise what it raises."""
        loop = asyncio.get_running_loop()
        work: Callable[[], Any] = lambda: function(self.detector, *given, **named)  # noqa: E731
        result: Result = await loop.run_in_executor(self._thread, work)
        return result

    def close(self) -> None:
        """Finish what was begun, and stop."""
        self._thread.shutdown()
