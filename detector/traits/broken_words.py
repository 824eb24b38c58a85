"""Words that are spelled out or split by marks: "c l i c k", "F*R*E*E", "cl.ick he.re".

A reader puts them together, and a filter that knows words does not. Initials with full stops are
no trick, and split words count only where an article has several.
"""

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.plain import Trick
from detector.traits.shapes import Example, Spans, Structure
from detector.traits.structures.disguised import disguised


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find the words that were disguised so."""
    return disguised(lexemes, Trick.BROKEN)


TRAIT = Structure(
    name="broken_words",
    doc=__doc__,
    find=find,
    flags=[
        Example("Just c l i c k here to read it.", spans=["c l i c k"]),
        Example("Get it now, F*R*E*E, and t.o.d.a.y only.", spans=["F*R*E*E", "t.o.d.a.y"]),
        Example("O R D E R N O W and win.", spans=["O R D E R", "N O W"]),
        Example(
            "Che.ap medi.cation and pro_ducts from pha|rmacies of Can*ada, ship.ped in bo.xes.",
            spans=[
                "Che.ap",
                "medi.cation",
                "pro_ducts",
                "pha|rmacies",
                "Can*ada",
                "ship.ped",
                "bo.xes",
            ],
        ),
    ],
    passes=[
        "The U.S.A., the B.B.C., J. R. R. Tolkien and an R.S.V.P. from W. H. A. Monk.",
        "A b c d e f g, said the child, and x x x x x x on the form.",
        "A well-known, twenty-year-old co-operative in Stratford-upon-Avon re-elected its ex-president.",
        "Open file.name, then foo.bar and my_value, and/or the site example.com.",
    ],
)
