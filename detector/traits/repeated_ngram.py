"""The same eight words or more in a row, again and again, in running text.

One repetition is a quotation, a caption or a formula of the law; what counts is how much of the
article has been said before. Lists, tables and code are passed over.
"""

import numpy as np

from detector.arrays import KNOWN_WORDS, PIPES, WORDS, Mask, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Spans, Structure, spans
from detector.traits.structures.repeats import repeated_words

LENGTH = 8  # words of a run
LEAST = 24  # words said before, in an article
SHARE = 0.025  # of its words


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find the runs of words that stood before, in articles that hold many of them."""
    least = np.maximum(LEAST, SHARE * lexemes.totals[:, WORDS])
    first, last = repeated_words(lexemes, _in_prose(lexemes), LENGTH, least)
    return spans(lexemes.tokens.start[first], lexemes.tokens.end[last])


def _in_prose(lexemes: Lexemes) -> Mask:
    """Lines that are sentences, and not items, rows, headings or code."""
    words = lexemes.count(WORDS)
    prose = lexemes.ends_sentence & (words >= 6) & (lexemes.count(PIPES) == 0)
    return np.asarray(prose & ~lexemes.set_apart & (lexemes.count(KNOWN_WORDS) >= 0.7 * words))


SAID = "the bridge over the river will be closed to all traffic until the end of the month"

TRAIT = Structure(
    name="repeated_ngram",
    doc=__doc__,
    find=find,
    flags=[
        Example(f"We know {SAID}. He said {SAID}. She added that {SAID}.", spans=[SAID, SAID]),
        Example(f"We know {SAID}.\nHe said {SAID}.\n\nShe added that {SAID}.", spans=[SAID, SAID]),
        Example(f"Well, {SAID}, and in May {SAID.upper()}. So {SAID}!", spans=[SAID.upper(), SAID]),
        Example(f"{SAID.title()}. Then {SAID}. But now {SAID}.", spans=[SAID, SAID]),
    ],
    passes=[
        f"We know {SAID}. He did not believe it. But {SAID}, she said.",
        f"- We know {SAID}.\n- He said {SAID}.\n- She added that {SAID}.",
        f"```\nsay {SAID}.\nsay {SAID}.\nsay {SAID}.\n```\n",
        f"| {SAID}. |\n|---|\n| {SAID}. |\n| {SAID}. |\n",
        "Row, row the boat ashore\n" * 6,
        "He went to the mill. She went to the mill too. They went to the mill, all of them.",
    ],
)
