"""Records stay beside their verdicts, in order, few of them held at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, cast

import pytest

from detector import Detector
from detector.article import Article
from detector.cli.judging import judged
from detector.formats import Place, Record

BATCH = 10


class StandIn:
    """A detector whose verdict on an article is its text, and which may lose the last ones."""

    def __init__(self, lost: int = 0) -> None:
        self.read = 0
        self._lost = lost

    def score_many(self, articles: Iterable[Article], *, jobs: int) -> Iterator[str]:
        source = iter(articles)
        while batch := list(islice(source, BATCH)):
            self.read += len(batch)
            yield from [article.text for article in batch][: jobs * BATCH - self._lost]


def records(count: int) -> Iterator[Record]:
    for number in range(count):
        place = Place(path="news.jsonl", line=number + 1)
        yield Record(article=Article(text=str(number)), place=place, fields={})


def pairs(stand_in: StandIn, count: int) -> Iterator[tuple[Record, Any]]:
    results = judged(cast(Detector, stand_in), records(count), jobs=1)
    return ((record, verdict) for record, verdict, _ in results)


@pytest.mark.parametrize("count", [0, 1, BATCH - 1, BATCH, BATCH + 1, 10 * BATCH])
def test_in_order_and_none_lost(count: int) -> None:
    found = list(pairs(StandIn(), count))
    assert [verdict for _, verdict in found] == [str(number) for number in range(count)]
    assert all(record.article.text == verdict for record, verdict in found)


def test_reads_no_further_than_the_detector() -> None:
    stand_in = StandIn()
    list(islice(pairs(stand_in, 10 * BATCH), 3))
    assert stand_in.read == BATCH


def test_a_missing_result_is_noticed() -> None:
    with pytest.raises(RuntimeError, match="2 articles came back without a result"):
        list(pairs(StandIn(lost=2), BATCH))
