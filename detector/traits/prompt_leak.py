"""Orders to a writer, left in the text: "Write a 500-word article about", "Tone: professional".

Whoever had an article made pasted the order along with it, or the answer repeated it. An order
stands where a sentence begins, so that "she had to write an article about it" is none, and not
behind a quotation mark, so that an article about prompts may quote them.

A false alarm in advice on writing, which gives the same orders to people.
"""

from functools import cache
from pathlib import Path

import numpy as np
import regex

from detector.arrays import Mask, PhraseHits
from detector.characters import among
from detector.lexemes import Lexemes
from detector.traits.shapes import NOWHERE, Example, Spans, Structure, compile_once, spans
from detector.traits.where import any_of, opens_sentence, outside_quotes

LONGEST = 200  # characters
NAME = regex.compile("<([a-z]+)>")
PHRASES = Path(__file__).parent / "phrases" / "en"
MARKS = among("[(:;")
ASKING = r"(?:(?:please|now|kindly|next|then|also|can you|could you),? ){0,2}+"


@cache
def _order() -> "regex.Pattern[str]":
    text = (PHRASES / "prompt_leak_orders.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    named = dict(line.split(" = ", 1) for line in lines if " = " in line)
    order = ASKING + "(?:" + "|".join(line for line in lines if " = " not in line) + ")"
    order = NAME.sub(lambda name: named[name[1]], NAME.sub(lambda name: named[name[1]], order))
    return compile_once("(?i)" + order.replace(" ", r"\s"))


def _find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    hits = hits.where(any_of(opens_sentence(), _behind_a_mark)(lexemes, hits))
    hits = hits.where(outside_quotes()(lexemes, hits) & ~lexemes.code[hits.line])
    if not len(hits.line):
        return NOWHERE  # the expression takes long to compile
    starts = lexemes.tokens.start[hits.first]
    ends = np.minimum(lexemes.lines.end[hits.line], starts + LONGEST)
    order = _order()
    places = zip(starts.tolist(), ends.tolist(), strict=True)
    matches = [order.match(lexemes.text, *place) for place in places]
    found = [match.span() for match in matches if match]
    return spans([start for start, _ in found], [end for _, end in found])


def _behind_a_mark(lexemes: Lexemes, hits: PhraseHits) -> Mask:
    before = np.maximum(hits.first - 1, 0)
    mark = MARKS.take(lexemes.codes[lexemes.tokens.start[before]], mode="clip")
    return np.asarray(mark & (hits.first > lexemes.lines.token[hits.line]))


TRAIT = Structure(
    name="prompt_leak",
    doc=__doc__,
    lines="prompt_leak",
    find=_find,
    flags=[
        Example(
            "Write a 500-word article about the port.\nThe port is shut.",
            spans=["Write a 500-word article"],
        ),
        Example("It is shut.\n\nRewrite the following text:", spans=["Rewrite the following"]),
        Example("Tone: professional\nIt is shut.", spans=["Tone:"]),
        Example(
            "You are a helpful assistant. Do not mention that you are one.",
            spans=["You are a helpful assistant", "Do not mention that you"],
        ),
        Example(
            "It is shut.\n\n[Write your conclusion here]", spans=["Write your conclusion here"]
        ),
        Example("Use the following keywords: port, strike", spans=["Use the following keywords"]),
    ],
    passes=[
        "She had to write an article about the port for the school paper by Friday.",
        "He typed: “Write a 500-word article about the port.” Nothing came of it.",
        'The first line was "You are a helpful assistant", said the engineer who found it.',
        "You are a guest here. Do not use the lift, and write your name in the book.",
        "Use a sharp knife. Include the stalks, and keep a little of the water.",
        "The tone of the letter was polite. Its style was that of a lawyer.",
        "The committee wrote in the style of the old reports, and nobody read those.",
        "Add `markdown` to the list.\n\n```\nWrite a headline with one hash\n```",
        "The article must not be reprinted. The text was read out in court on Monday.",
    ],
)
