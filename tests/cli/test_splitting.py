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
    split = Split(unsure=unsure, tally=Tally())
    split.add(Counter({(label, None): 3}))
    assert (label not in split.labels_rejected) is kept
    assert (split.counts()["kept"], split.counts()["rejected"]) == (3 * kept, 3 * (not kept))


def test_rejected_by_kind_sums_to_the_rejected() -> None:
    split = Split(unsure=Unsure.REJECT, tally=Tally())
    outcomes = (Label.LOW, Kind.SPAM), (Label.LOW, None), (Label.UNSURE, None)
    split.add(Counter(outcomes))
    counts = split.counts()
    assert counts["rejected_by_kind"] == {"low": 1, "spam": 1, "unsure": 1}
    assert counts["rejected"] == 3


def test_counts_that_do_not_add_up_are_noticed() -> None:
    split = Split(unsure=Unsure.KEEP, tally=Tally(judged=1))
    with pytest.raises(RuntimeError, match="do not add up"):
        split.counts()
