"""A menu, a footer or a breadcrumb: items of navigation one below the other or side by side.

One item says nothing, since "News" may be a heading; a run of them is a page's frame. Lists in
articles (a team, ingredients, the tracks of a record, a cast) are runs of short lines too, so
enough of the lines must be words that menus are made of. The contents of a site that an article
describes as a bare list are a false alarm.
"""

import numpy as np

from detector.arrays import CAPITAL, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Spans, Structure, spans
from detector.traits.structures.menus import barred, below_each_other, side_by_side, widest


def find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    """Find menus on one line and over several; `hits` are items of menus."""
    items = widest(hits.where((lexemes.tokens.shape[hits.first] & CAPITAL) > 0))
    if not len(items.line):
        return spans([], [])
    ways = (barred(lexemes, items), side_by_side(lexemes, items), below_each_other(lexemes, items))
    return spans(*(np.concatenate(edges) for edges in zip(*ways, strict=True)))


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
