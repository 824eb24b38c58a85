"""What is cut goes without a gap, and comes back as it was."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import traits
from detector.lines.cleaned import Cleaned, ResidueKind, restore
from detector.lines.cutting import cut
from detector.lines.decided import Decided

KINDS = tuple(ResidueKind)
PIECES = st.sampled_from(
    ["The council met on Monday . ", "Share this", "\n", "\n\n", "\r\n", "\r", "\u2028", " ", "\t",
     "<p>", "< / strong >", "li >", "<br />", "&amp;", "&nbsp;", "&lt;", "nbsp", "& amp ;", "amp;",
     "[caption id=3]", "[/caption]", "â€™", "Ã©", "\x00", "\ud800", "- ", "# ", "word , ", "`", "<",
     ">", "b", "br", "/", "[gallery]", "| a | b |", "```\n", "\x85", "\x0b", "日本", "é"]
)  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=()), max_size=60) | st.lists(
    PIECES, max_size=30
).map("".join)


def cleaned(
    texts: list[str],
    goes: Callable[[str], bool] = lambda _: False,
    kind: Callable[[str], ResidueKind] = lambda _: ResidueKind.OTHER,
    article: Callable[[str], float] = lambda _: 0.25,
) -> list[Cleaned]:
    """Cut the lines of which `goes` holds."""
    findings = traits.find(texts)
    lines = [findings.whole.line_text(line) for line in range(len(findings.whole.lines))]
    return cut(
        findings,
        Decided(
            probability=np.array([article(line) for line in lines]),
            cut=np.array([goes(line) for line in lines]) & findings.whole.filled,
            kind=np.array([KINDS.index(kind(line)) for line in lines], np.int8),
        ),
    )


def without(text: str, *starts: str) -> str:
    """Cut the lines that begin so."""
    [result] = cleaned([text], lambda line: line.startswith(starts or ("CUT",)))
    assert restore(result.text, result.residue) == text
    return result.text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Rain fell.\nCUT\nIt stopped.", "Rain fell.\nIt stopped."),
        ("Rain fell.\n\nCUT\n\nIt stopped.", "Rain fell.\n\nIt stopped."),
        ("Rain fell.\n\n\nCUT\n\nIt stopped.", "Rain fell.\n\n\nIt stopped."),
        ("Rain fell.\n\nCUT\n\n\nIt stopped.", "Rain fell.\n\n\nIt stopped."),
        ("Rain fell.\nCUT\n\nIt stopped.", "Rain fell.\n\nIt stopped."),
        ("Rain fell.\n\nCUT\nIt stopped.", "Rain fell.\n\nIt stopped."),
        ("Rain fell.\n\nCUT\n\n\nCUT\n\nIt stopped.", "Rain fell.\n\nIt stopped."),
        ("Rain fell.\r\n\r\nCUT\r\n\r\nIt stopped.", "Rain fell.\r\n\r\nIt stopped."),
        ("Rain fell.\u2028CUT\u2028It stopped.", "Rain fell.\u2028It stopped."),
        ("CUT\n\n\nRain fell.", "Rain fell."),
        ("CUT\n\nCUT\nRain fell.\n", "Rain fell.\n"),
        ("Rain fell.\n\nCUT", "Rain fell."),
        ("Rain fell.\n\nCUT\n", "Rain fell.\n"),
        ("Rain fell.\n\nCUT\n\n\n", "Rain fell.\n"),
        ("Rain fell.\r\n\r\nCUT\r\n", "Rain fell.\r\n"),
        ("CUT", ""),
        ("\n\nCUT\n\nCUT\n\n", ""),
        ("Rain fell.\rCUT\n\nIt stopped.", "Rain fell.\rIt stopped."),
    ],
)
def test_leaves_no_gap(text: str, left: str) -> None:
    assert without(text) == left


@pytest.mark.parametrize(
    "text", ["", "\n", " \n\n", "Rain fell.", "\n\nRain fell.  \r\n\r\n", "One.\n\n\n\nTwo.\n\n"]
)
def test_nothing_cut_is_the_same_text(text: str) -> None:
    [result] = cleaned([text])
    assert (result.text, result.residue, result.share) == (text, (), 0.0)


def test_adjoining_lines_of_one_kind_are_one_residue() -> None:
    text = "Rain fell.\n\nCUT one two three\n\nCUT four\n\nIt stopped."
    [result] = cleaned(
        [text], lambda line: line[:3] == "CUT", article=lambda line: 0.1 if "one" in line else 0.4
    )
    [residue] = result.residue
    assert residue.text == "CUT one two three\n\nCUT four\n\n"
    assert residue.probability == pytest.approx((4 * 0.9 + 2 * 0.6) / 6)
    assert result.share == pytest.approx(6 / 10)


def test_other_kinds_are_other_residues() -> None:
    text = "Rain fell.\nCUT here\n\nCUT there\nIt stopped."
    [result] = cleaned(
        [text],
        lambda line: line[:3] == "CUT",
        lambda line: ResidueKind.SHARE if line[4:] == "here" else ResidueKind.LEGAL,
    )
    assert [(each.text, each.kind) for each in result.residue] == [
        ("CUT here\n\n", ResidueKind.SHARE),
        ("CUT there\n", ResidueKind.LEGAL),
    ]


def test_without_words_every_line_counts_the_same() -> None:
    [result] = cleaned(
        ["Rain.\n***\n---"],
        lambda line: line != "Rain.",
        article=lambda line: 0.2 * (line == "---"),
    )
    assert result.residue[0].probability == pytest.approx(0.9)
    assert result.share == 0.0


def test_articles_of_a_batch_do_not_touch() -> None:
    texts = ["CUT\n\nRain.", "", "CUT", "Rain.\n\nCUT", "\nRain."]
    results = cleaned(texts, lambda line: line == "CUT")
    assert [result.text for result in results] == ["Rain.", "", "", "Rain.", "\nRain."]


@given(texts=st.lists(TEXTS, min_size=1, max_size=3), data=st.data())
def test_any_cut_is_restored(texts: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.integers(0, 9)))
    results = cleaned(
        texts,
        lambda line: len(line) % 10 in chosen,
        lambda line: KINDS[len(line) % 3],
        lambda line: len(line) % 7 / 7,
    )
    for text, result in zip(texts, results, strict=True):
        assert restore(result.text, result.residue) == text
        assert all(text[each.start : each.end] == each.text for each in result.residue)
        assert all(each.start < each.end and 0 <= each.probability <= 1 for each in result.residue)
        ends = [0, *(each.end for each in result.residue)]
        assert all(e <= each.start for e, each in zip(ends, result.residue, strict=False))
        assert 0 <= result.share <= 1


@given(text=TEXTS)
def test_all_cut_leaves_nothing(text: str) -> None:
    [result] = cleaned([text], lambda _: True)
    assert result.text == "" or not result.residue
