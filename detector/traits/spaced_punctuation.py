"""Spaces before commas and full stops, inside brackets, around apostrophes: "In summary , it ’ s".

That is what is left where tags were replaced by spaces, or words were cut into tokens and joined
again. One full stop or bracket is a slip, so two make the trait; one comma does. Not counted: French and other languages that
write so, " ..." and " .NET", columns, tables, and code.
"""

import numpy as np

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Spans, Structure, spans
from detector.traits.structures.spacing import english_prose, spaced_marks, torn_endings

SLIPS = 2  # fewer in an article are no trait


def find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    """Find the marks that have a space too many, in articles with at least two."""
    tokens, article = lexemes.tokens, lexemes.article_of_token
    prose = english_prose(lexemes)
    marks, counts, opens = spaced_marks(lexemes, prose)
    words, endings = torn_endings(lexemes, hits.first, prose)
    slips = np.bincount(article[marks], counts, minlength=len(lexemes))
    slips += SLIPS * np.bincount(article[words], minlength=len(lexemes))
    kept = (slips >= SLIPS)[article[marks]]
    start = np.where(opens, tokens.start[marks], tokens.end[marks - 1])[kept]
    end = np.where(opens, tokens.end[marks] + 1, tokens.end[marks])[kept]
    return spans(np.append(start, tokens.end[words]), np.append(end, tokens.end[endings]))


TRAIT = Structure(
    name="spaced_punctuation",
    doc=__doc__,
    find=find,
    lines="spaced_punctuation",
    flags=[
        Example("In summary , the talks went on .\nThat was the end .", spans=[" ,", " .", " ."]),
        Example("America ’ s plan is late, and the mayor 's own too.", spans=[" ’ s", " 's"]),
        Example("The board ( of nine ) met , and voted.", spans=["( ", " )", " ,"]),
        Example(
            "It was late ; he was tired , and don ' t ask why !", spans=[" ;", " ,", " ' t", " !"]
        ),
    ],
    passes=[
        "Well ... he ran .NET and .com sites at .5 percent, and then . . . he stopped.",
        "Il a dit « Ah ! » et puis : « Non ; jamais ! » Pourquoi ? Parce que , voilà , c'est la vie .",
        "Milk    .  2.30\nBread   .  1.80\nEggs    ,  3.00",
        "| a , b | c . |\n|---|---|\n| d , e | f . |",
        "```\nlet x = [ 1 , 2 ] ;\nf ( x , y ) .\n```\nThat is how it is done.",
        "One slip . Once, it is only human. The boys' s was left out.",
        "'Tis the letter 's' that matters (so he says) :) and not the other ;)",
    ],
)
