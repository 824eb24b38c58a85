"""Words that lost the space between them: "betweendiplomatic", "markets,impacting", "byThe".

It happens where a page is stripped of its tags carelessly. A word that the lexicon does not know
counts when it falls into two that it does know, and these are no parts of a compound: one is a
word such as "the", or the first has an ending that compounds do not have inside. Names, brands,
hashtags, addresses and identifiers are passed over, and so is what an article says again.
"""

import numpy as np

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Spans, Structure, spans
from detector.traits.structures.glue import before_names, glued, joined, stand_alone


def find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    """Find words that are really two, and words joined by a comma or a full stop."""
    alone = np.append(hits.first, before_names(lexemes))
    alone = np.append(alone[stand_alone(lexemes, alone, alone)], glued(lexemes))
    first, last = joined(lexemes)
    tokens = lexemes.tokens
    return spans(
        np.append(tokens.start[alone], tokens.start[first]),
        np.append(tokens.end[alone], tokens.end[last]),
    )


TRAIT = Structure(
    name="glued_words",
    lines="glued_words",
    doc=__doc__,
    find=find,
    flags=[
        Example(
            "The balance betweendiplomatic aims and trade is vital here.",
            spans=["betweendiplomatic"],
        ),
        Example(
            "It could reshape global markets,impacting the whole of the region.",
            spans=["markets,impacting"],
        ),
        Example(
            "The report was written byThe office, and the talks failedwithout a result.",
            spans=["byThe", "failedwithout"],
        ),
        Example("They came to the end.The council went home after that.", spans=["end.The"]),
        Example("He was a member ofthe council and of the board of the school.", spans=["ofthe"]),
    ],
    passes=[
        "She bought an iPhone, opened YouTube and wrote some JavaScript for GitHub and PayPal.",
        "The goalkeeper withstood it; the birdwatchers saw a thunderstorm over the grassland.",
        "# Calls\nSo toString() and getName are the same as file.Name and data.Frame in the code.",
        "Follow #throwbackthursday at example.com/thenews or write to theoffice@example.org today.",
        "Hereafter and thereof, the therapists notwithstanding, he was nonetheless a butterfly.",
        "Mr. Macmillan of Northampton and Ms. Anderson met at Wellington and at Stockholm in May.",
    ],
)
