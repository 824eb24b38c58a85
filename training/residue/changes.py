"""Residue that is made of the article's own text, which it spoils but never shortens."""

from collections.abc import Callable, Mapping

import regex

from training.residue.placing import Span, breaks, broken, few, insert, parts, replace
from training.residue.wordings import Writer, entities

SPACEABLE = regex.compile(r"(?<=[^\W_])(?=[,.;:!?](\s|$))")
CLOSING = ".!?\"'”’)"  # a word may follow these without a space and still be told apart


def double_paragraph(text: str, writer: Writer) -> str:
    """Repeat a paragraph, or two sentences of a text on one line, in place or at an end."""
    found = parts(text)
    if len(found) < 2:
        return text
    width = 1 if broken(text) else min(2, len(found) - 1)
    first = writer.rng.randrange(len(found) - width + 1)
    start, end = found[first][0], found[first + width - 1][1]
    place = writer.rng.choice([end, end, found[-1][1], found[0][0]])
    return insert(text, text[start:end], place)


def lose_break(text: str, writer: Writer) -> str:
    """Run parts together: without a blank line, or without a line break, or without a space."""
    gaps = breaks(text)
    blank = any(text.count("\n", *gap) > 1 for gap in gaps)
    gap = writer.rng.choice(["\n", " ", ""] if blank else [" ", ""]) if broken(text) else ""

    def joined(span: Span) -> str:
        return gap or ("" if text[span[0] - 1] in CLOSING else " ")

    return replace(text, few(gaps, writer.rng), joined)


def widen_break(text: str, writer: Writer) -> str:
    """Leave a run of blank lines between parts, or of spaces in a text on one line."""
    rng = writer.rng
    space = rng.choice(["\n", "\n", "\n ", "\n\t", "\n\xa0"] if broken(text) else [" ", "\t"])
    wide = space * rng.randint(4, 14) + "\n" * broken(text)
    return replace(text, few(breaks(text), rng), lambda _: wide)


def space_punctuation(text: str, writer: Writer) -> str:
    """Put a space before a few marks of punctuation that follow one another ."""
    places = [match.span() for match in SPACEABLE.finditer(text)]
    first = writer.rng.randrange(max(1, len(places)))
    return replace(text, places[first : first + writer.rng.randint(1, 6)], lambda _: " ")


def escape(text: str, writer: Writer) -> str:
    """Write one to eight of some character as an entity, the same each time."""
    known = entities()
    character = writer.rng.choice([each for each in known if each in text.strip()] or [" "])
    entity = writer.rng.choice(known[character])
    places = [(at, at + 1) for at, each in enumerate(text) if each == character]
    return replace(text, few(places, writer.rng, most=8), lambda _: entity)


CHANGES: Mapping[str, Callable[[str, Writer], str]] = {
    "doubled_paragraph": double_paragraph,
    "lost_break": lose_break,
    "blank_run": widen_break,
    "spaced_punctuation": space_punctuation,
    "stray_entity": escape,
}
