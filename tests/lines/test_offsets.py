"""Places in a cleaned text, and the same characters in the original."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.lines.cleaned import Residue, ResidueKind, restore
from detector.lines.offsets import Offsets
from detector.verdict import Contribution, Label, TraitSpan, Verdict

Piece = tuple[int, str, str]


def residue(pieces: list[Piece]) -> list[Residue]:
    """Return residue from starts, texts and replacements."""
    return [
        Residue(
            start=start,
            end=start + len(text),
            kind=ResidueKind.OTHER,
            probability=1.0,
            text=text,
            replacement=replacement,
        )
        for start, text, replacement in pieces
    ]


CASES: dict[str, tuple[str, list[Piece], str, str]] = {
    # the original, its residue, words of the cleaned text, and what they are in the original
    "nothing cut": ("The ferry stopped.", [], "ferry", "ferry"),
    "cut before": ("Home\nThe ferry stopped.", [(0, "Home\n", "")], "ferry", "ferry"),
    "right behind a cut": ("Home\nThe ferry stopped.", [(0, "Home\n", "")], "The", "The"),
    "cut after": ("The ferry\nShare", [(9, "\nShare", "")], "ferry", "ferry"),
    "over a cut": ("The\nShare\nferry", [(4, "Share\n", "")], "The\nferry", "The\nShare\nferry"),
    "up to a cut": ("The\nShare\nferry", [(4, "Share\n", "")], "The\n", "The\n"),
    "over two cuts": ("aXbYc", [(1, "X", ""), (3, "Y", "")], "abc", "aXbYc"),
    "between two cuts": ("aXbYc", [(1, "X", ""), (3, "Y", "")], "b", "b"),
    "over cuts side by side": ("aXYc", [(1, "X", ""), (2, "Y", "")], "ac", "aXYc"),
    "a repair inside": ("a<br>b", [(1, "<br>", " ")], "a b", "a<br>b"),
    "a repair alone": ("a<br>b", [(1, "<br>", " ")], " ", "<br>"),
    "a part of a repair": ("a&amp;lt;b", [(1, "&amp;lt;", "[<]")], "<", "&amp;lt;"),
    "behind a repair": ("a<br>b", [(1, "<br>", " ")], "b", "b"),
    "a longer repair": ("acoeurb", [(1, "coe", "c-o-e-")], "urb", "urb"),
    "a repair beside a cut": ("aX<br>b", [(1, "X", ""), (2, "<br>", " ")], " b", "<br>b"),
}


def cleaned(original: str, pieces: list[Residue]) -> str:
    text, end = "", 0
    for each in pieces:
        assert original[each.start : each.end] == each.text
        text += original[end : each.start] + each.replacement
        end = each.end
    return text + original[end:]


@pytest.mark.parametrize(("original", "pieces", "said", "meant"), CASES.values(), ids=CASES)
def test_finds_the_same_words(original: str, pieces: list[Piece], said: str, meant: str) -> None:
    cut = residue(pieces)
    start = cleaned(original, cut).index(said)
    first, end = Offsets(cut).span(start, start + len(said))
    assert original[first:end] == meant


def test_an_empty_span_stays_empty() -> None:
    offsets = Offsets(residue([(0, "Home\n", "")]))
    assert offsets.span(0, 0) == (5, 5)
    assert Offsets([]).span(0, 0) == (0, 0)


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, list[Residue]]:
    """Return a text and residue of it, stretches of which may touch."""
    text = draw(st.text(min_size=1, max_size=40))
    ends = draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8).map(sorted))
    pieces = [
        (start, text[start:end], draw(st.text(max_size=3)))
        for start, end in pairwise(ends)
        if draw(st.booleans())
    ]
    return text, residue(pieces)


@given(cut_texts())
def test_every_kept_character_comes_from_where_it_was(case: tuple[str, list[Residue]]) -> None:
    original, cut = case
    text, offsets = cleaned(original, cut), Offsets(cut)
    assert restore(text, cut) == original
    spans = [offsets.span(place, place + 1) for place in range(len(text))]
    assert spans == sorted(spans)
    for character, (start, end) in zip(text, spans, strict=True):
        replaced = any((start, end) == (each.start, each.end) for each in cut)
        assert replaced or original[start:end] == character
    if text:
        assert offsets.span(0, len(text)) == (spans[0][0], spans[-1][1])


def test_a_verdict_points_into_the_original() -> None:
    original = "Home\nThe ferry stopped.\nLeave a comment"
    verdict = Verdict(
        model="two-rules",
        quality=0.5,
        logit=0.0,
        label=Label.GOOD,
        kind=None,
        traits={"comment_tail": 1},
        reasons=(Contribution(feature="wording: ferry", contribution=0.5, start=4, end=9),),
        contributions=(
            Contribution(feature="base", contribution=-0.5),
            Contribution(feature="wording: ferry", contribution=0.5, start=4, end=9),
        ),
        spans=(TraitSpan(trait="comment_tail", start=19, end=34),),
    )
    mapped = verdict.moved(Offsets(residue([(0, "Home\n", "")])).span)
    (span,), (base, words) = mapped.spans, mapped.contributions
    assert original[span.start : span.end] == "Leave a comment"
    assert original[words.start : words.end] == "ferry"
    assert base == verdict.contributions[0]
    assert mapped.reasons == (words,)
    assert mapped.to_json() != verdict.to_json()
    assert (mapped.logit, mapped.traits) == (verdict.logit, verdict.traits)
