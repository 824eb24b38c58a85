"""Closes up the spaces that stripped tags left before marks, inside brackets, around apostrophes.

One such space is a slip, and slips are the author's. They are closed where the article shows a
pattern of them, or where markup was taken out of it.
"""

import regex

from detector.lines.edits import Edit

PATTERN = 4  # spaced commas, full stops, semicolons and torn endings of an article
SENTENCE = regex.compile(r"\w[^\s.!?]*+\s++[^\s.!?]++(?:\s++[^\s.!?]++)++$")  # three words
ENDING = regex.compile(r"\s?['’´]\s?\w{1,2}|\s?n['’´]t")
WINDOW = 60  # characters before a full stop in which its sentence must show
BESIDE = frozenset("-‐‑'’\"”")


def closed(text: str, start: int, end: int) -> Edit | None:
    """Close up `start:end` of a line; None, if the space may be meant."""
    piece = text[start:end]
    new = "".join(piece.split())
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    following = text[end : end + 3].strip()[:1]
    if new in (",", ";"):
        certain = not before.isdigit()
    elif new == ":":
        certain = not before.isdigit() and not following
    elif new in ("!", "?"):
        certain = not before.isdigit() and (not following or following.isupper())
    elif new == ".":
        clause = SENTENCE.search(text[max(start - WINDOW, 0) : start])
        certain = not before.isdigit() and not following.islower() and clause is not None
    elif new in ("(", ")"):
        certain = not before.isdigit() and not after.isdigit()
    else:
        certain = ENDING.fullmatch(piece) is not None and after not in BESIDE
    return Edit(start, end, new) if certain else None


def tells(edit: Edit) -> bool:
    """Tell whether a space closed up is one that hardly anybody types on purpose."""
    return edit.text not in ("(", ")", "!", "?", ":")


def closed_up(text: str, start: int, end: int, parted: bool) -> Edit | None:
    """Take markup out of a line, with the white space that is too much without it.

    Where the markup `parted` words, or had a space beside it, one space stays between them; none
    stays at the ends of the line, before a closing mark or behind an opening one. None, if
    nothing would stand between two words.
    """
    left, right = start, end
    while left > 0 and text[left - 1].isspace():
        left -= 1
    while right < len(text) and text[right].isspace():
        right += 1
    if left == 0:
        return Edit(0 if right == len(text) else start, right, "")
    if right == len(text):
        return Edit(left, right, "")
    wide = parted or left < start or end < right
    if not wide:
        glued = text[left - 1].isalnum() and text[right].isalnum()
        return None if glued else Edit(start, end, "")
    closes = text[right] in ",.;:!?)]”" and not text[right + 1 : right + 2].isalnum()
    tight = closes or text[left - 1] in "([“"
    return Edit(left, right, "" if tight else " ")
