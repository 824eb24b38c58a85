"""Reading ahead and writing behind: in order, bounded, and every fault comes through."""

import io
import threading
import time
from collections.abc import Generator
from typing import Any, cast

import pytest

from detector.formats.threads import ENOUGH, MOST_AHEAD, ahead, behind


def numbers(count: int, seen: list[int], fault: Exception | None = None) -> Generator[int]:
    try:
        for number in range(count):
            seen.append(number)
            yield number
        if fault:
            raise fault
    finally:
        seen.append(-1)


@pytest.mark.parametrize("count", [0, 1, MOST_AHEAD, 100])
def test_in_order_and_none_lost(count: int) -> None:
    assert list(ahead(numbers(count, []))) == list(range(count))


def test_a_fault_comes_after_what_was_before_it() -> None:
    found = []
    with pytest.raises(ZeroDivisionError):
        for number in ahead(numbers(5, [], ZeroDivisionError())):
            found.append(number)
    assert found == list(range(5))


def test_no_further_ahead_than_it_may_be_and_closed_at_the_end() -> None:
    seen: list[int] = []
    items = ahead(numbers(1000, seen))
    assert next(items) == 0
    time.sleep(0.05)
    assert len(seen) <= MOST_AHEAD + 2
    cast(Any, items).close()
    deadline = time.monotonic() + 10
    while -1 not in seen and time.monotonic() < deadline:
        time.sleep(0.01)
    assert seen[-1] == -1
    assert len(seen) <= 2 * MOST_AHEAD + 4


def test_a_reader_that_waits_for_ever_does_not_hold_the_end() -> None:
    never = threading.Event()

    def waiting() -> Generator[int]:
        yield 1
        never.wait()

    items = ahead(waiting())
    assert next(items) == 1
    cast(Any, items).close()
    never.set()


class Slow(io.RawIOBase):
    """Takes a few bytes at a time, and only so many in all."""

    def __init__(self, room: int = 1 << 30) -> None:
        self.taken = b""
        self._room = room

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if len(self.taken) >= self._room:
            raise BrokenPipeError
        part = bytes(data[:100_000])
        self.taken += part
        return len(part)


def test_all_is_written_when_the_block_ends() -> None:
    stream = Slow()
    pieces = [bytes([number]) * 40_000 for number in range(50)]
    with behind(cast(Any, stream)) as writer:
        for piece in pieces:
            assert writer.write(piece) == len(piece)
    assert stream.taken == b"".join(pieces)


def test_a_closed_pipe_is_noticed_while_there_is_more_to_write() -> None:
    with pytest.raises(BrokenPipeError), behind(cast(Any, Slow(room=1))) as writer:
        while True:
            writer.write(b"a" * ENOUGH)


def test_a_closed_pipe_is_noticed_at_the_end() -> None:
    with pytest.raises(BrokenPipeError), behind(cast(Any, Slow(room=0))) as writer:
        writer.write(b"a")


def test_what_is_thrown_away_is_not_written() -> None:
    stream = Slow()
    with pytest.raises(KeyError), behind(cast(Any, stream)) as writer:
        writer.write(b"a")
        raise KeyError
    assert stream.taken == b""


def test_a_turn_comes_after_what_was_written_before_it() -> None:
    stream = Slow()
    with behind(cast(Any, stream)) as writer:
        writer.write(b"abc")
        turn = cast(Any, writer).then(lambda under: len(under.taken))
        writer.write(b"def")
        assert turn.result() == 3
    assert stream.taken == b"abcdef"


def test_a_turn_that_fails_ends_the_writing() -> None:
    with pytest.raises(ZeroDivisionError), behind(cast(Any, Slow())) as writer:
        turn = cast(Any, writer).then(lambda _: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            turn.result()
        writer.write(b"a")


def test_nobody_waits_for_a_turn_that_will_not_come() -> None:
    turns = []
    with pytest.raises(KeyError), behind(cast(Any, Slow(room=0))) as writer:
        writer.write(b"a")
        turns.append(cast(Any, writer).then(len))
        raise KeyError
    with pytest.raises(BrokenPipeError):
        turns[0].result()
