"""Where markup and odd spacing may be meant, so that nothing is mended.

A repair that spoils an example of code, a formula or a row of figures costs more than ten that
are missed, hence whole lines are passed over, and whole articles that speak of markup.
"""

from bisect import bisect_right
from functools import cached_property
from itertools import islice

import regex

from detector.arrays import PIPES
from detector.lexemes import Lexemes
from detector.traits.structures.source import is_hypertext, is_markdown

ABOUT = regex.compile(
    r"(?i)\b(?:x?html\d?|xml|css|dom|javascript|jsx|xaml|php|ajax|jquery|wordpress|joomla|drupal"
    r"|jekyll|markup|markdown|bbcode|short\s?codes?|web\s?pages?|(?:end|closing|opening|meta)\s?tags?|source\s?code|unicode"
    r"|character (?:entit|reference)(?:y|ies|s)?|selectors?|stylesheets?)\b"
)
SOURCE = regex.compile(
    r"""(?x) <!-- | \*\* \w [^*\n]{0,200}+ \*\* | (?<! \w ) _ \w [^_\n]{0,80}+ _ (?! \w )
      | < (\w++) (?: \s [^<>]{0,300}+ )? > [^<>]{1,2000}+ </ \1 >"""
)
FORMULA = regex.compile(
    r"""(?x) \$ [^$\n]{0,200}+ \$ (?<= [\\^_{}=+<>] [^$\n]{0,200} \$ )
      | \\ (?! u[0-9a-fA-F]{4} | x[0-9a-fA-F]{2} ) [a-zA-Z(\[]
      | \d \s? [<>]=? \s? \d | [∑∏∫√∂∀∃∈∉⊂⊆∪∩≤≥≠≈∞]
      | \b [a-zA-Z] \s [<>]=? \s (?: \d | [a-zA-Z] \b (?! \s* /? > ) )"""
)
CODE_LIKE = regex.compile(
    r"""(?x) [{}=\\|`] | \$[A-Za-z_] | \w\( | \(\) | ; \s* $ | :: | -> | => | \+\+ | && | //
      | ^ \s* (?: \# | > | \$ | %)"""
)
BACKTICKS = regex.compile(r"(`++)[^`\n]++\1")
PAIRS = 3  # of tags; so many are no accident
INDENTED = ("    ", "\t")


class Shelter:
    """Answers for one batch what is left alone; each line is looked at once."""

    def __init__(self, lexemes: Lexemes) -> None:
        self._lexemes = lexemes
        self._about: dict[int, bool] = {}
        self._source: dict[int, bool] = {}
        self._lines: dict[int, bool] = {}
        self._backticks: dict[int, list[tuple[int, int]]] = {}

    def source(self, article: int) -> bool:
        """Tell whether an article is source text, in Markdown or HTML."""
        if article not in self._source:
            found = SOURCE.finditer(self._text_of(article))
            marks = [match[1] for match in islice(found, PAIRS)]
            source = len(marks) == PAIRS or not all(marks)
            self._source[article] = source or self._markdown[article]
        return self._source[article]

    @cached_property
    def _markdown(self) -> list[bool]:
        marked: list[bool] = is_markdown(self._lexemes).tolist()
        return marked

    @cached_property
    def hypertext(self) -> list[bool]:
        """Whether each article is HTML source."""
        marked: list[bool] = is_hypertext(self._lexemes).tolist()
        return marked

    def about_markup(self, article: int) -> bool:
        """Tell whether an article speaks of pages and their source."""
        if article not in self._about:
            self._about[article] = ABOUT.search(self._text_of(article)) is not None
        return self._about[article]

    def covers(self, line: int, start: int, end: int) -> bool:
        """Tell whether `start:end` of this line is code, mathematics or part of a table."""
        if line not in self._lines:
            self._lines[line] = self._whole(line)
            found = BACKTICKS.finditer(self._lexemes.line_text(line))
            self._backticks[line] = [match.span() for match in found]
        if self._lines[line]:
            return True
        place = bisect_right(self._backticks[line], start, key=lambda span: span[1])
        return place < len(self._backticks[line]) and self._backticks[line][place][0] < end

    def prose(self, line: int) -> bool:
        """Tell whether spacing may be judged on a line: no code on it, fenced or not."""
        return not CODE_LIKE.search(self._lexemes.line_text(line))

    def _text_of(self, article: int) -> str:
        starts = self._lexemes.article_start
        return self._lexemes.text[starts[article] : starts[article + 1]]

    def _whole(self, line: int) -> bool:
        text = self._lexemes.line_text(line)
        if self._lexemes.code[line] or text.startswith(INDENTED) or "\t" in text.strip():
            return True
        pipes = int(self._lexemes.count(PIPES)[line])
        return pipes > 1 or (pipes == 1 and self._beside(line)) or bool(FORMULA.search(text))

    def _beside(self, line: int) -> bool:
        """Tell whether a line above or below has pipes too."""
        near = slice(max(line - 1, 0), line + 2)
        same = self._lexemes.lines.article[near] == self._lexemes.lines.article[line]
        return int(((self._lexemes.count(PIPES)[near] > 0) & same).sum()) > 1
