"""Undoes a wrong decoding, by ftfy, on the characters that show it and on no others."""

import regex

LONGEST = 400  # characters; a longer run is no slip of a decoder
# Letters beyond Latin Extended-A are as likely to come of decoding what was mangled twice.
LETTERS = regex.compile(
    r"[[\p{L}\p{M}\p{P}\p{S}\p{N}\xa0\u200d\ufe0f]--[\u0180-\u02ff]]+", regex.VERSION1
)


def run(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen `start:end` to the characters beyond ASCII that it stands among."""
    first, last = max(start - LONGEST, 0), min(end + LONGEST, len(text))
    while start > first and text[start - 1] > "\x7f":
        start -= 1
    while end < last and text[end] > "\x7f":
        end += 1
    return start, end


def decoded(piece: str) -> str | None:
    """Return what `piece` was before it was decoded wrongly; None, if that cannot be told.

    A run that ftfy leaves alone, or in which a character is lost, stays as it is.
    """
    import ftfy  # takes a tenth of a second, and few articles need it

    if len(piece) > LONGEST or any(character <= "\x7f" for character in piece):
        return None
    new = ftfy.fix_encoding(piece, restore_byte_a0=False, replace_lossy_sequences=False)
    certain = len(new) < len(piece) and "\ufffd" not in new and LETTERS.fullmatch(new)
    return new if certain else None
