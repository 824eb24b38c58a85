"""What takes the place of left-over markup: nothing, a space, or the character it stands for.

The traits say where it is. Here it is asked again whether it can be anything else, for a trait
may be wrong once in a while and costs little then; a repair changes what somebody wrote.
"""

import html
import unicodedata

import regex

WHOLE = regex.compile(r"(?s)</?([a-zA-Z][\w:]*)(\s[^<>]*)?/?>")
ATTRIBUTES = regex.compile(r"(?s)\s*/?|\s+[\w:-]+\s?=.*")
NAME = regex.compile(r"[a-zA-Z][a-zA-Z0-9:]*")
TORN = regex.compile(r"<\s+/?\s*\w+\s*/?\s*>?|<\s*/\s+\w+\s*>?|<\s*/\s*\w+\s+>")
# Tags that stand inside a word or a sentence; the others part what they stand between.
INLINE = {
    "a", "b", "i", "u", "s", "q", "em", "strong", "span", "small", "sup", "sub", "strike", "del",
    "ins", "font", "big", "tt", "mark", "cite", "o:p", "nobr", "time",
}  # fmt: skip
OF_CODE = {
    "code", "pre", "script", "style", "noscript", "svg", "path", "button", "input", "form", "label",
    "html", "head", "body", "meta", "link", "main", "nav", "object", "param",
}  # fmt: skip
ALONE = {"br", "hr", "p", "li", "img", "dd", "dt"}  # are often not closed
FAR = 2000  # characters in which a tag must be closed, or be taken for the name of a tag
PARAMETER = regex.compile(r"\w{1,30}=")
WORDS = {"table", "section", "article", "center", "font", "figure"}  # "Read the article >"
QUOTES = frozenset("\"'“”‘’«»")
BRACKETED = regex.compile(r"\[/?[a-zA-Z].*\]", regex.DOTALL)
ENTITY = regex.compile(r"(?i)&?\s*((?:amp;\s?)*)\s*(#?)\s*(x[0-9a-f]+|\w+?)\s*;?")
UNCERTAIN = frozenset("<>[]{}()#*_`|~\\^=+/$%@-¿¡")  # marks in turn, and signs put for others


def tag(text: str, start: int, end: int, *, source: bool, about: bool) -> str | None:
    """Say what parts the words where the tag `start:end` stood: nothing or a space.

    None, if it may be meant: in `source` and in articles `about` markup all that is not torn.
    """
    piece, before, after = text[start:end], text[max(start - 1, 0) : start], text[end : end + 1]
    nested = before == "<" or after == ">" or (after == "<" and not piece.endswith(">"))
    if nested or (before in QUOTES and after in QUOTES):
        return None
    named = NAME.search(piece)
    name = named[0].lower() if named else ""
    if whole := WHOLE.fullmatch(piece):
        meant = source or about or name in OF_CODE or not ATTRIBUTES.fullmatch(whole[2] or "")
        meant = meant or _is_named(text, start, end, name)
        return None if meant else "" if name in INLINE else " "
    if TORN.fullmatch(piece):
        compared = len(name) == 1 and text[max(start - 2, 0) : start].rstrip()[-1:].isalnum()
        opens = "/" not in piece and (compared or _is_named(text, start, end, name))
        return None if opens else " "
    if about or (source and piece.startswith("<")):
        return None
    if not piece.startswith(("<", "/")) and (name in WORDS or (after == " ")):
        return None
    return " "


def _is_named(text: str, start: int, end: int, name: str) -> bool:
    """Tell whether a whole tag is spoken of ("the <table> is old"), since nothing closes it."""
    inside = text[max(start - FAR, 0) : start].strip() and text[end : end + FAR].strip()
    if not inside or name in ALONE or text[start + 1] == "/":
        return False
    closing = rf"(?i)/\s?{name}\b|\b{name}\s?>"
    return regex.search(closing, text[end : end + FAR]) is None


def shortcode(text: str, start: int, end: int, *, source: bool, about: bool) -> str | None:
    """Say the same of a command in square brackets; values that should stand there are left."""
    if source or about or not BRACKETED.fullmatch(text[start:end]):
        return None
    return " "


def entity(text: str, start: int, end: int, *, source: bool, about: bool) -> str | None:
    """Return the character that a reference stands for; None, if it may be meant as it is."""
    piece = text[start:end]
    whole = piece.startswith("&") and piece.endswith(";") and not regex.search(r"\s", piece)
    beside = text[max(start - 1, 0) : start].isalpha() or text[end : end + 1].isalpha()
    parts = ENTITY.fullmatch(piece)
    if (
        (source and whole)
        or (about and not beside)
        or not parts
        or PARAMETER.match(text[end : end + 31])
    ):
        return None
    return _character(f"&{parts[2]}{parts[3]};")


def _character(reference: str) -> str | None:
    names = (reference, reference.lower())
    found = [new for name in names if len(new := html.unescape(name)) == 1]
    if not found or found[0] in UNCERTAIN:
        return None
    if found[0].isspace() or found[0] == "\xad":
        return " " if found[0] != "\xad" else ""
    category = unicodedata.category(found[0])
    return found[0] if category[0] in "LPSN" else None
