"""Labels that are doubted, by the rule alone."""

import numpy as np
import pytest

from training.review.mistakes import doubted

SURE = [0.95, 0.9, 0.97, 0.04, 0.1, 0.02]
GOOD = [True, True, True, False, False, False]


def test_nothing_is_doubted_where_all_agree() -> None:
    assert (
        doubted(np.array(SURE), GOOD)
        == [
            # Each label has some that are as sure as the mean of the other: none here.
        ]
    )


@pytest.mark.parametrize(("row", "quality"), [(1, 0.01), (4, 0.99)])
def test_a_label_that_all_others_contradict(row: int, quality: float) -> None:
    said = np.array(SURE)
    said[row] = quality
    assert [found for found, _ in doubted(said, GOOD)] == [row]


def test_what_is_merely_uncertain_is_not_doubted() -> None:
    said = np.array([*SURE, 0.45, 0.55])
    assert doubted(said, [*GOOD, True, False]) == []


def test_the_likeliest_come_first() -> None:
    said = np.array([*SURE, 0.03, 0.01])
    assert [row for row, _ in doubted(said, [*GOOD, True, True])] == [7, 6]
