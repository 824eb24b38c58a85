"""Items of menus: with bars between them, side by side, and one below the other."""

import numpy as np

from detector.arrays import COMMAS, NUMBERS, SPACED, WORDS, Ints, PhraseHits
from detector.characters import among
from detector.lexemes import Lexemes

ARROWS = "›»>→"
RULES = "|/•·"
BARS = among(ARROWS + RULES + "–—-*:●▪")
ARROW, CUT = among(ARROWS), among(ARROWS + RULES)
LONGEST = 4  # words of an item
FEWEST = 4  # items of a run


def widest(hits: PhraseHits) -> PhraseHits:
    """Keep of overlapping phrases the first and longest."""
    order = np.lexsort((-hits.last, hits.first))
    hits = PhraseHits(**{name: getattr(hits, name)[order] for name in hits.__slots__})
    before = np.concatenate(([-1], np.maximum.accumulate(hits.last)[:-1]))[: len(hits.line)]
    return hits.where(hits.first > before)


def barred(lexemes: Lexemes, items: PhraseHits) -> tuple[Ints, Ints]:
    """Find lines cut by bars into short pieces, of which the first and one more are items."""
    tokens, lines = lexemes.tokens, lexemes.lines
    spaced = np.flatnonzero(tokens.shape[lexemes.marks] & SPACED)
    marks, codes = lexemes.marks[spaced], lexemes.mark_codes[spaced]
    found, arrows, bars = (
        np.bincount(lexemes.line_of_token[each], minlength=len(lines))
        for each in (
            items.first,
            marks[ARROW.take(codes, mode="clip")],
            marks[CUT.take(codes, mode="clip")],
        )
    )
    kept = (bars > 1) & ((found > 1) | (arrows > 1)) & ~lexemes.ends_sentence
    kept &= (lexemes.count(WORDS) <= LONGEST * (bars + 1)) & (lexemes.count(COMMAS) == 0)
    opened = items.line[lines.token[items.line] == items.first]
    kept &= np.bincount(opened, minlength=len(lines)) > 0
    return lines.start[kept], lines.end[kept]


def side_by_side(lexemes: Lexemes, items: PhraseHits) -> tuple[Ints, Ints]:
    """Find chains of items on one line with nothing or a bar between them."""
    tokens = lexemes.tokens
    gap = items.first[1:] - items.last[:-1] - 1
    mark = lexemes.codes[tokens.start[np.minimum(items.last[:-1] + 1, len(tokens.start) - 1)]]
    joined = (items.line[1:] == items.line[:-1]) & (
        (gap == 0) | (gap == 1) & BARS.take(mark, mode="clip")
    )
    edges = np.flatnonzero(np.concatenate(([True], ~joined, [True])))
    first, last = edges[:-1], edges[1:] - 1
    kept = last - first >= FEWEST - 1
    return tokens.start[items.first[first[kept]]], tokens.end[items.last[last[kept]]]


def below_each_other(lexemes: Lexemes, items: PhraseHits) -> tuple[Ints, Ints]:
    """Find runs of short lines, half of which and more are items."""
    lines, filled = lexemes.lines, np.flatnonzero(lexemes.filled & ~lexemes.code)
    words = lexemes.count(WORDS) + lexemes.count(NUMBERS)
    short = (words > 0) & (words <= LONGEST) & ~lexemes.ends_sentence
    length = lexemes.spoken[items.last + 1] - lexemes.spoken[items.first]
    menu = short & (np.bincount(items.line, length, minlength=len(lines)) >= words)
    menu, short, article = menu[filled], short[filled], lines.article[filled]
    apart = (article[1:] != article[:-1]) | ~short[1:] | ~short[:-1]
    places = np.flatnonzero(menu)
    run = np.concatenate(([0], np.cumsum(apart)))[places]
    edges = np.flatnonzero(np.diff(run, prepend=-1, append=-1))
    first, last = places[edges[:-1]], places[edges[1:] - 1]
    found, reach = np.diff(edges), last - first + 1
    kept = (reach >= FEWEST) & (found >= FEWEST - 1) & (found >= 0.5 * reach)
    return lines.start[filled[first[kept]]], lines.end[filled[last[kept]]]
