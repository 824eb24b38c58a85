"""A chat assistant talking to the one who asked it: "Certainly! Here's a rewritten version".

Whoever pasted its answer pasted its manners too: the handover at the top, the offer to change it at
the end, the refusal, the remark that it is only a language model. What stands between quotation
marks is passed over, since an article about such assistants quotes them.

A false alarm in a transcript of a chat that uses no quotation marks, and in mail: "I hope this
helps" was there before.
"""

import numpy as np
import regex

from detector.arrays import Mask, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Phrases
from detector.traits.where import all_of, any_of, long_phrase, opens_line, outside_quotes

HANDOVER = regex.compile(
    r"[!.,:—–-]{1,3}\s{0,2}(?:here(?:['’]s| is| are)|below (?:is|are|you)"
    r"|i(?:['’]d| would| will|['’]ll| can| have|['’]ve) (?:be|help|do|rewrit|revis|creat|writ"
    r"|provid|generat|craft|updat|assist)"
    r"|let['’]s (?:break|dive|take|explore|start|look)"
    r"|let me (?:help|rewrit|know|provid|creat|revis))",
    regex.IGNORECASE,
)


def _hands_over(lexemes: Lexemes, hits: PhraseHits) -> Mask:
    handed = np.zeros(len(hits.line), np.bool_)
    for place in np.flatnonzero(opens_line()(lexemes, hits)):
        end = int(lexemes.tokens.end[hits.last[place]])
        handed[place] = HANDOVER.match(lexemes.text, end) is not None
    return handed


TRAIT = Phrases(
    name="assistant_voice",
    doc=__doc__,
    lines="assistant_voice",
    where=all_of(outside_quotes(), any_of(long_phrase(3), _hands_over)),
    flags=[
        Example(
            "As an AI language model, I cannot browse the internet.",
            spans=["As an AI language model", "I cannot browse the internet"],
        ),
        Example("Certainly! Here’s what I found on ports.", spans=["Certainly"]),
        Example("Sure, here is a rewritten version:\nThe port.", spans=["Sure, here is"]),
        Example("The port is shut.\n\nI hope this helps!", spans=["I hope this helps"]),
        Example(
            "I'm sorry, but I can't assist with that.", spans=["I'm sorry, but I can't assist"]
        ),
        Example(
            "It is shut.\n\nLet me know if you'd like me to make it shorter.",
            spans=["Let me know if you'd like me"],
        ),
        Example("My knowledge cutoff is in 2021.", spans=["My knowledge cutoff"]),
    ],
    passes=[
        "The bot wrote: “I’m sorry, but as an AI language model I cannot help with that.”",
        'Asked for a poem, it said, "Sure, here is a poem," and then it printed a recipe.',
        "Certainly the port was shut. Here is what the harbour master told us about it.",
        "Of course, I can see why the council is late: the hall has no heating at all.",
        "Let me know what you think in the letters page, and I will print the best one.",
        "A large language model is trained on text. It guesses the next word, and the next.",
        "Sure, he was late. Here, they said, everyone is. He took his hat and went out.",
        "The revised version of the bill passed on Monday by forty votes to thirty-eight.",
    ],
)
