"""Words with letters of another script that look Latin, or of an alphabet for mathematics.

"\u0430" is Cyrillic, "\uff41" wide, "\U0001d41a" bold: a person reads them all as "a" and a filter
does not. No language mixes look-alikes with Latin letters inside a word. Words that are wholly
Russian or Greek, formulas and wide letters between ideographs are no trick.
"""

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.plain import Trick
from detector.traits.shapes import Example, Spans, Structure
from detector.traits.structures.disguised import disguised


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find the words that were disguised so."""
    return disguised(lexemes, Trick.MIXED)


TRAIT = Structure(
    name="mixed_script",
    doc=__doc__,
    find=find,
    flags=[
        Example(
            "Just \u0441lick here to r\u0435\u0430d it.", spans=["\u0441lick", "r\u0435\u0430d"]
        ),
        Example(
            "\uff22\uff35\uff39 it \uff4e\uff4f\uff57 while it lasts.",
            spans=["\uff22\uff35\uff39", "\uff4e\uff4f\uff57"],
        ),
        Example(
            "\U0001d401\U0001d42e\U0001d432 the best.", spans=["\U0001d401\U0001d42e\U0001d432"]
        ),
        Example(
            "G\u03bfod n\u03b5ws and \u24d5\u24e1\u24d4\u24d4 money.",
            spans=["G\u03bfod", "\u24d5\u24e1\u24d4\u24d4"],
        ),
    ],
    passes=[
        "The paper \u041f\u0440\u0430\u0432\u0434\u0430 and the words \u0441\u043e\u0440\u0430 and \u0430\u0440\u0435\u043d\u0430 are Russian.",
        "The \u03b1-helix, the \u03b2-sheet, 5 \u03bcm and a \u0394T of 3 K.",
        "Let \U0001d465 be less than \U0001d466, and write \u211d for the reals.",
        "Th\u00e9r\u00e8se and \u0141ukasz ate cr\u00eape in \u0130stanbul with Kart\u0131.",
        "The 1\u02e2\u1d57 and the 2\u207f\u1d48 of May, note\u00b2.",
    ],
)
