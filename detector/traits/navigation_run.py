"""A menu, a footer or a breadcrumb: items of navigation one below the other or side by side.

One item says nothing, since "News" may be a heading; a run of them is a page's frame. Lists in
articles (a team, ingredients, the tracks of a record, a cast) are runs of short lines too, so
enough of the lines must be words that menus are made of. The contents of a site that an article
describes as a bare list are a false alarm.
"""

import numpy as np

from detector.lexemes import CAPITAL, COMMAS, NUMBERS, SPACED, WORDS, Lexemes, Mask, PhraseHits
from detector.traits.shapes import Example, Positions, Spans, Structure, spans

ARROWS = [ord(character) for character in "›»>→"]
RULES = [ord(character) for character in "|/•·"]
BARS = [*ARROWS, *RULES, *(ord(character) for character in "–—-*:●▪")]
LONGEST = 4  # words of an item


def find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    """Find menus on one line and over several; `hits` are items of menus."""
    if len(hits.line) < 2:
        return spans([], [])
    items = widest(hits.where((lexemes.tokens.shape[hits.first] & CAPITAL) > 0))
    ways = (barred(lexemes, items), side_by_side(lexemes, items), below_each_other(lexemes, items))
    return spans(*(np.concatenate(edges) for edges in zip(*ways, strict=True)))


def widest(hits: PhraseHits) -> PhraseHits:
    """Keep of overlapping phrases the first and longest."""
    order = np.lexsort((-hits.last, hits.first))
    hits = PhraseHits(**{name: getattr(hits, name)[order] for name in hits.__slots__})
    before = np.concatenate(([-1], np.maximum.accumulate(hits.last)[:-1]))[: len(hits.line)]
    return hits.where(hits.first > before)


def barred(lexemes: Lexemes, items: PhraseHits) -> tuple[Positions, Positions]:
    """Find lines cut by bars into short pieces, of which the first and one more are items."""
    tokens, lines = lexemes.tokens, lexemes.lines
    opening = np.unique(items.line[items.first == lines.token[items.line]])
    found = np.bincount(items.line, minlength=len(lines))
    bars, arrows = np.zeros(len(lines), np.int64), np.zeros(len(lines), np.int64)
    for line in opening:
        inside = slice(lines.token[line], lines.token_end[line])
        marks = lexemes.codes[tokens.start[inside]][(tokens.shape[inside] & SPACED) > 0]
        bars[line] = np.isin(marks, [*ARROWS, *RULES]).sum()
        arrows[line] = np.isin(marks, ARROWS).sum()
    kept = (bars > 1) & ((found > 1) | (arrows > 1)) & ~lexemes.ends_sentence
    kept &= (lexemes.count(WORDS) <= LONGEST * (bars + 1)) & (lexemes.count(COMMAS) == 0)
    return lines.start[kept].astype(np.int64), lines.end[kept].astype(np.int64)


def side_by_side(lexemes: Lexemes, items: PhraseHits) -> tuple[Positions, Positions]:
    """Find chains of items on one line with nothing but a bar between them."""
    if not len(items.line):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    tokens, lines = lexemes.tokens, lexemes.lines
    mark = lexemes.codes[tokens.start[np.minimum(items.last[:-1] + 1, len(tokens.start) - 1)]]
    gap = items.first[1:] - items.last[:-1] - 1
    barred = (gap == 1) & np.isin(mark, BARS)
    joined = (items.line[1:] == items.line[:-1]) & ((gap == 0) | barred)
    chain = np.concatenate(([0], np.cumsum(~joined)))
    count, bars, arrows = (
        np.bincount(chain[1:], joined & each, minlength=chain[-1] + 1)
        for each in (True, barred, barred & np.isin(mark, ARROWS))
    )
    first = np.searchsorted(chain, np.arange(chain[-1] + 1))
    last = np.append(first[1:], len(chain)) - 1
    line = items.line[first]
    whole = lexemes.count(WORDS)[line] + lexemes.count(NUMBERS)[line] <= (count + 1) * 1.5
    opens = items.first[first] - lines.token[line] <= 1
    kept = (count >= 4) | ((count >= 3) & whole) | (bars >= 2) | ((arrows >= 1) & opens)
    kept &= lines.first[line] != ord("|")
    return tokens.start[items.first[first[kept]]], tokens.end[items.last[last[kept]]]


def below_each_other(lexemes: Lexemes, items: PhraseHits) -> tuple[Positions, Positions]:
    """Find runs of short lines, most of which are items."""
    lines, filled = lexemes.lines, np.flatnonzero(lexemes.filled & ~lexemes.code)
    menu, short = item_lines(lexemes, items)
    menu, short, article = menu[filled], short[filled], lines.article[filled]
    breaks = np.concatenate(([True], (article[1:] != article[:-1]) | ~short[1:] | ~short[:-1]))
    run = (np.cumsum(breaks) - 1)[menu]
    places = np.flatnonzero(menu)
    if not len(run):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    first = np.flatnonzero(np.concatenate(([True], run[1:] != run[:-1])))
    last = np.append(first[1:], len(run)) - 1
    found, length = last - first + 1, places[last] - places[first] + 1
    kept = (length >= 4) & (found >= 3) & (found >= 0.5 * length)
    return lines.start[filled[places[first[kept]]]], lines.end[filled[places[last[kept]]]]


def item_lines(lexemes: Lexemes, items: PhraseHits) -> tuple[Mask, Mask]:
    """Tell which lines are one item, and which could be: a few words, no full stop."""
    words = lexemes.count(WORDS) + lexemes.count(NUMBERS)
    opening = np.zeros(len(lexemes.lines), np.int64)
    np.add.at(opening, items.line, word_count(lexemes, items))
    short = (words > 0) & (words <= LONGEST) & ~lexemes.ends_sentence
    return short & (opening >= words), short


def word_count(lexemes: Lexemes, items: PhraseHits) -> Positions:
    """Count the words and numbers of each item."""
    before = np.concatenate(([0], np.cumsum(lexemes.tokens.kind <= 2)))
    return before[items.last + 1] - before[items.first]


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
