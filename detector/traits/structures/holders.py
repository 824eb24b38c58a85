"""What holds a place by its form: "[Your Name]", "(insert link here)", "XX/XX/XXXX"."""

from functools import cache

import numpy as np
import numpy.typing as npt
import regex

from detector.arrays import UNKNOWN, WORD, Ints
from detector.characters import among
from detector.lexemes import Lexemes
from detector.traits.structures.source import line_at
from detector.traits.tables import word_hashes

FAR = 200  # characters within which a bracket must close
THING = (
    "name|address|number|title|date|day|time|url|link|logo|website|site|city|town|zip"
    "|company|business|brand|product|service|industry|position|job|e-?mail|phone|text|image|photo"
    "|picture|video|quote|source|statistics?|topic|keywords?|amount|price|location|venue|caption"
    "|headline|description|details|info|information|signature|bio|niche|audience|domain|handle"
    "|username|password|message|content|here|month|year|event|subject|department|team|school|step"
)
CROSSES = among("Xx")
OPENING = np.zeros(128, np.bool_)
OPENING[[ord(c) for c in "[<{("]] = True
FIRST_CHARACTERS = among("Xx_")
FIRST_WORDS = (
    "insert enter fill replace specify placeholder link name date title image number your company"
    " business brand client customer recipient recipient's product contact first last full job"
    " phone e email street website school event author author's agent add put sender sender's"
    " organisation organization university department team store today's current describe target"
    " main photo app book movie speaker project service local include relevant specific other city"
    " address location amount topic tbd tba tbc tk todo"
)
HOLDER = rf"""(?x)
    [\[<{{] (?= [^\]\n]{{0,{FAR}}}? [\]>}}] (?! [(\[:] ) ) \s?
    (?: (?i: insert|enter|fill\ in|replace|specify|placeholder|link\ to
        |(?:name|date|title|image|number)\ of ) \b [^\[\]<>{{}}\n]{{0,80}}+
      | (?i: your|company|business|brand|client|customer|recipient(?:['’]s)?|product|contact|first
          |last|full|job|phone|e-?mail|street|website|school|event|author(?:['’]s)?|agent|add
          |sender(?:['’]s)?|organi[sz]ation|university|department|team|store|today['’]s|current
          |describe|target|main|image|photo|app|book|movie|speaker|project|service|local|include
          |relevant|specific|other\ party|city, )
        \s (?: [^\[\]<>{{}}\n]{{0,60}}? [ /] )? (?i: {THING} ) \b [^\[\]<>{{}}\n]{{0,40}}+
      | Name|NAME|Date|DATE|Company|COMPANY|Address|ADDRESS|City(?:,\ State)?|CITY|Location|LOCATION
      | Amount|AMOUNT|Topic|TOPIC|Phone\ Number|Author|AUTHOR|TITLE|PLACEHOLDER
      | YOUR\ [^\]\n]{{1,40}}
      | TBD|TBA|TBC|TK|TODO|tbd|tk|X+|x{{2,}}|___+
    ) \s? [\]>}}] (?! [(\[:] )
  | \( (?i: insert|enter|add|put|your ) \s (?: [^()\n]{{0,50}}? \s )? (?i: {THING} ) \s? \)
  | (?<! \w )
    (?: X{{4,}} | x{{5,}} | \$?[xX]{{2,4}} (?: [-/.,] [xX]{{2,4}} ){{1,5}}+ | \$X{{2,}} | XX+(?=\ ?%) )
    (?! \w )
    """


@cache
def _first_words() -> npt.NDArray[np.uint32]:
    return np.array([word for words in word_hashes(FIRST_WORDS.split()) for word in words])


@cache
def _holder() -> "regex.Pattern[str]":
    return regex.compile(HOLDER)


def holders(lexemes: Lexemes, crosses: Ints) -> npt.NDArray[np.int64]:
    """Find the starts and ends of all holders, two columns; code is left out.

    `crosses` are the tokens of two and three X, which the lexicon knows as words.
    """
    found = [span for place in _places(lexemes, crosses) if (span := _held(lexemes, *place))]
    return np.array(found, np.int64).reshape(-1, 2)


def in_code(lexemes: Lexemes) -> npt.NDArray[np.int64]:
    """Lines of fenced code, and those with a backtick on them."""
    ticks = lexemes.marks[np.flatnonzero(lexemes.mark_codes == ord("`"))]
    lines = line_at(lexemes, lexemes.tokens.start[ticks])
    return np.union1d(lines, np.flatnonzero(lexemes.code))


def _places(lexemes: Lexemes, crosses: Ints) -> list[tuple[int, int]]:
    """Where a bracket opens or a row of X begins, and on which line; code is left out."""
    rows = lexemes.tokens.start[np.union1d(crosses, _rows(lexemes))]
    places = np.union1d(_brackets(lexemes), rows)
    line = line_at(lexemes, places)
    kept = ~np.isin(line, in_code(lexemes)) if len(places) else slice(0)
    return list(zip(places[kept].tolist(), line[kept].tolist(), strict=True))


def _brackets(lexemes: Lexemes) -> Ints:
    """Where a bracket opens, and a word behind it that one of the holders begins with."""
    tokens, codes = lexemes.tokens, lexemes.codes
    likely = lexemes.marks[np.flatnonzero(np.take(OPENING, lexemes.mark_codes, mode="clip"))]
    following = np.minimum(likely + 1, len(tokens.start) - 1)
    held = np.isin(tokens.hash[following], _first_words())
    held |= FIRST_CHARACTERS.take(codes[tokens.start[following]], mode="clip")
    return np.asarray(tokens.start[likely[held]])


def _rows(lexemes: Lexemes) -> Ints:
    """Words unknown to the lexicon that begin with two X."""
    tokens, codes = lexemes.tokens, lexemes.codes
    unknown = np.flatnonzero((tokens.kind == WORD) & (tokens.tier == UNKNOWN))
    crossed = unknown[CROSSES.take(codes[tokens.start[unknown]], mode="clip")]
    following = codes[np.minimum(tokens.start[crossed] + 1, len(codes) - 1)]
    return np.asarray(crossed[CROSSES.take(following, mode="clip")])


def _held(lexemes: Lexemes, place: int, line: int) -> tuple[int, int] | None:
    """Where the holder at `place` lies, a dollar sign before it included."""
    begin = max(place - 2, int(lexemes.lines.start[line]))
    text = lexemes.text[begin : min(place + FAR, int(lexemes.lines.end[line]))]
    dollar = text[place - begin - 1 : place - begin] == "$"
    match = _holder().match(text, place - begin - dollar)
    return (begin + match.start(), begin + match.end()) if match else None
