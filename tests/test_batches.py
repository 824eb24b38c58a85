"""Batches of a stream: cut by number and size, worked on in order, few of them held."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

import pytest

from detector.batches import AHEAD, BATCH_ARTICLES, BATCH_CHARACTERS, in_batches, in_order, slices


@pytest.mark.parametrize("count", [0, 1, BATCH_ARTICLES, BATCH_ARTICLES + 1, 1000])
def test_slices_lose_nothing(count: int) -> None:
    batches = list(slices(range(count), lambda _: 1))
    assert [each for batch in batches for each in batch] == list(range(count))
    assert all(1 <= len(batch) <= BATCH_ARTICLES for batch in batches)


def test_long_articles_make_short_batches() -> None:
    sizes = [BATCH_CHARACTERS // 2, BATCH_CHARACTERS // 2, 5, BATCH_CHARACTERS, 5]
    assert list(map(len, slices(sizes, int))) == [2, 2, 1]


def test_what_came_before_a_fault_is_handed_out() -> None:
    def broken() -> Iterator[int]:
        yield from range(3)
        raise ZeroDivisionError

    found = slices(broken(), int)
    assert next(found) == [0, 1, 2]
    with pytest.raises(ZeroDivisionError):
        next(found)


@pytest.mark.parametrize("jobs", [1, 2])
def test_in_order_with_what_stands_beside(jobs: int) -> None:
    tasks = ((number, partial(pow, number, 2)) for number in range(50))
    assert list(in_order(tasks, jobs=jobs)) == [(number, number**2) for number in range(50)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_little_is_read_ahead(jobs: int) -> None:
    read = []

    def tasks() -> Iterator[tuple[int, partial[int]]]:
        for number in range(1000):
            read.append(number)
            yield number, partial(abs, number)

    assert len(list(islice(in_order(tasks(), jobs=jobs), 5))) == 5
    assert len(read) <= 5 + AHEAD * jobs


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_comes_through_and_the_next_stream_works(jobs: int) -> None:
    tasks = [(0, partial(int, "1")), (1, partial(int, "one"))]
    with pytest.raises(ValueError, match="one"):
        list(in_order(tasks, jobs=jobs))
    assert list(in_batches(_lengths, ["a", "bc"], jobs=jobs)) == [1, 2]


def _lengths(texts: list[str]) -> list[int]:
    return [len(text) for text in texts]
