"""Cutting a text where any of many overlapping highlights begins or ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.pages.highlights import Highlight, segments

LENGTH = 30
SPANS = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).filter(lambda s: s[0] < s[1])
MARKED = st.lists(
    st.builds(
        lambda span, trait: Highlight(start=span[0], end=span[1], trait=trait),
        SPANS,
        st.sampled_from(["one", "two", None]),
    )
)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [(0, 9, "")]),
        ([("a", 0, 9)], [(0, 9, "a")]),
        ([("a", 2, 4)], [(0, 2, ""), (2, 4, "a"), (4, 9, "")]),
        ([("a", 0, 6), ("b", 4, 9)], [(0, 4, "a"), (4, 6, "ab"), (6, 9, "b")]),
        ([("b", 3, 5), ("a", 0, 9)], [(0, 3, "a"), (3, 5, "ab"), (5, 9, "a")]),
        ([("a", 0, 3), ("b", 3, 9)], [(0, 3, "a"), (3, 9, "b")]),
    ],
)
def test_overlaps(spans: list[tuple[str, int, int]], expected: list[tuple[int, int, str]]) -> None:
    marked = [Highlight(trait=trait, start=start, end=end) for trait, start, end in spans]
    cut = [
        (each.start, each.end, "".join(trait.trait or "" for trait in each.traits))
        for each in segments(9, marked)
    ]
    assert cut == expected


def test_an_empty_text_has_no_segments() -> None:
    assert list(segments(0, [])) == []


@given(MARKED)
def test_every_character_once_and_under_what_covers_it(marked: list[Highlight]) -> None:
    cut = list(segments(LENGTH, marked))
    assert [place for each in cut for place in range(each.start, each.end)] == list(range(LENGTH))
    for segment in cut:
        covering = [each for each in marked if each.start <= segment.start < each.end]
        assert sorted(map(id, covering)) == sorted(map(id, segment.traits + segment.words))
        assert all(each.end >= segment.end for each in covering)
