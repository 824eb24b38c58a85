"""Lines that say who wrote a text, and when: their grammar, wherever on a page they stand.

Names are runs of capitalised words, so that "By the river" is none; months are English, and dates
in digits are read in any language.
"""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from detector import characters
from detector.arrays import (
    CAPITAL,
    DIGITS,
    IDEOGRAPH,
    INNER_CAPITAL,
    NUMBER,
    WORD,
    WORDS,
    Ints,
    Mask,
    PhraseHits,
    stretches,
)
from detector.lexemes import Lexemes
from detector.traits.shapes import TIMEOUT, compile_once, either
from detector.traits.tables import word_hashes

MOST_WORDS, MOST_CHARACTERS = 20, 200
DATED, SIGNED = 1, 2

MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
NUMERIC = r"\d{4}(?:年|[./-])\s?\d{1,2}(?:月|[./-])\s?\d{1,2}日?(?!\d)|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)(?!\d)"
DATE = rf"(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:(?:,\s?|\s)\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}(?:,?\s\d{{4}})?|{NUMERIC})"
AGO = r"(?:(?:an?|one|\d{1,3})\s(?:seconds?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)\sago|today|yesterday)\b"
READ = r"(?:reading\stime:?\s)?\d{1,3}[\s-]?min(?:ute)?s?(?:\sread)?\b"
TIME = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)(?:\s(?-i:Uhr|ET|[ECMP][SD]T|GMT|UTC|CES?T|BST|IST|МСК|h))?"
JOINT = r"(?:at|on|and|last|first|originally|updated|published|posted|modified|edited)"
GAP = rf"[^\w“”\"]{{0,5}}(?:{JOINT}\b[^\w“”\"]{{1,3}})?"
MOMENT = rf"(?:{DAY}{GAP})?(?:{DATE}|{AGO})(?:{GAP}(?:{DATE}|{AGO}|{TIME}|{READ}))*+"
NAME = r"(?-i:(?!(?:The|An?|My|Our|This|That|Any|All|Some|Then|Now|No)\s)(?:\p{Lu}\.)*\p{Lu}[\p{L}’'-]*+\.?)"
NAMES = rf"{NAME}(?:(?:,?\s(?:and|&)|,)?\s(?:(?:de|van|von|der|bin|al|la)\s){{0,2}}{NAME}){{1,7}}"
AGENCY = r"(?:reuters|(?:the )?associated press|ap|afp|dpa|bloomberg|xinhua|bbc news|cnn|[\w ]{2,30} (?:news|times|post|press|herald|journal|staff))"
ROLE = rf"(?:(?:[\w’'-]++ ){{0,4}}(?:writer|reporter|editor|correspondent|columnist|contributor|journalist|staff)s?|special to [\w ]{{3,40}}|for [\w ]{{3,40}}|{AGENCY})"
REST = rf"(?:(?:[^\w“”\".!?]{{1,4}}(?:{JOINT}\s)?|(?<=\p{{Ll}})(?=\p{{Lu}}))(?:{ROLE}|{MOMENT}|{READ}))*+"
VERB = r"(?:(?:last |first |originally )?(?:published|posted|updated|modified|edited|reviewed|uploaded))"
LINE = (
    rf"(?i)[^\w.]{{0,4}}(?:{DAY}\W{{1,3}}{TIME}|{MOMENT}|\d{{1,3}}[\s-]min(?:ute)?s?\sread|(?P<signed>(?:{VERB}|written|words|text|story|reported|photos?)?\s?by:?\s(?!{MONTH}\s|{DAY}\W*$)(?:{NAMES}|{NAME}(?=\W+{MOMENT})){REST}"
    rf"|{either('(?:written|posted|published|updated|edited|reviewed|uploaded) by')}:?\s[\w.-]{{2,30}}{REST}"
    rf"|{VERB}(?:\s?:|\son|\sat)?\s{MOMENT}(?:\W{{1,4}}by:?\s(?:{NAMES}|\w{{2,30}})|{REST})"
    rf"|{NAMES}\s?[,|•·/–—-]\s?{ROLE}{REST}|{NAMES}(?:\s?[,|•·/–—-]\s?|\s){MOMENT}{REST}))\W{{0,4}}"
)

