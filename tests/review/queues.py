"""Queues to label."""

from collections.abc import Iterator
from typing import Any

from detector.review.values import Queued


def queue(count: int, **fields: Any) -> Iterator[Queued]:
    """Yield so many articles, of qualities from 0 to 1."""
    for number in range(count):
        quality = number / max(count - 1, 1)
        label = "good" if quality > 0.5 else "low"
        named = {"text": f"article {number}", "id": f"a{number}", "label": label, **fields}
        yield Queued(quality=quality, **named)
