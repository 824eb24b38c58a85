"""Mends stray markup inside a line that stays, where it is certain what was meant."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from detector.arrays import Mask
from detector.lines import encoding, markup, spacing
from detector.lines.edits import Edit, Edits, in_order
from detector.lines.shelter import Shelter
from detector.traits import TRAITS, Findings
from detector.traits.structures.source import line_at

Pieces = dict[str, list[tuple[int, int]]]  # where each trait was found on one line
TAG, ENTITY, CODE = "stray_tag", "stray_entity", "shortcode"
MOJIBAKE, SPACED = "mojibake", "spaced_punctuation"
PLACE = {trait.name: place for place, trait in enumerate(TRAITS)}


def repairs(findings: Findings, cut: Mask) -> dict[int, Edits]:
    """Say how to mend lines of `findings.whole` that are not `cut`.

    The edits of a line are in order and count from where it begins. Only what the traits found is
    mended, and of that only what cannot be anything else; spaces before marks only where they
    make a pattern, or where markup was taken out of the same article.
    """
    article, shelter = findings.whole.lines.article, Shelter(findings.whole)
    mended: dict[int, Edits] = {}
    spaces: dict[int, Edits] = {}
    shown: dict[int, int] = defaultdict(int)
    for line, pieces in _by_line(findings, cut, shelter):
        text = findings.whole.line_text(line)
        edits = [*_marks(text, pieces, shelter, int(article[line])), *_decoded(text, pieces)]
        spaces[line] = [] if not shelter.prose(line) else _spaces(text, pieces)
        shown[int(article[line])] += sum(map(spacing.tells, spaces[line]))
        if any(not edit.text.strip() for edit in edits):
            shown[int(article[line])] += spacing.PATTERN
        mended[line] = edits
    for line, edits in mended.items():
        if shown[int(article[line])] >= spacing.PATTERN:
            edits += spaces[line]
        mended[line] = in_order(findings.whole.line_text(line), edits)
    return {line: edits for line, edits in mended.items() if edits}


def _by_line(findings: Findings, cut: Mask, shelter: Shelter) -> Iterator[tuple[int, Pieces]]:
    """Go through the lines with finds that may be mended, and say where on each they are."""
    lines = findings.whole.lines
    found: dict[int, Pieces] = defaultdict(lambda: defaultdict(list))
    for trait in (TAG, ENTITY, CODE, MOJIBAKE, SPACED):
        spans = findings.spans[PLACE[trait]]
        places = line_at(findings.whole, spans.start)
        kept = ~cut[places] & (spans.end <= lines.end[places]) if len(spans) else np.empty(0, bool)
        starts, ends, on = spans.start[kept], spans.end[kept], places[kept]
        for start, end, line in zip(starts.tolist(), ends.tolist(), on.tolist(), strict=True):
            first = int(lines.start[line])
            if not shelter.covers(line, start - first, end - first):
                found[line][trait].append((start - first, end - first))
    yield from found.items()


def _marks(text: str, pieces: Pieces, shelter: Shelter, article: int) -> Edits:
    """Take markup out of a line, and put characters in the place of references to them."""
    if shelter.hypertext[article]:
        return []
    source, about = shelter.source(article), shelter.about_markup(article)
    ways = ((TAG, markup.tag), (CODE, markup.shortcode), (ENTITY, markup.entity))
    new = {
        span: way(text, *span, source=source, about=about)
        for trait, way in ways
        for span in pieces[trait]
    }
    certain = sorted((*span, put) for span, put in new.items() if put is not None)
    edits = [Edit(*each) for each in certain if each[2].strip()]
    return edits + _vanished(text, [each for each in certain if not each[2].strip()])


def _vanished(text: str, pieces: list[tuple[int, int, str]]) -> Edits:
    """Take out each run of markup with nothing but white space in it."""
    runs: list[tuple[int, int, str]] = []
    for start, end, put in pieces:
        if runs and not text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], end, runs[-1][2] + put)
        else:
            runs.append((start, end, put))
    edits = (spacing.closed_up(text, start, end, bool(put)) for start, end, put in runs)
    return [edit for edit in edits if edit]


def _decoded(text: str, pieces: Pieces) -> Edits:
    """Undo wrong decodings, each with all of the characters beyond ASCII around it."""
    edits: Edits = []
    over = 0
    for start, end in pieces[MOJIBAKE]:
        if start < over:
            continue
        around = encoding.run(text, start, end)
        over = around[1]
        if new := encoding.decoded(text[slice(*around)]):
            edits.append(Edit(*around, new))
    return edits


def _spaces(text: str, pieces: Pieces) -> Edits:
    edits = (spacing.closed(text, *span) for span in pieces[SPACED])
    return [edit for edit in edits if edit]
