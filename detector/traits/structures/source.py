"""Whether an article is the source of a page, in Markdown or HTML, and on which line a place lies.

In source text, tags, entities and identifiers are meant; in text that was read off a page they are
left over.
"""

import numpy as np
import numpy.typing as npt

from detector.lexemes import Lexemes, Mask

ATTRIBUTES = 5  # with quotes, on lines with tags, make an article HTML source


def is_markdown(lexemes: Lexemes) -> Mask:
    """Articles with headings, fences or links as Markdown marks them."""
    marked = lexemes.total(lexemes.heading | lexemes.code) > 0
    marked[lexemes.article_of_token[_pairs(lexemes, "]", "(")]] = True
    return np.asarray(marked)


def holds_identifiers(lexemes: Lexemes) -> Mask:
    """Articles in which names of things in code are to be expected: Markdown, braces, calls."""
    brace = np.isin(lexemes.codes[lexemes.tokens.start], [ord("{"), ord("}")])
    places = np.append(np.flatnonzero(brace), _pairs(lexemes, "(", ")"))
    count = np.bincount(lexemes.article_of_token[places], minlength=len(lexemes))
    return np.asarray(is_markdown(lexemes) | (count > 0))


def is_hypertext(lexemes: Lexemes) -> Mask:
    """Articles with several attributes in quotes, on lines with tags."""
    tokens = lexemes.tokens.start
    quoted = np.append(_pairs(lexemes, "=", '"'), _pairs(lexemes, "=", "'"))
    line = line_at(lexemes, tokens[quoted])
    tagged = line_at(lexemes, tokens[lexemes.codes[tokens] == ord("<")])
    count = np.bincount(line[np.isin(line, tagged)], minlength=len(lexemes.lines))
    return np.asarray(lexemes.total(count) >= ATTRIBUTES)


def line_at(lexemes: Lexemes, places: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return the line on which each place of the batch lies (the one before, if it was cut)."""
    return np.maximum(np.searchsorted(lexemes.lines.start, places, side="right") - 1, 0)


def _pairs(lexemes: Lexemes, first: str, second: str) -> npt.NDArray[np.int64]:
    """Tokens of the character `first` that one of `second` follows at once."""
    tokens, codes = lexemes.tokens, lexemes.codes
    place = np.flatnonzero(codes[tokens.start[:-1]] == ord(first))
    beside = tokens.end[place] == tokens.start[place + 1]
    beside &= codes[tokens.start[place + 1]] == ord(second)
    return np.asarray(place[beside & (np.diff(lexemes.article_of_token)[place] == 0)])
