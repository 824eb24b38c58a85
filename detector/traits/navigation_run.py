"""A menu, a footer or a breadcrumb: items of navigation one below the other or side by side.

One item says nothing, since "News" may be a heading; a run of them is a page's frame. Lists in
articles (a team, ingredients, the tracks of a record, a cast) are runs of short lines too, so
enough of the lines must be words that menus are made of. The contents of a site that an article
describes as a bare list are a false alarm.
"""

import numpy as np

from detector.lexemes import CAPITAL, COMMAS, NUMBERS, SPACED, WORDS, Ints, Lexemes, PhraseHits
from detector.traits.shapes import Example, Spans, Structure, spans

ARROWS = [ord(character) for character in "›»>→"]
RULES = [ord(character) for character in "|/•·"]
BARS = [*ARROWS, *RULES, *(ord(character) for character in "–—-*:●▪")]
LONGEST = 4  # words of an item
FEWEST = 4  # items of a run


def find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    """Find menus on one line and over several; `hits` are items of menus."""
    items = widest(hits.where((lexemes.tokens.shape[hits.first] & CAPITAL) > 0))
    if not len(items.line):
        return spans([], [])
    ways = (barred(lexemes, items), side_by_side(lexemes, items), below_each_other(lexemes, items))
    return spans(*(np.concatenate(edges) for edges in zip(*ways, strict=True)))


def widest(hits: PhraseHits) -> PhraseHits:
    """Keep of overlapping phrases the first and longest."""
    order = np.lexsort((-hits.last, hits.first))
    hits = PhraseHits(**{name: getattr(hits, name)[order] for name in hits.__slots__})
    before = np.concatenate(([-1], np.maximum.accumulate(hits.last)[:-1]))[: len(hits.line)]
    return hits.where(hits.first > before)


def barred(lexemes: Lexemes, items: PhraseHits) -> tuple[Ints, Ints]:
    """Find lines cut by bars into short pieces, of which the first and one more are items."""
    tokens, lines = lexemes.tokens, lexemes.lines
    codes = np.where(tokens.shape & SPACED, lexemes.codes[tokens.start], 0)
    found, arrows, bars = (
        np.bincount(np.searchsorted(lines.token, each, "right") - 1, minlength=len(lines))
        for each in (
            items.first,
            np.flatnonzero(np.isin(codes, ARROWS)),
            np.flatnonzero(np.isin(codes, [*ARROWS, *RULES])),
        )
    )
    kept = (bars > 1) & ((found > 1) | (arrows > 1)) & ~lexemes.ends_sentence
    kept &= (lexemes.count(WORDS) <= LONGEST * (bars + 1)) & (lexemes.count(COMMAS) == 0)
    kept &= np.isin(lines.token, items.first)
    return lines.start[kept], lines.end[kept]


def side_by_side(lexemes: Lexemes, items: PhraseHits) -> tuple[Ints, Ints]:
    """Find chains of items on one line with nothing or a bar between them."""
    tokens = lexemes.tokens
    gap = items.first[1:] - items.last[:-1] - 1
    mark = lexemes.codes[tokens.start[np.minimum(items.last[:-1] + 1, len(tokens.start) - 1)]]
    joined = (items.line[1:] == items.line[:-1]) & ((gap == 0) | (gap == 1) & np.isin(mark, BARS))
    edges = np.flatnonzero(np.concatenate(([True], ~joined, [True])))
    first, last = edges[:-1], edges[1:] - 1
    kept = last - first >= FEWEST - 1
    return tokens.start[items.first[first[kept]]], tokens.end[items.last[last[kept]]]


def below_each_other(lexemes: Lexemes, items: PhraseHits) -> tuple[Ints, Ints]:
    """Find runs of short lines, half of which and more are items."""
    lines, filled = lexemes.lines, np.flatnonzero(lexemes.filled & ~lexemes.code)
    words = lexemes.count(WORDS) + lexemes.count(NUMBERS)
    short = (words > 0) & (words <= LONGEST) & ~lexemes.ends_sentence
    spoken = np.concatenate(([0], np.cumsum(lexemes.tokens.kind <= 2)))
    length = spoken[items.last + 1] - spoken[items.first]
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


TRAIT = Structure(
    name="navigation_run",
    doc=__doc__,
    find=find,
    lines="navigation_run",
    flags=[
        Example(
            "Home\nNews\nSport\nContact\n\nThe weir has held.", spans=["Home\nNews\nSport\nContact"]
        ),
        Example(
            "The weir has held.\nHome | About | Contact Us", spans=["Home | About | Contact Us"]
        ),
        Example("Home > News > Local\nThe weir has held.", spans=["Home > News > Local"]),
        Example(
            "News Sport Weather Travel Jobs\nThe weir has held.",
            spans=["News Sport Weather Travel Jobs"],
        ),
        Example(
            "- World\n- Politics\n- Opinion\n- Video\nThe weir has held.",
            spans=["- World\n- Politics\n- Opinion\n- Video"],
        ),
    ],
    passes=[
        "Butter\nFlour\nTwo Eggs\nBrown Sugar\nVanilla\nSalt\n\nBeat the eggs first.",
        "Anna Bergman\nTom Okafor\nLi Wei\nSara Nunez\nPaul Petit\nall rowed for the town.",
        "The weir\nThe mill\nThe weir again\nAnd still\nThe water\nWill",
        "| Home | Away | News |\n|---|---|---|\n| 2 | 1 | late goal |",
        "The paper has pages for news, sport, weather, travel and jobs; its home is in Leeds.",
        "Go to Settings > Privacy to turn it off. Then open File > Print and choose the tray.",
        "## News\nThe weir has held.\n\n## Events\nA walk.\n\n## Contact\nAsk the warden.",
        "City 3\nUnited 1\nRovers 0\nAthletic 2\nWanderers 2\nCounty 0",
    ],
)
