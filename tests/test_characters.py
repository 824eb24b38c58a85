"""The stored classes of characters are Unicode's."""

import numpy as np

from detector import characters

ADVICE = "run `make tables`, or `python -m training tables`"


def test_they_are_those_that_this_python_knows() -> None:
    """Characters that a newer Unicode adds stay unknown until the table is stored again."""
    stored, fresh = np.load(characters.STORED), characters.one_by_one()
    known = stored[0] != characters.OTHER
    assert np.array_equal(stored[:, known], fresh[:, known]), ADVICE


def test_the_table_covers_all_of_them() -> None:
    classes, folds = characters.tables()
    assert classes[ord("a")] == characters.LOWER
    assert classes[ord("’")] == characters.PUNCTUATION
    assert (classes[0x4E00], classes[0x3000]) == (characters.IDEOGRAPH, characters.SPACE)
    assert [chr(folds[ord(each)]) for each in "A’É一"] == ["a", "'", "é", "一"]
