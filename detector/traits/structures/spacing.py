"""Marks with a space too many before or behind them, and endings torn off their words."""

import numpy as np

from detector.arrays import KNOWN_WORDS, NUMBER, PIPES, SPACED, TABS, WORD, WORDS, Ints, Mask
from detector.characters import among
from detector.lexemes import Lexemes

LOW, HIGH = among(",;."), among("!?:")
APOSTROPHES = among("'’‘´")
CLOSING = among(")]%\"”’'")
SPACES = among("\0 \xa0\n\r\t")
SPACED_MARKS = among(",;.!?:)")
GAP = 2  # a wider one is a column's


def spaced_marks(lexemes: Lexemes, prose: Mask) -> tuple[Ints, Ints, Mask]:
    """Marks with a space too many, how much each counts, and which are opening brackets.

    A comma behind a word counts double: hardly anybody slips so. An exclamation mark does not
    count, since some people always write it so.
    """
    tokens, codes = lexemes.tokens, lexemes.codes
    mark = _apart(lexemes)
    mark = mark[inside(lexemes, prose, mark) & (tokens.end[mark] - tokens.start[mark] == 1)]
    following = np.minimum(mark + 1, len(tokens.start) - 1)
    sign, last = codes[tokens.start[mark]], codes[tokens.end[mark - 1] - 1]
    spoke, speaks = (tokens.kind[each] <= NUMBER for each in (mark - 1, following))
    apart = (tokens.shape[mark] & SPACED > 0) & (tokens.start[mark] - tokens.end[mark - 1] <= GAP)
    ended = apart & (spoke | CLOSING.take(last, mode="clip")) & _space_behind(lexemes, mark)
    low = ended & LOW.take(sign, mode="clip")
    closes = apart & spoke & (sign == ord(")"))
    opens = (sign == ord("(")) & (following > mark) & (tokens.shape[following] & SPACED > 0)
    opens &= speaks & (tokens.start[following] - tokens.end[mark] <= GAP)
    opens &= inside(lexemes, prose, following)
    found = low | closes | opens | ended & HIGH.take(sign, mode="clip")
    comma = low & (sign == ord(",")) & spoke
    counts = (low | closes | opens).astype(np.int32) + comma
    return mark[found], counts[found], opens[found]


def _apart(lexemes: Lexemes) -> Ints:
    """Marks behind a space, and brackets before one: few, and the others need no look."""
    tokens, marks = lexemes.tokens, lexemes.marks
    spaced = np.flatnonzero(tokens.shape[marks] & SPACED)
    spaced = spaced[SPACED_MARKS.take(lexemes.mark_codes[spaced], mode="clip")]
    brackets = np.flatnonzero(lexemes.mark_codes == ord("("))
    following = np.minimum(marks[brackets] + 1, len(tokens.start) - 1)
    brackets = brackets[tokens.shape[following] & SPACED > 0]
    return marks[np.union1d(spaced, brackets)]


def _space_behind(lexemes: Lexemes, marks: Ints) -> Mask:
    """Neither a letter nor a further full stop follows, as in ".NET" and ". . ."."""
    ends = lexemes.tokens.end[marks]
    over = lexemes.article_start[lexemes.article_of_token[marks] + 1]
    behind, beyond = (
        lexemes.codes[np.minimum(ends + step, len(lexemes.codes) - 1)] for step in range(2)
    )
    space = SPACES.take(behind, mode="clip")
    dots = space & (ends + 1 < over) & (beyond == ord("."))
    return np.asarray((ends >= over) | space & ~dots)


def torn_endings(lexemes: Lexemes, endings: Ints, prose: Mask) -> tuple[Ints, Ints]:
    """The words whose ending stands apart, and these endings: "it ’ s", "it’ s", "do n't"."""
    tokens, codes = lexemes.tokens, lexemes.codes
    endings = endings[endings > 1]
    whole = tokens.end[endings] - tokens.start[endings] > 2
    words = np.where(whole, endings - 1, endings - 2)
    plural = codes[tokens.end[words] - 1] == ord("s")
    early, late = (tokens.shape[each] & SPACED > 0 for each in (endings - 1, endings))
    apart = early & ~whole | late & (whole | ~plural)
    torn = apart & (whole | APOSTROPHES.take(codes[tokens.start[endings - 1]], mode="clip"))
    torn &= tokens.kind[words] == WORD
    torn &= inside(lexemes, prose, words + 1) & inside(lexemes, prose, endings)
    last = tokens.end[endings] >= lexemes.article_start[lexemes.article_of_token[endings] + 1]
    behind = codes[np.minimum(tokens.end[endings], len(codes) - 1)]
    torn &= last | ~APOSTROPHES.take(behind, mode="clip")
    return words[torn], endings[torn]


def english_prose(lexemes: Lexemes) -> Mask:
    """Lines of English prose."""
    prose = ~lexemes.code & (lexemes.count(PIPES) == 0) & (lexemes.count(TABS) == 0)
    english = lexemes.totals[:, KNOWN_WORDS] >= 0.7 * lexemes.totals[:, WORDS]
    return np.asarray(prose & english[lexemes.lines.article])


def inside(lexemes: Lexemes, prose: Mask, tokens: Ints) -> Mask:
    """Tell which of these tokens are on lines of `prose`, with another token before them."""
    line = lexemes.line_of_token[tokens]
    return np.asarray(prose[line] & (lexemes.lines.token[line] < tokens))
