"""What holds a place by its form: "[Your Name]", "(insert link here)", "XX/XX/XXXX"."""

import numpy as np
import numpy.typing as npt
import regex

from detector.lexemes import Lexemes
from detector.traits.shapes import TIMEOUT
from detector.traits.structures.source import line_at

FAR = 200  # characters within which a bracket must close
THING = (
    "name|address|number|title|date|day|time|url|link|logo|website|site|city|town|zip"
    "|company|business|brand|product|service|industry|position|job|e-?mail|phone|text|image|photo"
    "|picture|video|quote|source|statistics?|topic|keywords?|amount|price|location|venue|caption"
    "|headline|description|details|info|information|signature|bio|niche|audience|domain|handle"
    "|username|password|message|content|here|month|year|event|subject|department|team|school|step"
)
OPENING = np.array([ord(c) for c in "[<{"], np.uint32)
CROSSES = np.array([ord("X"), ord("x")], np.uint32)
INITIALS = np.array([ord(c) for c in "iIeEaApPyY"], np.uint32)
HOLDER = regex.compile(
    rf"""(?x)
    [\[<{{] \s?
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
)


def holders(lexemes: Lexemes) -> npt.NDArray[np.int64]:
    """Find the starts and ends of all holders, two columns; code is left out."""
    found = [span for place in _places(lexemes) if (span := _held(lexemes, *place))]
    return np.array(found, np.int64).reshape(-1, 2)


def in_code(lexemes: Lexemes) -> npt.NDArray[np.int64]:
    """Lines of fenced code, and those with a backtick on them."""
    ticks = lexemes.codes[lexemes.tokens.start] == ord("`")
    lines = line_at(lexemes, lexemes.tokens.start[ticks])
    return np.union1d(lines, np.flatnonzero(lexemes.code))


def _places(lexemes: Lexemes) -> list[tuple[int, int]]:
    """Where a bracket opens or a row of X begins, and on which line; code is left out."""
    codes, begins = np.append(lexemes.codes, np.uint32(0)), lexemes.tokens.start
    first, second = codes[begins], codes[begins + 1]
    asks = (first == ord("(")) & np.isin(second, INITIALS)
    row = np.isin(first, CROSSES) & np.isin(second, CROSSES)
    places = begins[np.isin(first, OPENING) | asks | row]
    line = line_at(lexemes, places)
    kept = ~np.isin(line, in_code(lexemes))
    return list(zip(places[kept].tolist(), line[kept].tolist(), strict=True))


def _held(lexemes: Lexemes, place: int, line: int) -> tuple[int, int] | None:
    """Where the holder at `place` lies, a dollar sign before it included."""
    begin = max(place - 2, int(lexemes.lines.start[line]))
    text = lexemes.text[begin : min(place + FAR, int(lexemes.lines.end[line]))]
    dollar = text[place - begin - 1 : place - begin] == "$"
    try:
        match = HOLDER.match(text, place - begin - dollar, timeout=TIMEOUT)
    except TimeoutError:
        return None
    return (begin + match.start(), begin + match.end()) if match else None
