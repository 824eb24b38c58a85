"""Which lines of a page are the article, and which are residue that can be cut away.

A model looks at every line twice: at the line and what stands around it, and again at what the
first look made of its neighbours. Its decision adds up from reasons; the kind of a line that goes
comes from the traits.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np

from detector import traits
from detector.lines import long_pages, looks
from detector.lines.cleaned import PLACE, Cleaned, Level, Line, ResidueKind
from detector.lines.cutting import cut, cut_from
from detector.lines.decided import Decided
from detector.lines.deciding import stays
from detector.lines.looks import View
from detector.lines.model import Judged, LineModel
from detector.lines.reasons import reasons


def clean(
    texts: Sequence[str], *, model: LineModel, level: Level, keep: Collection[ResidueKind] = ()
) -> list[Cleaned]:
    """Cut the residue out of a batch of articles, but for the kinds in `keep`."""

    def cleaned(batch: Sequence[str]) -> list[Cleaned]:
        if not batch:
            return []
        view = looks.view(traits.find(batch))
        decided, _ = _decided(view, model, level, keep)
        found = cut(view.findings, decided)
        for article, plain in view.findings.whole.disguised.items():
            found[article] = cut_from(batch[article], found[article], plain)
        return found

    long = [long_pages.is_long(text) for text in texts]
    short = iter(cleaned([text for text, each in zip(texts, long, strict=True) if not each]))
    return [
        _in_pieces(text, cleaned) if each else next(short)
        for text, each in zip(texts, long, strict=True)
    ]


def _in_pieces(text: str, cleaned: Callable[[Sequence[str]], list[Cleaned]]) -> Cleaned:
    pieces = long_pages.pieces(text)
    return long_pages.joined([cleaned([piece])[0] for piece in pieces], pieces)


def read(text: str, *, model: LineModel, level: Level) -> list[Line]:
    """Say of every line of an article, blank ones apart, whether it is the article, and why."""
    found, start = [], 0
    for piece in long_pages.pieces(text):
        lines = _read(piece, model, level)
        found += [replace(line, start=line.start + start, end=line.end + start) for line in lines]
        start += len(piece)
    return found


def _read(text: str, model: LineModel, level: Level) -> list[Line]:
    view = looks.view(traits.find([text]))
    decided, judged = _decided(view, model, level, ())
    lines, disguised = view.findings.whole.lines, view.findings.whole.disguised
    span = disguised[0].span if disguised else lambda start, end: (start, end)
    places = zip(view.page.place.tolist(), reasons(model, judged), strict=True)
    return [
        Line(
            start=start,
            end=end,
            probability=float(decided.probability[line]),
            logit=sum(each.contribution for each in why),
            kept=not decided.cut[line],
            kind=decided.kind_of(line),
            contributions=why,
        )
        for line, why in places
        for start, end in [span(int(lines.start[line]), int(lines.end[line]))]
    ]


def _decided(
    view: View, model: LineModel, level: Level, keep: Collection[ResidueKind]
) -> tuple[Decided, Judged]:
    """Decide on all lines of a batch, and say what the model made of them."""
    judged = model.judge(view)
    probability = np.ones(len(view.kind))
    probability[view.page.place] = judged.probability
    spared = np.isin(view.kind, [PLACE[each] for each in keep])
    cut = np.zeros(len(view.kind), np.bool_)
    cut[view.page.place] = ~stays(view.page, judged.probability, judged.clean, model.levels[level])
    cut &= ~spared
    return Decided(probability=probability, cut=cut, kind=view.kind), judged
