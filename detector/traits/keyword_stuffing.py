"""The same search words again and again: "cheap flights, cheap flights London, cheap flights Rome".

An article about a subject names it often, and a recipe its ingredient; a stuffed one crowds it, so
what counts is how near to each other the mentions stand. Names are left out (a report repeats
them), and so are lists, code and tables.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import regex

from detector.arrays import COMMAS, PIPES, WORDS, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import TIMEOUT, Example, Spans, Structure, spans
from detector.traits.structures.crowds import CLAUSE, SHORT, crowds, says_again

# Words in a row, how often they are said, and within how many words.
CROWDS = ((1, 7, 45), (1, 5, 26), (2, 4, 40), (3, 3, 24))
ITEM, LONGEST = r"[^,;.|:!?()\n]", 48  # characters
APART = str.maketrans(";|", ",,")
BEHIND = regex.compile(
    rf"[,;|] (?: {ITEM}{{2,{LONGEST}}}+ [,;|] )++ {ITEM}{{0,{LONGEST}}}+", regex.X
)
APART_FROM = re.compile(r"[,;.|:!?()\n]")


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find words that crowd a passage, and lists of search words."""
    listed, tokens = _lists(lexemes), lexemes.tokens
    first, last = crowds(lexemes, CROWDS)
    return spans(
        np.append(tokens.start[first], [start for start, _ in listed]),
        np.append(tokens.end[last], [end for _, end in listed]),
    )


def _lists(lexemes: Lexemes) -> list[tuple[int, int]]:
    """Lists whose items share their words."""
    marks = lexemes.count(COMMAS) + lexemes.count(PIPES)
    words = lexemes.count(WORDS)
    tried = np.flatnonzero((marks > 1) & (words >= 5) & (words <= 6 * marks + 6) & ~lexemes.code)
    return [
        (start + begin, start + end)
        for line in says_again(lexemes, tried).tolist()
        for start, text in [(int(lexemes.lines.start[line]), lexemes.line_text(line))]
        for begin, end in _items(text)
        if _is_stuffed(text[begin:end])
    ]


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Three items and more with separators between them, each time as far as they go.

    What follows a separator is tried first: long sentences have few.
    """
    place = ended = 0
    while match := BEHIND.search(text, place, timeout=TIMEOUT):
        place = match.start()
        begin = max(ended, place - LONGEST)
        begin += len(text[begin:place]) - len(APART_FROM.split(text[begin:place])[-1])
        place += 1
        if place - begin > 2:
            yield begin, match.end()
            place = ended = match.end()


def _is_stuffed(text: str) -> bool:
    """Tell whether most items share a word or two, and are no names and no clauses."""
    apart = text.translate(APART)
    if not CLAUSE.isdisjoint(apart.lower().replace(",", " ").split()):
        return False
    listed = [item.split() for item in apart.split(",")]
    if sum(item[0][0].isupper() for item in listed[1:] if item) > 0.5 * len(listed):
        return False
    items = [[word.lower() for word in item] for item in listed]
    pairs = Counter(pair for item in items for pair in set(pairwise(item)))
    words = Counter(word for item in items for word in set(item) if len(word) >= SHORT)
    shared = max(words.values(), default=0) >= max(4, 0.6 * len(items))
    return shared or max(pairs.values(), default=0) >= max(3, 0.5 * len(items))


TRIP = "The road to the old town is short, and the river runs beside it all the way to the sea."

TRAIT = Structure(
    name="keyword_stuffing",
    doc=__doc__,
    find=find,
    flags=[
        Example(
            f"{TRIP}\ncheap flights, cheap flights london, cheap flights paris",
            spans=["cheap flights, cheap flights london, cheap flights paris"],
        ),
        Example(
            f"{TRIP}\ngarden shed | wooden garden shed | garden shed sale | small garden shed",
            spans=["garden shed | wooden garden shed | garden shed sale | small garden shed"],
        ),
        Example(
            f"{TRIP} Our fresh bread is fresh bread as you like it: fresh bread at noon, and fresh "
            "bread at night.",
            spans=["fresh bread"] * 4,
        ),
        Example(
            "A mattress should be a mattress that fits. Buy a mattress where every mattress is a "
            "good mattress, a mattress for you, and no mattress is too hard.",
            spans=["mattress"] * 7,
        ),
    ],
    passes=[
        f"{TRIP} Fresh bread is baked at five. {TRIP} They sell fresh bread by the river.",
        "Add the butter and the flour. Stir the butter in, then add more flour and some salt, and "
        "leave the butter to cool before you fold in the rest of the flour.",
        "Row, row the boat ashore, row the boat, row the boat, and let the river carry us home.",
        "The Green Party, the Labour Party, the Liberal Party and the National Party voted for it.",
        "Jim Hill, John Hill, Joan Hill, Jean Hill and Jane Hill sat down in the first row together.",
        "Profit was 5 mln dlrs vs 4 mln dlrs and sales were 9 mln dlrs vs 8 mln dlrs in the quarter, "
        "and tax 2 mln dlrs vs 1 mln dlrs.",
        "| red shoes, new | red shoes, old |\n|---|---|\n| 3 | 4 |",
        "The talks covered trade, defence, fishing, energy and visas, and went on until Friday.",
    ],
)