# What may stand between two names, and what a line may begin with that is no name and no number.
JOINED = ("and", "de", "van", "von", "der", "bin", "al", "la")
DONE = (
    "published", "posted", "updated", "modified", "edited", "reviewed", "uploaded", "written",
    "words", "text", "story", "reported", "photo", "photos",
)  # fmt: skip
MONTHS = (
    "jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun", "june",
    "jul", "july", "aug", "august", "sep", "sept", "sepember", "september", "oct", "october",
    "nov", "november", "dec", "december",
)  # fmt: skip
UNITS = (
    *MONTHS, "of", "second", "seconds", "min", "mins", "minute", "minutes", "hour", "hours", "hr",
    "hrs", "day", "days", "week", "weeks", "month", "months", "year", "years",
)  # fmt: skip
SHORTEST_DATE = 6  # characters of one number, as in "1.5.24"
GLUED = INNER_CAPITAL | IDEOGRAPH
DATE_MARKS, NAME_MARKS = characters.among("./-"), characters.among("'’‘-.,&")
MOST_MARKS = 4  # before the first word
# What has to follow a name, if no date in digits does.
NEEDED = (
    *MONTHS, "ago", "today", "yesterday", "by", "special", "for", "reuters", "press", "ap", "afp",
    "dpa", "bloomberg", "xinhua", "news", "cnn", "times", "post", "herald", "journal",
    *(f"{role}{ending}" for role in (
        "writer", "reporter", "editor", "correspondent", "columnist", "contributor", "journalist",
        "staff",
    ) for ending in ("", "s")),
)  # fmt: skip
DAYS = ("mon", "tue", "tues", "wed", "wednes", "thu", "thurs", "fri", "sat", "satur", "sun")
COUNTED, AT_TIMES = ("a", "an", "one"), ("last", "first", "originally")
OPENED = (
    "today", "yesterday",
    *DONE, *(f"{word}by" for word in DONE), *MONTHS, *DAYS, *(f"{day}day" for day in DAYS),
)  # fmt: skip


def elements(
    lexemes: Lexemes, hits: PhraseHits, among: Mask | slice = slice(None)
) -> npt.NDArray[np.int8]:
    """Tell of each line whether it is `SIGNED` or `DATED`, or neither (0).

    Where it stands does not matter; lines that are not `among` those asked for get 0.
    """
    lines = lexemes.lines
    tried = lexemes.count(DIGITS) > 0
    tried[hits.line] = True
    tried &= (lexemes.count(WORDS) <= MOST_WORDS) & (lines.end - lines.start <= MOST_CHARACTERS)
    found = np.zeros(len(lines), np.int8)
    tried &= ~lexemes.code & ~lexemes.heading
    asked = np.zeros(len(lines), np.bool_)
    asked[among] = tried[among]
    for line in _begun(lexemes, np.flatnonzero(asked)).tolist():
        found[line] = _element(lexemes.line_text(line).strip())
    return found


