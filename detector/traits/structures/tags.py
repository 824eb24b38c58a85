"""Tags in running text: whole ones, halves, and such as spaces have torn apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import regex

from detector.arrays import Ints
from detector.lexemes import Lexemes
from detector.traits.shapes import TIMEOUT, compile_once

SHORT = "p|b|i|a|u|s|q|h[1-6]|em|td|th|tr|dd|dt|dl"
LONG = (
    "br|li|ul|ol|hr|div|span|strong|blockquote|img|table|tbody|thead|figure|figcaption|font|center"
    "|iframe|section|article|small|pre|script|style|noscript|sup|sub|strike|del|ins|o:p|nobr|cite"
    "|video|audio|source|input|button|form|label|header|footer|aside|nav|object|embed|param|svg"
    "|path|picture|html|body|head|meta|link|code|address|caption|mark|time|main|big|tt"
)
BARE = "br|li|ul|ol|hr|div|span|strong|em|blockquote|td|tr|th|tbody|figure|figcaption|table|section|article|sup|sub|font|center|h[1-6]|iframe"
EMPTY = {"br", "hr", "img", "source", "input", "meta", "link", "embed", "param"}
LONGEST = 16  # characters of a torn tag before its bracket
BEGUN = re.compile(r"<(?=\s*(?:/\s*)?(o:p|[a-zA-Z]+[1-6]?))", re.IGNORECASE)
TORN = re.compile(r"(o:p|[a-z]+[1-6]?)\s?(?:/\s?)?\Z")
CODE = re.compile(r"`|    |\t")  # without these, nothing is code
FAR = 400  # characters before a tag in which code may begin
NAMES = {*LONG.split("|"), *SHORT.replace("h[1-6]", "h1|h2|h3|h4|h5|h6").split("|")}
NAME = rf"(?:{SHORT}|{LONG})"
OPEN = rf"""(?xm) (?<! \{{ )
    (?: < (?P<close>/?) (?P<name> (?i:{NAME}) ) (?P<attributes> \s [^<>]{{0,2000}}+ )? /? >
      | < \s*+ / \s*+ (?i:{NAME}) \b (?! [\w:=./-] ) (?: \s*+ > )?+
      | < \s*+ (?i:{NAME}) \s*+ / \s*+ >
      | < \s++ (?i:{NAME}) (?: \s*+ > | \s++ \w++ \s? = [^<>\n]{{0,300}}+ >? )
      | < {NAME} (?= [^\S\n]*+ $ )
      | < (?: a|img|div|span|iframe|p|font ) \s++ (?: href|src|class|style|id|rel|alt ) \s? =
        [^<>\n]{{0,300}}+ $
    ) (?! ["'”’]?+ \s (?: tag|element|attribute|markup ) s?\b )
    """
CLOSE = rf"""(?xm)
    (?: (?<! [\w</.:=@-] ) / \s? {NAME} \s? > (?! [=>] )
      | (?<! [\w<./:=@\#-] ) (?: br | hr ) \s? / \s? > (?! [=>] )
      | (?<! [\w<./:=@\#-] ) (?<! [=-]> | [>+~,]\s ) (?: {BARE} ) \s? >
        (?! [=>] | \s*+ (?: [\d.\#*] | {NAME} \b ) | \s++ [a-z] )
      | (?: (?<= ^ | [>.!?:;"”’)] ) | (?<= [>.!?:;"”’)] \s ) ) (?: p|b|i|a ) \s? >
        (?= [^\S\n]*+ (?: $ | [A-Z“"<] ) )
    )
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag at `start:end` of the batch; `name` is empty where it is torn or half."""

    start: int
    end: int
    name: str = ""
    closes: bool = False
    attributes: bool = False


def tags_by_article(lexemes: Lexemes) -> dict[int, list[Tag]]:
    """Find the tags of each article that has some, in order; fenced code is left out."""
    marked = (lexemes.mark_codes == ord("<")) | (lexemes.mark_codes == ord(">"))
    found: dict[int, list[Tag]] = {}
    if not marked.any():
        return found
    line = np.unique(lexemes.line_of_token[lexemes.marks[np.flatnonzero(marked)]])
    for first, last in _runs(lexemes, line[~lexemes.code[line]]):
        found.setdefault(int(lexemes.lines.article[first]), []).extend(_tags(lexemes, first, last))
    return found


def meant(tags: list[Tag], source: bool) -> list[int]:
    """Places of the whole tags that have their partner, or need none.

    Markdown that is not HTML `source` too has reason for tags with attributes, and for those it
    has no marks for, but not for a lone `<br>`.
    """
    opened: dict[str, list[int]] = {}
    places = []
    for place, tag in enumerate(tags):
        if tag.name in EMPTY and (source or tag.attributes):
            places.append(place)
        elif tag.name and tag.closes and opened.get(tag.name):
            places += [place, opened[tag.name].pop()]
        elif tag.name and not tag.closes:
            opened.setdefault(tag.name, []).append(place)
    return places


def _runs(lexemes: Lexemes, line: Ints) -> list[tuple[int, int]]:
    """First and last lines of passages with brackets: a tag may go on over a few lines."""
    if not len(line):
        return []
    article = lexemes.lines.article[line]
    begins = np.append(True, (np.diff(line) > 4) | (np.diff(article) > 0))
    return list(zip(line[begins].tolist(), line[np.append(begins[1:], True)].tolist(), strict=True))


def _tags(lexemes: Lexemes, first: int, last: int) -> list[Tag]:
    start, end = int(lexemes.lines.start[first]), int(lexemes.lines.end[last])
    text = lexemes.text[start:end]
    code = CODE.search(text) is not None
    try:
        opened = [
            Tag(
                start=start + match.start(),
                end=start + match.end(),
                name=(match["name"] or "").lower(),
                closes=bool(match["close"]),
                attributes=bool(match["attributes"]),
            )
            for match in _opening(text)
            if not ((code and _in_code(text, match.start())) or _is_company(match))
        ]
        if text.count(">") <= sum(text[tag.end - start - 1] == ">" for tag in opened):
            return opened
        closed = [
            Tag(start=start + match.start(), end=start + match.end())
            for match in _closing(text)
            if not (code and _in_code(text, match.start()))
        ]
    except TimeoutError:
        return []
    return sorted(opened + closed, key=lambda tag: tag.start)


def _opening(text: str) -> Iterator["regex.Match[str]"]:
    """Try the expression only where a bracket has a name behind it."""
    place = 0
    for begun in BEGUN.finditer(text):
        if begun.start() >= place and begun[1].lower() in NAMES:
            match = compile_once(OPEN).match(text, begun.start(), timeout=TIMEOUT)
            if match:
                place = match.end()
                yield match


def _closing(text: str) -> Iterator["regex.Match[str]"]:
    """Try the expression only where a bracket has a name before it."""
    place = text.find(">")
    while place >= 0:
        torn = TORN.search(text[max(place - LONGEST, 0) : place])
        name = place - len(torn[0]) if torn else 0
        whole = text[max(name - 2, 0) : name].endswith(("<", "</"))
        if torn and torn[1] in NAMES and (not whole or ":" in torn[1]):
            close = compile_once(CLOSE)
            tried = (
                close.match(text, max(name - far, 0), timeout=TIMEOUT) for far in (2, 1, 0, -2)
            )
            match = next((each for each in tried if each and each.end() == place + 1), None)
            if match:
                yield match
        place = text.find(">", place + 1)


def _in_code(text: str, place: int) -> bool:
    """Tell whether the place is between backticks, or on a line indented as code is."""
    begin = text.rfind("\n", max(place - FAR, 0), place) + 1 or max(place - FAR, 0)
    line = text[begin:place]
    return line.count("`") % 2 == 1 or line.startswith(("    ", "\t"))


def _is_company(match: "regex.Match[str]") -> bool:
    """Tell whether a tag such as `<P>` may as well be the code of a company."""
    return (match["name"] or "").isupper() and not (match["close"] or match["attributes"])
