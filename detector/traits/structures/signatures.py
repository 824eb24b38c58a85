"""Lines that say who wrote a text, and when: their grammar, wherever on a page they stand.

Names are runs of capitalised words, so that "By the river" is none; months are English, and dates
in digits are read in any language.
"""

import numpy as np
import numpy.typing as npt
import regex

from detector.lexemes import DIGITS, WORDS, Lexemes, PhraseHits
from detector.traits.shapes import TIMEOUT, either

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
LINE = regex.compile(
    rf"(?i)[^\w.]{{0,4}}(?:{DAY}\W{{1,3}}{TIME}|{MOMENT}|\d{{1,3}}[\s-]min(?:ute)?s?\sread|(?P<signed>(?:{VERB}|written|words|text|story|reported|photos?)?\s?by:?\s(?!{MONTH}\s|{DAY}\W*$)(?:{NAMES}|{NAME}(?=\W+{MOMENT})){REST}"
    rf"|{either('(?:written|posted|published|updated|edited|reviewed|uploaded) by')}:?\s[\w.-]{{2,30}}{REST}"
    rf"|{VERB}(?:\s?:|\son|\sat)?\s{MOMENT}(?:\W{{1,4}}by:?\s(?:{NAMES}|\w{{2,30}})|{REST})"
    rf"|{NAMES}\s?[,|•·/–—-]\s?{ROLE}{REST}|{NAMES}(?:\s?[,|•·/–—-]\s?|\s){MOMENT}{REST}))\W{{0,4}}",
    regex.VERSION1,
)


def elements(lexemes: Lexemes, hits: PhraseHits) -> npt.NDArray[np.int8]:
    """Tell of each line, wherever it stands, whether it is `SIGNED` or `DATED`, or neither (0)."""
    lines = lexemes.lines
    tried = lexemes.count(DIGITS) > 0
    tried[hits.line] = True
    tried &= (lexemes.count(WORDS) <= MOST_WORDS) & (lines.end - lines.start <= MOST_CHARACTERS)
    found = np.zeros(len(lines), np.int8)
    for line in np.flatnonzero(tried & ~lexemes.code & ~lexemes.heading).tolist():
        found[line] = _element(lexemes.line_text(line).strip())
    return found


def _element(line: str) -> int:
    try:
        match = LINE.fullmatch(line, timeout=TIMEOUT)
    except TimeoutError:
        return 0
    return 0 if match is None else SIGNED if match["signed"] else DATED
