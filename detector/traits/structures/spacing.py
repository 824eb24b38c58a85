"""Marks with a space too many before or behind them, and endings torn off their words."""

import numpy as np

from detector.lexemes import (
    KNOWN_WORDS,
    NUMBER,
    PIPES,
    PUNCTUATION,
    SPACED,
    TABS,
    WORD,
    WORDS,
    Ints,
    Lexemes,
    Mask,
)

LOW, HIGH = (np.array([ord(c) for c in marks], np.uint32) for marks in (",;.", "!?:"))
APOSTROPHES = np.array([ord(c) for c in "'’‘´"], np.uint32)
CLOSING = np.array([ord(c) for c in ")]%\"”’'"], np.uint32)
SPACES = np.array([0, ord(" "), 0xA0, ord("\n"), ord("\r"), ord("\t")], np.uint32)
GAP = 2  # a wider one is a column's


def spaced_marks(lexemes: Lexemes, inside: Mask) -> tuple[Ints, Ints, Mask]:
    """Marks with a space too many, how much each counts, and which are opening brackets.

    A comma behind a word counts double: hardly anybody slips so. An exclamation mark does not
    count, since some people always write it so.
    """
    tokens, codes = lexemes.tokens, np.append(lexemes.codes, np.uint32(0))
    speaks = np.append((tokens.kind == WORD) | (tokens.kind == NUMBER), False)
    near = np.append(tokens.start[1:] - tokens.end[:-1], 99) <= GAP
    spaced = np.append((tokens.shape & SPACED) > 0, False)
    single = (tokens.kind == PUNCTUATION) & (tokens.end - tokens.start == 1)
    mark = np.flatnonzero(single & inside).astype(np.int32)
    sign, last = codes[tokens.start[mark]], codes[tokens.end[mark - 1] - 1]
    apart = spaced[mark] & near[mark - 1]
    ended = apart & (speaks[mark - 1] | np.isin(last, CLOSING)) & _space_behind(lexemes, mark)
    low = ended & np.isin(sign, LOW)
    closes = apart & speaks[mark - 1] & (sign == ord(")"))
    opens = (sign == ord("(")) & spaced[mark + 1] & near[mark] & speaks[mark + 1]
    opens &= np.append(inside, False)[mark + 1]
    found = low | closes | opens | ended & np.isin(sign, HIGH)
    comma = low & (sign == ord(",")) & speaks[mark - 1]
    counts = (low | closes | opens).astype(np.int32) + comma
    return mark[found], counts[found], opens[found]


def _space_behind(lexemes: Lexemes, marks: Ints) -> Mask:
    """Neither a letter nor a further full stop follows, as in ".NET" and ". . ."."""
    ends = lexemes.tokens.end[marks]
    over = lexemes.article_start[lexemes.article_of_token[marks] + 1]
    codes = np.append(lexemes.codes, np.zeros(2, np.uint32))
    space = np.isin(codes[ends], SPACES)
    dots = space & (ends + 1 < over) & (codes[ends + 1] == ord("."))
    return np.asarray((ends >= over) | space & ~dots)


def torn_endings(lexemes: Lexemes, endings: Ints, inside: Mask) -> tuple[Ints, Ints]:
    """The words whose ending stands apart, and these endings: "it ’ s", "it’ s", "do n't"."""
    tokens, codes = lexemes.tokens, np.append(lexemes.codes, np.uint32(0))
    endings = endings[endings > 1]
    spaced = (tokens.shape & SPACED) > 0
    whole = tokens.end[endings] - tokens.start[endings] > 2
    words = np.where(whole, endings - 1, endings - 2)
    plural = codes[tokens.end[words] - 1] == ord("s")
    apart = spaced[endings - 1] & ~whole | spaced[endings] & (whole | ~plural)
    torn = apart & (whole | np.isin(codes[tokens.start[endings - 1]], APOSTROPHES))
    torn &= (tokens.kind[words] == WORD) & inside[words + 1] & inside[endings]
    last = tokens.end[endings] >= lexemes.article_start[lexemes.article_of_token[endings] + 1]
    torn &= last | ~np.isin(codes[tokens.end[endings]], APOSTROPHES)
    return words[torn], endings[torn]


def inside_prose(lexemes: Lexemes) -> Mask:
    """Tokens that have another before them on their line, in English prose."""
    lines = lexemes.lines
    prose = ~lexemes.code & (lexemes.count(PIPES) == 0) & (lexemes.count(TABS) == 0)
    english = lexemes.totals[:, KNOWN_WORDS] >= 0.7 * lexemes.totals[:, WORDS]
    prose &= english[lines.article] & (lines.token_end > lines.token)
    inside = lexemes.tokens_on(prose)
    inside[lines.token[prose]] = False
    return inside
