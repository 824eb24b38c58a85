"""Keep each record beside its verdict while the detector works on batches of them."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detector import Detector
    from detector.article import Article
    from detector.formats import Record
    from detector.verdict import Verdict


def judged(
    detector: "Detector", records: "Iterable[Record]", *, jobs: int
) -> "Iterator[tuple[Record, Verdict]]":
    """Yield every record with its verdict, in order.

    The detector reads ahead by some batches, and only the records of these are held.
    """
    waiting: deque[Record] = deque()

    def articles() -> "Iterator[Article]":
        for record in records:
            waiting.append(record)
            yield record.article

    for verdict in detector.score_many(articles(), jobs=jobs):
        yield waiting.popleft(), verdict
    if waiting:
        raise RuntimeError(f"{len(waiting)} articles came back without a verdict")