def _begun(lexemes: Lexemes, lines: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Those of `lines` that begin as the expression does: few, and it takes long to try it.

    That is with a number and what makes it a date, with a name and another one behind it, or with
    one of the words `OPENED`. A few marks may stand before.
    """
    tokens, first = lexemes.tokens, _first_words(lexemes, lines)
    second = _held(lexemes, first + 1)
    kind = tokens.kind[first]
    opened = (kind == WORD) & _opened(lexemes, first, second)
    named = tokens.shape[first] & CAPITAL > 0
    named &= (
        _opens_with(lexemes, second, NAME_MARKS)
        | (tokens.shape[second] & CAPITAL > 0)
        | (_among(lexemes, second, JOINED))
    )
    asked = np.flatnonzero((kind == WORD) & named & ~opened)
    kept = opened | (kind == NUMBER) & _dated(lexemes, first, second)
    kept[asked] = _told(lexemes, lines[asked])
    return np.asarray(lines[kept])


def _first_words(lexemes: Lexemes, lines: npt.NDArray[np.int64]) -> Ints:
    """The first word or number of each line, or what stands behind a few marks."""
    first: Ints = lexemes.lines.token[lines]
    last: Ints = lexemes.lines.token_end[lines] - 1
    for _ in range(MOST_MARKS):
        first = np.minimum(first + (lexemes.tokens.kind[first] > NUMBER), last).astype(np.int32)
    return np.asarray(first)


def _dated(lexemes: Lexemes, first: Ints, second: Ints) -> Mask:
    """Tell which numbers begin a date or a span of time, as far as the next tokens show."""
    tokens, third = lexemes.tokens, _held(lexemes, first + 2)
    size, dotted = tokens.end[first] - tokens.start[first], _dotted(lexemes, first)
    parted = _dotted(lexemes, third) | _opens_with(lexemes, _held(lexemes, first + 3), DATE_MARKS)
    parted = dotted | parted & ((size == 4) | (size < 3))
    parted &= (tokens.kind[third] == NUMBER) & _opens_with(lexemes, second, DATE_MARKS)
    counted = _among(lexemes, second, UNITS) | (tokens.shape[second] & IDEOGRAPH > 0)
    counted |= _among(lexemes, third, UNITS) & _opens_with(lexemes, second, DATE_MARKS)
    return np.asarray(parted | counted | dotted & (size >= SHORTEST_DATE))


def _opened(lexemes: Lexemes, first: Ints, second: Ints) -> Mask:
    """Tell which words open a date or say who wrote something, as far as the next one shows."""
    follows = (lexemes.tokens.kind[second] > NUMBER) | (lexemes.tokens.shape[second] & CAPITAL > 0)
    opened = _among(lexemes, first, OPENED) | _among(lexemes, first, ("by",)) & follows
    opened |= _among(lexemes, first, COUNTED) & _among(lexemes, second, UNITS)
    return opened | _among(lexemes, first, AT_TIMES) & _among(lexemes, second, DONE)


def _told(lexemes: Lexemes, lines: npt.NDArray[np.int64]) -> Mask:
    """Those of `lines` that have a month, a date in digits or the name of an office."""
    tokens = lexemes.tokens
    held, begin = stretches(lexemes.lines.token[lines], lexemes.lines.token_end[lines])
    if not len(lines):
        return np.zeros(0, np.bool_)
    number = tokens.kind[held] == NUMBER
    told = number & (tokens.end[held] - tokens.start[held] >= SHORTEST_DATE)
    told[:-2] |= number[:-2] & number[2:] & (tokens.kind[held[1:-1]] > NUMBER)
    told |= _among(lexemes, held, NEEDED) | (tokens.shape[held] & GLUED > 0)
    return np.asarray(np.logical_or.reduceat(told, begin))


def _opens_with(lexemes: Lexemes, tokens: Ints, signs: Mask) -> Mask:
    return np.asarray(signs.take(lexemes.codes[lexemes.tokens.start[tokens]], mode="clip"))


def _dotted(lexemes: Lexemes, numbers: Ints) -> Mask:
    """Tell which numbers have a full stop behind one, two or four digits: "10.01.2024"."""
    start, over = lexemes.tokens.start[numbers], len(lexemes.codes) - 1
    places = (np.minimum(start + digits, over) for digits in (1, 2, 4))
    return np.asarray(np.logical_or.reduce([lexemes.codes[place] == ord(".") for place in places]))


def _held(lexemes: Lexemes, tokens: Ints) -> Ints:
    return np.minimum(tokens, np.int32(len(lexemes.tokens.start) - 1))


def _among(lexemes: Lexemes, tokens: npt.NDArray[Any], words: tuple[str, ...]) -> Mask:
    """Tell which of these tokens are one of `words`, or as good as never another one."""
    return np.asarray(_sieve(words)[lexemes.tokens.hash[tokens] & 0xFFFF])


@cache
def _sieve(words: tuple[str, ...]) -> Mask:
    sieve = np.zeros(1 << 16, np.bool_)
    sieve[np.array(word_hashes(words), np.uint32) & 0xFFFF] = True
    return sieve


def _element(line: str) -> int:
    try:
        match = compile_once(LINE).fullmatch(line, timeout=TIMEOUT)
    except TimeoutError:
        return 0
    return 0 if match is None else SIGNED if match["signed"] else DATED
