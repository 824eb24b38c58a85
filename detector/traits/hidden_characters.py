"""Words with characters inside that nobody sees, a zero-width space in "click" say.

Zero-width characters, marks of direction, soft hyphens that leave a letter alone, piles of
combining marks, and letters written as entities ("&#99;lick") hide a word from a filter, not from
its readers. Between words, and in scripts and emoji that need them, such characters are no trick.
"""

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.plain import Trick
from detector.traits.shapes import Example, Spans, Structure
from detector.traits.structures.disguised import disguised


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find the words that were disguised so."""
    return disguised(lexemes, Trick.HIDDEN)


TRAIT = Structure(
    name="hidden_characters",
    doc=__doc__,
    find=find,
    flags=[
        Example("Just cl\u200bick here to read it.", spans=["cl\u200bick"]),
        Example(
            "The dis\u200dcount is for mem\u2066bers only.",
            spans=["dis\u200dcount", "mem\u2066bers"],
        ),
        Example("Save mon\u00adey with our offe\u00adr today.", spans=["offe\u00adr"]),
        Example("Get &#114;&#101;&#x61;dy to buy now.", spans=["&#114;&#101;&#x61;dy"]),
        Example(
            "A ch\u0336e\u0336ap lo\u0336an is ea\u0336sy and fa\u0336st.",
            spans=["ch\u0336e\u0336ap", "lo\u0336an", "ea\u0336sy", "fa\u0336st"],
        ),
    ],
    passes=[
        "The com\u00admittee met on Mon\u00adday to dis\u00adcuss the har\u00adbour.",
        "\ufeffThe mill opened.\u200b The owner\u200e came, and \u200bso did the mayor.",
        "A family \U0001f468\u200d\U0001f469\u200d\U0001f467 and a heart \u2764\ufe0f were all it said.",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 is Persian for I want.",
        "The cafe\u0301 in Jose\u0301 Street, and a nai\u0308ve fac\u0327ade.",
        "It&#8217;s late &#8211; and &#65; is the entity of a letter.",
    ],
)
