"""What a store promises: nobody gets what another has, and nothing that was said is lost."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from detector.errors import DetectorError
from detector.review import asking
from detector.review.store import Store
from detector.review.values import Queued, Rank, Reason, ReviewLabel

from .queues import queue

GOOD, SPAM = ReviewLabel.GOOD, ReviewLabel.SPAM


def _ask(store: Store, person: str) -> int:
    question = store.next(person)
    assert question
    return question.number


def test_a_text_is_there_once(store: Store) -> None:
    assert store.add([*queue(3), *queue(3)]) == (3, 3, 0)
    assert store.add(queue(4)) == (1, 3, 0)


def test_what_is_nearly_the_same_is_asked_once(store: Store) -> None:
    twins = queue(2, twin="article 0")
    first, second = twins
    assert store.add([first, second]) == (2, 0, 1)
    number = _ask(store, "ada")
    store.answer("ada", number, GOOD)
    assert store.next("ada") is None
    assert store.progress().left == 0


def test_any_text_can_be_stored(store: Store) -> None:
    text = "a\x00b\ud800c \U0001f600 \u202e"
    store.add([Queued(text=text, title=text, quality=0.5, label="low")])
    question = store.next("ada")
    assert question
    assert question.text == "a\ufffdb\ufffdc \U0001f600 \u202e"
    assert store.add([Queued(text=text, quality=0.5, label="low")]).known == 1


def test_nobody_gets_what_another_has(store: Store) -> None:
    store.add(queue(10))
    asked = [_ask(store, person) for person in ("ada", "bob", "cyd")]
    assert len(set(asked)) == 3
    assert [_ask(store, person) for person in ("ada", "bob", "cyd")] == asked


def test_what_somebody_left_is_asked_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(queue(1))
    assert store.next("ada")
    assert store.next("bob") is None
    later = time.time() + asking.LEASE + 1
    monkeypatch.setattr("detector.review.asking.time.time", lambda: later)
    assert store.next("bob")


def test_skipped_is_left_to_others(store: Store) -> None:
    store.add(queue(1))
    number = _ask(store, "ada")
    store.answer("ada", number, None)
    assert store.next("ada") is None
    assert _ask(store, "bob") == number
    assert store.progress().skipped == 1
    assert list(store.labels()) == []


def test_the_last_answer_is_taken_back(store: Store) -> None:
    store.add(queue(5))
    first = _ask(store, "ada")
    store.answer("ada", first, GOOD, 2.0)
    second = _ask(store, "ada")
    store.answer("ada", second, None)
    for number in (second, first):
        back = store.undo("ada")
        assert back
        assert back.number == number
        assert _ask(store, "ada") == number
    assert store.undo("ada") is None
    assert store.progress().labels == {}


def test_whom_nobody_asked_can_still_answer(store: Store) -> None:
    store.add(queue(2))
    store.answer("ada", 1, GOOD)
    store.answer("ada", 1, SPAM)
    assert [(each.number, each.label) for each in store.labels()] == [(1, SPAM)]
    with pytest.raises(DetectorError, match="no article 77"):
        store.answer("ada", 77, GOOD)


def test_a_tie_is_no_label(store: Store) -> None:
    store.add(queue(2))
    for person, label in (("ada", GOOD), ("bob", SPAM)):
        store.answer(person, 1, label)
        store.answer(person, 2, SPAM)
    assert [(each.number, each.label) for each in store.labels()] == [(2, SPAM)]
    store.answer("cyd", 1, GOOD)
    found = next(store.labels())
    assert (found.label, found.people) == (GOOD, ("ada", "bob", "cyd"))


def test_the_random_tenth_is_asked_as_a_tenth(store: Store) -> None:
    store.add(queue(600))
    drawn = []
    for _ in range(100):
        question = store.next("ada")
        assert question
        drawn.append(question.reason == Reason.RANDOM)
        store.answer("ada", question.number, GOOD)
    assert sum(drawn) == 10
    assert sum(drawn[:20]) == 2
    assert store.progress().drawn == 10
    share = sum(each.drawn for each in store.labels()) / 100
    assert share == 0.1
    assert not {each.number for each in store.candidates(1000)} & {
        each.number for each in store.labels()
    }


def test_the_order_is_kept(store: Store) -> None:
    store.add(queue(50))
    numbers = [each.number for each in store.candidates(50)]
    store.put_order([Rank(number, Reason.UNLIKE) for number in numbers[:20]])
    store.put_order([Rank(numbers[30], Reason.DISAGREEING)])
    asked = []
    for _ in range(15):
        question = store.next("ada")
        assert question
        store.answer("ada", question.number, GOOD)
        if question.reason != Reason.RANDOM:
            asked.append((question.number, question.reason))
    expected = [(numbers[30], "disagreeing"), *((number, "unlike") for number in numbers)]
    assert asked == expected[: len(asked)]


def test_candidates_are_the_doubted_and_some_others(store: Store) -> None:
    store.add(queue(300))
    found = store.candidates(40)
    assert len(found) == 40
    assert sum(abs(each.quality - 0.5) < 0.05 for each in found) >= 18
    assert sum(abs(each.quality - 0.5) > 0.2 for each in found) >= 5


def test_likely_mistakes_are_asked_first(store: Store) -> None:
    store.add(queue(20))
    for _ in range(5):
        store.answer("ada", _ask(store, "ada"), GOOD)
    doubted = [each.number for each in store.labels()][1:3]
    store.again(doubted)
    for _ in doubted:
        question = store.next("ada")
        assert question
        assert question.number in doubted
        assert question.reason == "again"
        store.answer("ada", question.number, SPAM)
    assert _ask(store, "ada") not in doubted
    assert Counter(each.label for each in store.labels()) == {GOOD: 3, SPAM: 2}


def test_who_labelled_looks_again(store: Store) -> None:
    store.add(queue(20))
    store.answer("ada", 3, GOOD)
    store.again([3])
    shown = store.next("bob")
    assert shown
    assert shown.reason != "again"
    assert _ask(store, "ada") == 3


def test_some_are_asked_twice_for_agreement(store: Store) -> None:
    store.add(queue(200))
    for _ in range(60):
        store.answer("ada", _ask(store, "ada"), GOOD)
    assert store.progress().agreement is None
    reasons = set()
    for place in range(12):
        question = store.next("bob")
        assert question
        reasons.add(question.reason)
        store.answer("bob", question.number, SPAM if place % 2 else GOOD)
    assert "second" in reasons
    found = store.progress().agreement
    assert found
    assert 1 <= found.articles <= 12
    assert found.share < 1


def test_progress(store: Store) -> None:
    store.add(queue(10))
    for seconds in (4.0, 6.0, 5.0, 4000.0):
        store.answer("ada", _ask(store, "ada"), GOOD, seconds)
    found = store.progress()
    assert (found.labelled, found.left, found.labels, found.people) == (
        4, 6, {"good": 4}, {"ada": 4},
    )  # fmt: skip
    assert (found.seconds, found.goal, found.seconds_left) == (5.0, 200, 196 * 5.0)


def test_models_that_were_trained(store: Store) -> None:
    first = store.propose("a", "{}")
    second = store.propose("b", "{}")
    store.decide(first, kept=True, folder="c")
    assert [(each.number, each.folder, each.kept) for each in store.proposals()] == [
        (second, "b", None), (first, "c", True),
    ]  # fmt: skip


def _label_all(
    where: str, person: str, begin: Barrier, done: "multiprocessing.Queue[list[int]]"
) -> None:
    store = Store.open(where)
    mine = []
    begin.wait(60)
    while question := store.next(person):
        store.answer(person, question.number, GOOD)
        mine.append(question.number)
        time.sleep(0.003)  # as people do: whoever never pauses may keep a lock to himself
    done.put(mine)
    store.close()


def test_several_processes_at_once(
    store: Store, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detector.review.store.TENTH", 10**9)  # no second opinions
    store.add(queue(80))
    context = multiprocessing.get_context("spawn")
    done: multiprocessing.Queue[list[int]] = context.Queue()
    begin = context.Barrier(2)
    people = [
        context.Process(target=_label_all, args=(where, name, begin, done))
        for name in ("ada", "bob")
    ]
    for person in people:
        person.start()
    shares = [done.get(timeout=60) for _ in people]
    for person in people:
        person.join()
    assert sorted(number for share in shares for number in share) == list(range(1, 81))
    assert all(shares)
    assert len(list(store.labels())) == 80


LABEL_FOR_EVER = """
import sys
from detector.review.store import Store
from detector.review.values import ReviewLabel
store = Store.open(sys.argv[1])
while question := store.next("ada"):
    store.answer("ada", question.number, ReviewLabel.GOOD)
    print(question.number, flush=True)
