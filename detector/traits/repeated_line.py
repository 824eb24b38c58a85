"""A line of some length that the article had before: a caption, a call or a sentence, pasted twice.

Verse repeats its refrain, changelogs their headings and transcripts their speakers, so short lines
do not count, and where an article is made of short lines only long ones do; nor do table rows,
code, rules, and what is left of a form or a list of addresses.
"""

import numpy as np

from detector.arrays import ADDRESSES, KNOWN_WORDS, MARKUPS, PIPES, WORDS, Mask, PhraseHits
from detector.characters import among
from detector.lexemes import Lexemes
from detector.traits.shapes import NOWHERE, Example, Spans, Structure, spans
from detector.traits.structures.repeats import repeated_lines, with_twins

LEAST = 4  # words of a line that counts
LEAST_IN_VERSE = 10
VERSE = 9  # words a line
UNFINISHED = among(":;,{(=")
INDENT = among(" \t")
VERSES = 8  # so many short lines make an article one of short lines


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find the lines that stood in the same article before."""
    lines, words = lexemes.lines, lexemes.count(WORDS)
    twins = with_twins(lexemes, words >= LEAST)
    if not twins.any():
        return NOWHERE
    least = np.where(_is_verse(lexemes)[lines.article], LEAST_IN_VERSE, LEAST)
    least += 4 * (lexemes.bulleted | lexemes.heading)
    prose = (lexemes.count(PIPES) == 0) & (lexemes.count(ADDRESSES) == 0) & ~lexemes.code
    prose &= (2 * lexemes.count(KNOWN_WORDS) >= words) & (4 * lexemes.count(MARKUPS) <= words)
    prose &= ~UNFINISHED.take(lines.last, mode="clip") & ~_indented(lexemes)
    again = repeated_lines(lexemes, twins & (words >= least) & prose)
    return spans(lines.start[again], lines.end[again])


def _indented(lexemes: Lexemes) -> Mask:
    """Lines of which the very first character is a space."""
    start = np.minimum(lexemes.lines.start, len(lexemes.codes) - 1)
    return INDENT.take(lexemes.codes[start], mode="clip") & (
        lexemes.lines.start < lexemes.lines.end
    )


def _is_verse(lexemes: Lexemes) -> Mask:
    """Articles of many lines, most of them as short as verse, lists or speech."""
    words = lexemes.count(WORDS)
    filled = (words > 0) & ~(lexemes.bulleted | lexemes.heading | lexemes.code)
    filled &= 2 * lexemes.count(KNOWN_WORDS) >= words
    short = filled & (words <= VERSE)
    total = lexemes.total(filled)
    return np.asarray((total >= VERSES) & (lexemes.total(short) >= 0.6 * total))


SPEECH = "The mayor spoke for an hour about the school and the road to it, and then he left.\n"

TRAIT = Structure(
    name="repeated_line",
    doc=__doc__,
    find=find,
    flags=[
        Example(
            f"Read all about it in our magazine.\n{SPEECH}Read all about it in our magazine.",
            spans=["Read all about it in our magazine."],
        ),
        Example(f"{SPEECH}It rained.\n{SPEECH}", spans=[SPEECH.strip()]),
        Example(
            f"The old pier at noon yesterday\n{SPEECH}THE OLD PIER   at noon yesterday\n"
            "It was the old pier at noon yesterday\n",
            spans=["THE OLD PIER   at noon yesterday"],
        ),
        Example(
            f"{SPEECH}\nContinue reading the main story\n\nIt rained.\n\n"
            "Continue reading the main story\n\nIt snowed.\n\nContinue reading the main story",
            spans=["Continue reading the main story"] * 2,
        ),
    ],
    passes=[
        "Row, row the boat ashore tonight\nThe lake is deep and blue\n" * 4,
        "## 1.2\n### Fixed\n- Crash on start\n## 1.1\n### Fixed\n- Crash on start\n",
        "ANNA: Yes.\nBEN: No.\nANNA: Yes.\nBEN: Why?\nANNA: Yes.\nBEN: No.\n",
        "| a b c | d e f |\n|---|---|\n| one two three | four five six |\n| one two three | four five six |",
        f"{SPEECH}Advertisement\n\nIt rained.\n\nAdvertisement\n\n* * *\n\nIt snowed.\n\n* * *\n",
        "```\nprint the line and go on now\nprint the line and go on now\n```\nThat is it.",
    ],
)
