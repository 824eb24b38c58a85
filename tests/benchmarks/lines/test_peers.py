"""What a peer returns is laid against the lines of the page that it got."""

import pytest

from benchmarks.lines.peers import matched, peers, places, web_page
from detector.lines.cleaned import Cleaned
from tests.benchmarks.lines.samples import cut
from training.lines.pages import Page
from training.lines.scoring import kept_lines


def page(*lines: str) -> Page:
    flags = (True,) * len(lines)
    return Page(source="made", host="", language="en", lines=lines, gold=flags, counted=flags)


@pytest.mark.parametrize(
    ("lines", "found", "expected"),
    [
        (["a", "b", "c"], ["a", "c"], [0, 2]),
        (["a", "b"], ["b", "a"], [1, 0]),
        (["a  b", "c"], [" a b ", "c"], [0, 1]),
        (["x", "a", "x", "b"], ["a", "x"], [1, 2]),
        (["x", "a", "x", "b"], ["x", "a", "x", "x"], [0, 1, 2, None]),
        (["a", "b"], ["a b"], [None]),
        (["a\x00b"], ["ab"], [0]),
        (["a"], [], []),
        ([], ["a"], [None]),
    ],
    ids=[
        "in order",
        "turned",
        "spaces",
        "second",
        "each once",
        "joined",
        "NUL",
        "none",
        "no lines",
    ],
)
def test_places(lines: list[str], found: list[str], expected: list[int | None]) -> None:
    assert places(lines, found) == expected


def test_paragraphs_that_are_not_good_take_their_lines_too() -> None:
    given = page("Share", "The harbour is closed.", "Share")
    found = ["Share", "The harbour is closed.", "Share"]
    assert matched(given, found, [False, True, True]).tolist() == [False, True, True]
    assert matched(given, found, [False] * 3).tolist() == [False] * 3


def test_a_blank_line_is_never_kept() -> None:
    assert matched(page("", "a"), ["", "a"], [True, True]).tolist() == [False, True]


def test_a_web_page_has_a_paragraph_for_each_line() -> None:
    assert "<p>a &lt; b &amp; c</p>\n<p>d</p>" in web_page(page("a < b & c\x00", "d"))


def test_a_peer_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("benchmarks.lines.peers.import_module", absent)
    assert peers() == ([], ["justext", "trafilatura"])


@pytest.mark.parametrize("name", ["jusText", "trafilatura"])
def test_a_peer_keeps_paragraphs_and_drops_a_menu(name: str) -> None:
    known = {method.name: method for method in peers()[0]}
    if name not in known:
        pytest.skip(f"{name} is not installed")
    prose = (
        "The harbour was closed on Monday, said the woman who has kept its books for years. " * 4
    )
    given, method = page("Home", prose, prose.lower(), prose.title()), known[name]
    kept = method.keep(given, method.run(method.prepare(given)))
    assert kept[1:3].all()
    assert not kept[0] or name == "trafilatura"


def _cleaned(*residue: tuple[str, str]) -> list[bool]:
    lines = ("Home", "", "The < b > harbour", "Share")
    text, start, found = "\n".join(lines), 0, []
    for piece, replacement in residue:
        start = text.index(piece, start)
        found.append(cut(text, start, start + len(piece), replacement))
    kept = kept_lines(lines, Cleaned(text="", residue=tuple(found), share=0.0))
    return [bool(each) for each in kept]


def test_lines_that_were_cut() -> None:
    assert _cleaned() == [True, False, True, True]
    assert _cleaned(("Home\n", "")) == [False, False, True, True]
    assert _cleaned(("Home\n\nThe < b > harbour\n", ""), ("Share", "")) == [False] * 4


def test_lines_that_were_mended_are_kept() -> None:
    assert _cleaned(("< b > ", "")) == [True, False, True, True]
    assert _cleaned(("Share", "share")) == [True, False, True, True]
