"""What is kept, and the counts that must add up."""

from collections import Counter

import pytest

from detector.cli.options import Unsure
from detector.cli.splitting import Split
from detector.cli.tally import Tally
from detector.verdict import Kind, Label


@pytest.mark.parametrize(
    ("label", "unsure", "kept"),
    [
        (Label.GOOD, Unsure.KEEP, True),
        (Label.GOOD, Unsure.REJECT, True),
        (Label.LOW, Unsure.KEEP, False),
        (Label.LOW, Unsure.REJECT, False),
        (Label.UNSURE, Unsure.KEEP, True),
        (Label.UNSURE, Unsure.REJECT, False),
    ],
)
def test_what_is_kept(label: Label, unsure: Unsure, kept: bool) -> None:
    split = Split(unsure=unsure, tally=Tally(read=3))
    split.add(Counter({(label, None): 3}))
    assert (label not in split.labels_rejected) is kept
    assert (split.counts()["kept"], split.counts()["rejected"]) == (3 * kept, 3 * (not kept))


def test_rejected_by_kind_sums_to_the_rejected() -> None:
    split = Split(unsure=Unsure.REJECT, tally=Tally(read=3))
    outcomes = (Label.LOW, Kind.SPAM), (Label.LOW, None), (Label.UNSURE, None)
    split.add(Counter(outcomes))
    counts = split.counts()
    assert counts["rejected_by_kind"] == {"low": 1, "spam": 1, "unsure": 1}
    assert counts["rejected"] == 3


@pytest.mark.parametrize("written", [{}, {True: 2}, {True: 2, False: 1}, {False: 1}])
def test_counts_that_add_up(written: dict[bool, int]) -> None:
    split = one_of_each()
    split.add_written(written)
    split.check()


@pytest.mark.parametrize("read", [3, 5])
def test_what_went_in_must_come_out_once(read: int) -> None:
    split = one_of_each()
    split.tally.read = read
    with pytest.raises(RuntimeError, match="do not add up"):
        split.counts()


@pytest.mark.parametrize("written", [{True: 1}, {True: 3}, {False: 0}, {True: 2, False: 2}])
def test_what_is_kept_must_be_written_once(written: dict[bool, int]) -> None:
    split = one_of_each()
    split.add_written(written)
    with pytest.raises(RuntimeError, match="do not add up"):
        split.check()


def test_every_record_of_a_score_must_come_out() -> None:
    Tally(read=3, judged=2, unreadable=1).check()
    with pytest.raises(RuntimeError, match="do not add up"):
        Tally(read=3, judged=2).check()


def one_of_each() -> Split:
    split = Split(unsure=Unsure.KEEP, tally=Tally(read=4, unreadable=1))
    split.add(Counter([(Label.GOOD, None), (Label.LOW, Kind.SPAM), (Label.UNSURE, None)]))
    return split
