"""Texts that come while the thread is busy are worked on together, and each gets its own result."""

import threading
from concurrent.futures import wait

import pytest

from detector.gathering import Gathering


class Work:
    """Turns texts round, once it is let go on."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, texts: list[str]) -> list[str]:
        if not texts:
            return []
        self.batches.append(texts)
        self.begun.set()
        assert self.go_on.wait(10)
        if "fault" in texts:
            raise ValueError("fault")
        return [text[::-1] for text in texts]


def test_what_came_while_the_thread_was_busy_is_one_batch() -> None:
    work = Work()
    gathering = Gathering(work)
    first = gathering.submit("ab")
    assert work.begun.wait(10)
    others = [gathering.submit(text) for text in ("cd", "ef", "gh")]
    assert not first.done()
    work.go_on.set()
    assert [each.result(10) for each in (first, *others)] == ["ba", "dc", "fe", "hg"]
    assert work.batches == [["ab"], ["cd", "ef", "gh"]]


def test_a_fault_is_told_to_its_batch_and_no_further() -> None:
    work = Work()
    gathering = Gathering(work)
    first = gathering.submit("ab")
    assert work.begun.wait(10)
    others = [gathering.submit(text) for text in ("fault", "cd")]
    work.go_on.set()
    wait([first, *others], 10)
    for each in others:
        with pytest.raises(ValueError, match="fault"):
            each.result(10)
    assert gathering.submit("ef").result(10) == "fe"
    assert first.result(10) == "ba"


def test_nobody_works_on_what_was_given_up() -> None:
    work = Work()
    gathering = Gathering(work)
    first = gathering.submit("ab")
    assert work.begun.wait(10)
    given_up, other = gathering.submit("cd"), gathering.submit("ef")
    assert given_up.cancel()
    work.go_on.set()
    assert (first.result(10), other.result(10)) == ("ba", "fe")
    assert work.batches == [["ab"], ["ef"]]


def test_many_threads_may_hand_texts_over() -> None:
    gathering = Gathering(lambda texts: [text[::-1] for text in texts])
    results: dict[str, str] = {}

    def hand_over(start: int) -> None:
        texts = [f"{number:04}" for number in range(start, start + 200)]
        promised = [gathering.submit(text) for text in texts]
        results.update(zip(texts, (each.result(10) for each in promised), strict=True))

    threads = [threading.Thread(target=hand_over, args=(1000 * place,)) for place in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(results) == 800
    assert all(result == text[::-1] for text, result in results.items())
