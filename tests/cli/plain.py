"""A detector of residue with plain rules, so that every cut is known beforehand.

Short lines are residue, and a first word says of which kind; `<br>` is mended to a space.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pytest

from detector import Detector
from detector.article import Article
from detector.lines.cleaned import Cleaned, Line, Residue, ResidueKind
from detector.verdict import Contribution

from .samples import GOOD

KINDS = {
    "Home": ResidueKind.NAVIGATION,
    "Share": ResidueKind.SHARE,
    "Leave": ResidueKind.COMMENTS,
}
SHORTEST = {"gentle": 2, "balanced": 4, "thorough": 6}
PAGE = (
    f"Home\nShare this\n\n{GOOD}\nBy Our Own Ferryman<br>on a Tuesday in March\n\nLeave a comment\n"
)
CLEANED = f"\n{GOOD}\nBy Our Own Ferryman on a Tuesday in March\n\n"


def use_plain_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every detector clean by the rules of this file."""
    monkeypatch.setattr(Detector, "clean_many", clean_many)
    monkeypatch.setattr(Detector, "lines", lines)


def clean_many(
    _detector: Detector,
    articles: Iterable[str | Article],
    *,
    level: str = "balanced",
    keep: Collection[str] = (),
    jobs: int = 1,
) -> Iterator[Cleaned]:
    assert jobs >= 1
    for article in articles:
        yield clean(article if isinstance(article, str) else article.text, level, keep)


def clean(text: str, level: str = "balanced", keep: Collection[str] = ()) -> Cleaned:
    found = sorted([*_cuts(text, level), *_repairs(text)], key=lambda each: each.start)
    residue = [each for each in found if each.kind not in keep]
    cleaned, end, words = "", 0, 0
    for each in residue:
        cleaned += text[end : each.start] + each.replacement
        end = each.end
        words += 0 if each.replacement else len(each.text.split())
    share = words / max(len(text.split()), 1)
    return Cleaned(text=cleaned + text[end:], residue=tuple(residue), share=share)


def lines(_detector: Detector, article: str | Article, *, level: str = "balanced") -> list[Line]:
    text = article if isinstance(article, str) else article.text
    residue = {each.start: each for each in _cuts(text, level)}
    return [
        line(text, match, residue.get(match.start()))
        for match in re.finditer("[^\n]*[^\\s][^\n]*", text)
    ]


def line(text: str, match: "re.Match[str]", cut: Residue | None) -> Line:
    size = len(text[slice(*match.span())])
    reason = Contribution(feature="line_length", contribution=2.5 if cut is None else -3.25)
    return Line(
        start=match.start(),
        end=match.end(),
        probability=0.9 if cut is None else 1 - cut.probability,
        logit=float(size),
        kept=cut is None,
        kind=ResidueKind.OTHER if cut is None else cut.kind,
        contributions=(Contribution(feature="base", contribution=0.5), reason),
    )


def _cuts(text: str, level: str) -> Iterator[Residue]:
    start = 0
    for said in text.splitlines(keepends=True):
        if 0 < len(said.split()) < SHORTEST[level]:
            kind = KINDS.get(said.split()[0], ResidueKind.OTHER)
            yield piece(start, said, kind, probability=0.96)
        start += len(said)


def _repairs(text: str) -> Iterator[Residue]:
    for match in re.finditer("<br>", text):
        yield piece(match.start(), "<br>", ResidueKind.MARKUP, probability=1.0, replacement=" ")


def piece(start: int, text: str, kind: ResidueKind, **more: Any) -> Residue:
    return Residue(start=start, end=start + len(text), kind=kind, text=text, **more)
