"""Bullets that begin with a lead: "- Economic Growth: Trade may rise as tensions ease".

A generator's favourite list: every item is a heading, a colon and one smooth sentence. People
write it too, so one bullet is none, and neither are ingredients and prices ("- Flour: 200 g"),
change notes ("- fix: ..."), casts, speakers, and items with code, links or figures in the lead.
"""

from collections import Counter
from functools import cache

import numpy as np
import regex

from detector.arrays import WORDS, PhraseHits
from detector.characters import among
from detector.lexemes import Lexemes
from detector.traits.shapes import NOWHERE, Example, Spans, Structure, spans

LEAST = 4  # points in an article: two for a lead of several words, one for a single word
LONGEST = 60  # words of a bullet
MARKS = among("✓✔→_(<")
LEADS = (":", "–", "—", "**", "__")  # one of these is behind or around a lead
ENDS = among('.?!…;"”’)*_>')
ITEM = r"""(?x)
    \s*+ (?: [-*+•‣·–—▪◦●✓✔→] \s++ | \(? \d{1,2} [.)] \s*+ )?+ (?: < \s? strong \s? > \s*+ )?
    (?P<bold> \*{2,3} | __ )?+ \s?
    (?P<lead> [A-Z“"][\w’'&/,-]*+ (?: \ [\w’'&/(),-]++ ){0,7}+ )
    (?: : \s? (?(bold) (?: \*{2,3} | __ ) ) | (?(bold) (?: \*{2,3} | __ ) \s? [:–—-] | \ [–—] ) )
    (?: \s? < \s? /? \s? strong \s? > )? \s++
    (?! [^\n]*+ (?: ` | \]\( | https?:// ) )
    (?: ["“‘']? [A-Z] | (?<= [A-Z]\S{0,30}\ [A-Z]\S{0,30} : [*_]{0,3}\s ) [a-z] ) (?= \S* (?: \s++ \S++ ){3} ) [^\n]*+
    (?<= [.?!…;] | [.?!…] ["”’)*_] | [.?!…]["”’)]?[\s<]{1,3}[/\s]{0,3}[a-z]{1,10}\s?> )
    """


@cache
def _item() -> "regex.Pattern[str]":
    return regex.compile(ITEM)


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find the bullets with a lead, where an article has several."""
    lines = lexemes.lines
    leads = {line: lead for line in _likely(lexemes) if (lead := _lead(lexemes, line))}
    if not leads:
        return NOWHERE
    said = Counter((int(lines.article[line]), lead) for line, lead in leads.items())
    found = [line for line, lead in leads.items() if said[int(lines.article[line]), lead] == 1]
    words = np.array([len(leads[line].split()) for line in found], np.int64)
    article = lines.article[found]
    points = np.bincount(article, 1 + (words > 1), minlength=len(lexemes))
    points *= np.bincount(article, words > 1, minlength=len(lexemes)) > 0
    kept = (points >= LEAST)[article]
    held = np.array(found, np.int64)[kept]
    return spans(lines.start[held], lines.end[held])


def _likely(lexemes: Lexemes) -> list[int]:
    """Lines that begin and end as such a bullet does, where an article has two or more."""
    lines = lexemes.lines
    first = lexemes.bulleted | MARKS.take(lines.first, mode="clip") | lexemes.opens_with_bullet
    tried = np.flatnonzero(first & ENDS.take(lines.last, mode="clip"))
    tried = tried[(lexemes.count(WORDS)[tried] <= LONGEST) & ~lexemes.code[tried]]
    article = lines.article[tried]
    kept = np.bincount(article, minlength=len(lexemes))[article] > 1
    return [int(line) for line in tried[kept]]


def _lead(lexemes: Lexemes, line: int) -> str:
    text = lexemes.line_text(line).rstrip()
    match = _item().fullmatch(text) if any(map(text.__contains__, LEADS)) else None
    return match["lead"] if match else ""


TRAIT = Structure(
    name="lead_bullet",
    doc=__doc__,
    find=find,
    flags=[
        Example(
            "Two things matter:\n- Economic Growth: Trade may rise as tensions ease.\n"
            "- Regional security: The pact could shape the years to come.\n",
            spans=[
                "- Economic Growth: Trade may rise as tensions ease.",
                "- Regional security: The pact could shape the years to come.",
            ],
        ),
        Example(
            "* **Clear Goals:** Everyone should know what they work for.\n"
            "* **Open doors**: People talk more when they are asked to.\n",
            spans=[
                "* **Clear Goals:** Everyone should know what they work for.",
                "* **Open doors**: People talk more when they are asked to.",
            ],
        ),
        Example(
            "1. Start Small: Pick one habit and keep it for a week.\n"
            "2. Stay Curious: Ask what others do, and try it out.\n"
            "3. Rest: A tired mind learns nothing at all.\n",
            spans=[
                "1. Start Small: Pick one habit and keep it for a week.",
                "2. Stay Curious: Ask what others do, and try it out.",
                "3. Rest: A tired mind learns nothing at all.",
            ],
        ),
        Example(
            "• Better Sleep – A dark room helps the body to rest.\n"
            "- < strong >Fewer Screens:< / strong > Put the phone away an hour before. li >\n",
            spans=[
                "• Better Sleep – A dark room helps the body to rest.",
                "- < strong >Fewer Screens:< / strong > Put the phone away an hour before. li >",
            ],
        ),
    ],
    passes=[
        "- Flour: 200 g\n- Brown sugar: 50 g, sifted twice\n- Whole milk: 1 cup, warm but not hot\n",
        "- fix: the parser no longer drops the last line\n- new feature: the writer can append\n",
        "JOHN SMITH: I was never there at all, my lord.\nTHE JUDGE: You were seen by four people.\n",
        "- Macbeth: Ian Hill\n- Lady Macbeth: Ann Reed\n- First Witch: Joan Bell\n",
        "- [Old pier](https://example.org): where the boats used to land in May\n"
        "- `Open File`: opens the file and reads the first line\n",
        "- Economic Growth: Trade may rise as tensions ease.\n- Bring your own cup and a plate.\n",
        "The mayor said two things: The road is shut. And the bridge: It is gone, he said.\n",
    ],
)
