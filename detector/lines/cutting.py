"""Cuts lines out of the articles of a batch, and mends the others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from detector import traits
from detector.arrays import NUMBERS, WORDS
from detector.lexemes import Lexemes
from detector.lines.cleaned import PLACE, Cleaned, Residue, ResidueKind
from detector.lines.decided import Decided
from detector.lines.edits import Edit, Edits, edited, trimmed
from detector.lines.gaps import cut_out, last_lines
from detector.lines.repair import repairs
from detector.plain import Plain
from detector.traits import Findings

ROUNDS = 4  # of mending; what mending brings to light is mended in the next
BARE = frozenset(("", "-", "*", "•", "·"))
Mended = dict[int, Edits]  # the lines that are mended, and how


def cut(findings: Findings, decided: Decided) -> list[Cleaned]:
    """Return each article of the batch without the lines that are to be cut, and mended."""
    whole = findings.whole
    decided = replace(decided, cut=decided.cut & whole.filled)
    mended = _settled(whole, decided, repairs(findings, decided.cut))
    cuts = cut_out(whole, _emptied(whole, decided, mended))
    changes = _changes(whole, mended)
    size = whole.count(WORDS) + whole.count(NUMBERS)
    share = whole.total(size * decided.cut) / np.maximum(whole.total(size), 1)
    cleaned = []
    for article, gone in enumerate(cuts):
        text = _text_of(whole, article)
        residue = _merged(gone, changes[article])
        cleaned.append(
            Cleaned(text=_without(text, residue), residue=residue, share=float(share[article]))
        )
    return cleaned


def cut_from(original: str, cleaned: Cleaned, plain: Plain) -> Cleaned:
    """Return what `cut` made of a text without its disguise as it is to be done to the original.

    What stays keeps its disguise: to take it off is to change what somebody wrote.
    """
    residue = []
    for each in cleaned.residue:
        start, end = plain.span(each.start, each.end)
        residue.append(replace(each, start=start, end=end, text=original[start:end]))
    return replace(cleaned, text=_without(original, residue), residue=tuple(residue))


def _settled(whole: Lexemes, decided: Decided, mended: Mended) -> Mended:
    """Mend again what was mended, until nothing is left to mend: cleaning twice is cleaning once.

    Only mended articles are read again, and one that does not settle keeps its markup.
    """
    waiting = _articles(whole, mended)
    for _ in range(ROUNDS):
        more = _again(whole, decided, mended, waiting)
        if not more:
            return mended
        mended, waiting = mended | more, _articles(whole, more)
    unsettled = set(_articles(whole, _again(whole, decided, mended, waiting)))
    article = whole.lines.article
    return {line: edits for line, edits in mended.items() if article[line] not in unsettled}


def _again(whole: Lexemes, decided: Decided, mended: Mended, articles: list[int]) -> Mended:
    """Say how to mend what shows in these articles once they are mended, line by line."""
    if not articles:
        return {}
    here = replace(decided, cut=decided.cut & np.isin(whole.lines.article, articles))
    cuts = cut_out(whole, _emptied(whole, here, mended))
    changes = _changes(whole, mended)
    texts = {
        article: _without(_text_of(whole, article), _merged(cuts[article], changes[article]))
        for article in articles
    }
    read = [article for article in articles if texts[article]]
    findings = traits.find([texts[article] for article in read])
    more = repairs(findings, np.zeros(len(findings.whole.lines), np.bool_))
    kept = _kept(whole, {article: cuts[article] for article in read}) if more else []
    return {kept[line]: _composed(whole, kept[line], mended, more[line]) for line in more}


def _composed(whole: Lexemes, line: int, mended: Mended, edits: Edits) -> Edits:
    """Return the one edit of a line that does what all rounds did to it."""
    text = whole.line_text(line)
    new = edited(edited(text, mended.get(line, [])), edits)
    return [trimmed(text, Edit(0, len(text), new))]


def _kept(whole: Lexemes, cuts: dict[int, list[Residue]]) -> list[int]:
    """Return the lines that are left of some articles, in order."""
    ends, kept = last_lines(whole) + 1, np.ones(len(whole.lines), np.bool_)
    left = []
    for article, gone in cuts.items():
        first, end = int(ends[article - 1]) if article else 0, int(ends[article])
        start = whole.lines.start[first:end] - whole.article_start[article]
        for each in gone:
            kept[slice(*(first + np.searchsorted(start, [each.start, each.end])))] = False
        left += (first + np.flatnonzero(kept[first:end])).tolist()
    return left


def _emptied(whole: Lexemes, decided: Decided, mended: Mended) -> Decided:
    """Cut the lines, too, of which mending leaves nothing or a bullet."""
    empty = [
        line
        for line, edits in mended.items()
        if edited(whole.line_text(line), edits).strip() in BARE
    ]
    gone, probability, kind = decided.cut.copy(), decided.probability.copy(), decided.kind.copy()
    gone[empty], probability[empty], kind[empty] = True, 0.0, PLACE[ResidueKind.MARKUP]
    return Decided(probability=probability, cut=gone, kind=kind)


def _changes(whole: Lexemes, mended: Mended) -> dict[int, list[Residue]]:
    """Return the edits of each article, counted from where it begins."""
    changes: dict[int, list[Residue]] = defaultdict(list)
    for line in sorted(mended):
        article = int(whole.lines.article[line])
        text, first = whole.line_text(line), int(whole.lines.start[line])
        first -= int(whole.article_start[article])
        changes[article] += [
            Residue(
                start=first + start,
                end=first + end,
                kind=ResidueKind.MARKUP,
                probability=1.0,
                text=text[start:end],
                replacement=new,
            )
            for start, end, new in mended[line]
        ]
    return changes


def _merged(cuts: Sequence[Residue], changes: Sequence[Residue]) -> tuple[Residue, ...]:
    """Put cuts and repairs in order; a line that is cut needs no repair."""
    merged: list[Residue] = []
    for each in sorted((*cuts, *changes), key=lambda each: (each.start, -each.end)):
        if not merged or each.start >= merged[-1].end:
            merged.append(each)
    return tuple(merged)


def _without(text: str, residue: Sequence[Residue]) -> str:
    return edited(text, (Edit(each.start, each.end, each.replacement) for each in residue))


def _articles(whole: Lexemes, lines: Iterable[int]) -> list[int]:
    return sorted({int(whole.lines.article[line]) for line in lines})


def _text_of(whole: Lexemes, article: int) -> str:
    return whole.text[slice(*whole.article_start[article : article + 2].tolist())]