"""


def test_a_killed_process_loses_no_answer(tmp_path: Path) -> None:
    where = str(tmp_path / "review.sqlite")
    store = Store.open(where, create=True)
    store.add(queue(5000))
    for _ in range(3):
        command = [sys.executable, "-c", LABEL_FOR_EVER, where]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            said = [int(process.stdout.readline()) for _ in range(20)]
            os.kill(process.pid, signal.SIGKILL)
            said += [int(line) for line in process.stdout.read().split()]
        kept = {each.number for each in store.labels()}
        assert set(said) <= kept
    store.close()
    assert sqlite3.connect(where).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_is_no_store(tmp_path: Path, where: str) -> None:
    with pytest.raises(DetectorError, match=r"there is no store|holds no queue|does not exist"):
        Store.open(where)
    file = tmp_path / "notes.txt"
    file.write_text("the port was closed " * 100)
    with pytest.raises(DetectorError, match=r"notes\.txt: file is not a database"):
        Store.open(str(file), create=True)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    with pytest.raises(DetectorError, match="holds something else"):
        Store.open(str(other), create=True)


@pytest.mark.parametrize("where", ["mysql://a/b", "nothing://", "://", "postgresql://[/"])
def test_what_is_no_address(where: str) -> None:
    with pytest.raises(DetectorError) as told:
        Store.open(where, create=True)
    assert "\n" not in str(told.value)


def test_a_password_is_not_told() -> None:
    with pytest.raises(DetectorError) as told:
        Store.open("postgresql://ada:secret@127.0.0.1:1/x", create=True)
    assert "secret" not in str(told.value)


def test_another_schema_is_refused(tmp_path: Path) -> None:
    where = tmp_path / "review.sqlite"
    Store.open(str(where), create=True).close()
    with sqlite3.connect(where) as connection:
        connection.execute("UPDATE facts SET value = '9' WHERE name = 'schema'")
    connection.close()
    with pytest.raises(DetectorError, match="of schema 9"):
        Store.open(str(where))
