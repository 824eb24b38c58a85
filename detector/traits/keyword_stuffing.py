"""The same search words again and again: "cheap flights, cheap flights London, cheap flights Rome".

An article about a subject names it often, and a recipe its ingredient; a stuffed one crowds it, so
what counts is how near to each other the mentions stand. Names are left out (a report repeats
them), and so are lists, code and tables.
"""

from collections import Counter
from itertools import pairwise

import numpy as np
import regex

from detector.lexemes import COMMAS, PIPES, WORDS, Lexemes, PhraseHits
from detector.lexicon import word_list
from detector.traits.shapes import TIMEOUT, Example, Spans, Structure, spans
from detector.traits.structures.crowds import SHORT, crowds

# Words in a row, how often they are said, and within how many words.
CROWDS = ((1, 7, 45), (1, 5, 26), (2, 4, 40), (3, 3, 24))
# Small words that a search may hold none of; it may hold "near me" and "how to".
SEARCHED = {"for", "my", "in", "me", "us", "new", "good", "most", "how", "to", "up", "at", "your"}
CLAUSE = frozenset(word_list("function_words")) - SEARCHED
ITEM = r"[^,;.|:!?()\n]"
LIST = regex.compile(
    rf"{ITEM}{{2,48}}+ [,;|] (?: {ITEM}{{2,48}}+ [,;|] )++ {ITEM}{{0,48}}+", regex.X
)


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find words that crowd a passage, and lists of search words."""
    listed = _lists(lexemes)
    start, end = crowds(lexemes, CROWDS)
    return spans(
        np.concatenate([*start, [first for first, _ in listed]]),
        np.concatenate([*end, [last for _, last in listed]]),
    )


def _lists(lexemes: Lexemes) -> list[tuple[int, int]]:
    """Lists whose items share their words."""
    marks = lexemes.count(COMMAS) + lexemes.count(PIPES)
    words = lexemes.count(WORDS)
    tried = (marks > 1) & (words >= 5) & (words <= 6 * marks + 6) & ~lexemes.code
    return [
        (start + match.start(), start + match.end())
        for line in np.flatnonzero(tried).tolist()
        for start in [int(lexemes.lines.start[line])]
        for match in LIST.finditer(lexemes.line_text(line), timeout=TIMEOUT)
        if _is_stuffed(match[0])
    ]


def _is_stuffed(text: str) -> bool:
    """Tell whether most items share a word or two, and are no names and no clauses."""
    listed = [item.split() for item in regex.split("[,;|]", text)]
    if sum(item[0][0].isupper() for item in listed[1:] if item) > 0.5 * len(listed):
        return False
    items = [[word.lower() for word in item] for item in listed]
    if any(word in CLAUSE for item in items for word in item):
        return False
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
