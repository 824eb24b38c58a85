"""Whether an article is the source of a page, in Markdown or HTML, and on which line a place lies.

In source text, tags, entities and identifiers are meant; in text that was read off a page they are
left over.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from detector.arrays import Mask
from detector.characters import among
from detector.lexemes import Lexemes

BRACES = among("{}")
ATTRIBUTES = 5  # with quotes, on lines with tags, make an article HTML source


def is_markdown(lexemes: Lexemes) -> Mask:
    """Articles with headings, fences or links as Markdown marks them."""
    marked = lexemes.total(lexemes.heading | lexemes.code) > 0
    marked[article_at(lexemes, _pairs(lexemes, "]", "("))] = True
    return np.asarray(marked)


def holds_identifiers(lexemes: Lexemes) -> Mask:
    """Articles in which names of things in code are to be expected: Markdown, braces, calls."""
    brace = BRACES.take(lexemes.mark_codes, mode="clip")
    places = np.append(lexemes.marks[brace], _pairs(lexemes, "(", ")"))
    count = np.bincount(article_at(lexemes, places), minlength=len(lexemes))
    return np.asarray(is_markdown(lexemes) | (count > 0))


def is_hypertext(lexemes: Lexemes) -> Mask:
    """Articles with several attributes in quotes, on lines with tags."""
    tokens = lexemes.tokens.start
    quoted = np.append(_pairs(lexemes, "=", '"'), _pairs(lexemes, "=", "'"))
    line = line_at(lexemes, tokens[quoted])
    tagged = line_at(lexemes, tokens[lexemes.marks[lexemes.mark_codes == ord("<")]])
    count = np.bincount(line[np.isin(line, tagged)], minlength=len(lexemes.lines))
    return np.asarray(lexemes.total(count) >= ATTRIBUTES)


def line_at(lexemes: Lexemes, places: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return the line on which each place of the batch lies (the one before, if it was cut)."""
    return np.maximum(np.searchsorted(lexemes.lines.start, places, side="right") - 1, 0)


def article_at(lexemes: Lexemes, tokens: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Return the article of each of these tokens."""
    return np.asarray(lexemes.article_of_token[tokens], np.int64)


def _pairs(lexemes: Lexemes, first: str, second: str) -> npt.NDArray[np.int64]:
    """Tokens of the character `first` that one of `second` follows at once."""
    tokens, codes = lexemes.tokens, lexemes.codes
    place = lexemes.marks[np.flatnonzero(lexemes.mark_codes == ord(first))]
    place = place[place < len(tokens.start) - 1]
    following = tokens.start[place + 1]
    beside = (tokens.end[place] == following) & (codes[following] == ord(second))
    article = lexemes.article_of_token
    return np.asarray(place[beside & (article[place] == article[place + 1])])
