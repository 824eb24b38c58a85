"""A text in runs of lines: nothing lost, long runs of residue folded."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Detector
from detector.lines.cleaned import Line
from detector.pages.highlights import Highlight
from detector.pages.passages import Run, named, runs, strongest
from tests.cli.plain import lines
from tests.cli.samples import GOOD


def lines_of(text: str) -> list[Line]:
    return lines(cast(Detector, None), text)


def runs_of(text: str) -> list[Run]:
    return list(runs(text, [], lines_of(text)))


def outline(text: str) -> list[tuple[bool, int, int]]:
    """Return of each run whether it is residue, and how many rows are shown and folded."""
    return [(run.residue, len(run.shown), len(run.folded)) for run in runs_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(False, 1, 0)]),
        (" \n", [(False, 1, 0)]),
        (GOOD, [(False, 1, 0)]),
        ("Home", [(True, 1, 0)]),
        ("\n\nHome\n\n", [(True, 1, 0)]),
        (f"Home\n\n{GOOD}", [(True, 1, 0), (False, 1, 0)]),
        (f"{GOOD}\nShare\n{GOOD}\n{GOOD}", [(False, 1, 0), (True, 1, 0), (False, 2, 0)]),
        ("Home\n" * 7 + GOOD, [(True, 7, 0), (False, 1, 0)]),
        ("Home\n" * 8 + GOOD, [(True, 5, 3), (False, 1, 0)]),
        ("Home\n\n" * 300, [(True, 5, 295)]),
        (f"{GOOD}\n" * 300, [(False, 1, 0)]),
    ],
)
def test_runs(text: str, expected: list[tuple[bool, int, int]]) -> None:
    assert outline(text) == expected


@given(
    st.lists(st.sampled_from(["Home", "Share this", GOOD, "", "  ", "\t Menu \r"])).map("\n".join),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 80))),
)
def test_every_character_once_and_lines_whole(text: str, spans: list[tuple[int, int]]) -> None:
    marked = [
        Highlight(start=start, end=min(start + size, len(text)), trait="one")
        for start, size in spans
        if start < len(text)
    ]
    found = list(runs(text, marked, lines_of(text)))
    rows = [row for run in found for row in run.rows]
    pieces = [(each.start, each.end) for row in rows for each in row.segments]
    assert "".join(text[start:end] for start, end in pieces) == text
    for row in rows:
        if row.line is not None:
            said = "".join(text[each.start : each.end] for each in row.said)
            assert said == text[row.line.start : row.line.end]


def test_what_is_folded_is_named() -> None:
    text = "Home\n" * 9 + "Share\n" * 2 + "Menu\n"
    (run,) = runs_of(text)
    assert run.fold == "4 more lines of navigation, 2 of share, 1 of another kind"
    assert named(lines_of("Share\n")) == "1 line of share"


def test_the_strongest_stand_in_the_order_of_the_text() -> None:
    found = strongest(lines_of("Home\n" * 9 + GOOD))
    assert [each.start for each in found] == [0, 5, 10, 15, 20]
    assert strongest(lines_of(GOOD)) == []


def test_every_kind_has_its_turn_among_the_strongest() -> None:
    found = strongest(lines_of("Home\n" * 9 + GOOD + "\nShare\nLeave\nMenu\n"))
    assert [str(each.kind) for each in found] == ["navigation"] * 2 + ["share", "comments", "other"]
