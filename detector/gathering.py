"""Work on texts in a thread, all those together that came while it was busy.

A batch of ten articles takes hardly longer than one: what is done once a batch outweighs what is
done once an article. So whoever gets articles one by one, and may not wait, gathers them.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Result = TypeVar("Result")

THREAD = ThreadPoolExecutor(1, "detector")  # several would wait for one another, and take longer


class Gathering(Generic[Result]):
    """Hands texts to `work`, which makes a result of each, in the one thread of this process."""

    def __init__(self, work: Callable[[list[str]], list[Result]]) -> None:
        self._work = work
        self._waiting: deque[tuple[str, Future[Result]]] = deque()

    def submit(self, text: str) -> Future[Result]:
        """Return at once; the future gets the result, or what `work` raised for its batch."""
        promised: Future[Result] = Future()
        self._waiting.append((text, promised))
        THREAD.submit(self._finish_waiting)
        return promised

    def _finish_waiting(self) -> None:
        """Work on all that wait: often none, since an earlier call has taken them."""
        taken = [self._waiting.popleft() for _ in range(len(self._waiting))]
        batch = [each for each in taken if each[1].set_running_or_notify_cancel()]
        try:
            results = self._work([text for text, _ in batch])
        except Exception as fault:
            for _, promised in batch:
                promised.set_exception(fault)
        else:
            for (_, promised), result in zip(batch, results, strict=True):
                promised.set_result(result)
