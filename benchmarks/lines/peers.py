"""Peers that find the article of a web page, and how what they return is laid against its lines.

They read HTML, and of these pages only the lines are known. So each line goes to them as a `<p>`,
without the tags, classes and links that they judge by on the web.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, partial
from html import escape
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.lines.methods import Method
from detector.arrays import Mask
from training.lines.pages import Page

# Languages whose stoplist jusText calls otherwise than babel calls the language.
STOPLISTS = {"no": "Norwegian_Bokmal", "nb": "Norwegian_Bokmal", "fy": "West_Frisian"}


def peers() -> tuple[list[Method], list[str]]:
    """Return the peers that are installed, and the names of those that are not."""
    missing, methods = [], []
    for name, make in {"justext": _justext, "trafilatura": _trafilatura}.items():
        try:
            methods += make(import_module(name))
        except ImportError:
            missing.append(name)
    return methods, missing


def places(lines: Sequence[str], found: Sequence[str]) -> list[int | None]:
    """Return which line each paragraph that a peer returned is; None where it is none of them.

    White space does not matter. Of several lines of the same text, a paragraph is the first that
    is free behind the last paragraph's line; if there is none, the first that is free at all,
    since a peer may put a title or the comments elsewhere.
    """
    free = defaultdict(list)
    for number, line in enumerate(lines):
        free[_spaced(line)].append(number)
    result: list[int | None] = []
    last = -1
    for paragraph in found:
        same = free.get(_spaced(paragraph), [])
        behind = next((each for each in same if each > last), None)
        place: int | None = same[0] if behind is None and same else behind
        if place is not None:
            same.remove(place)
        last = last if behind is None else behind
        result.append(place)
    return result


def web_page(page: Page) -> str:
    """Return the page as HTML, each line a paragraph; characters that XML has not are left out."""
    body = "\n".join(f"<p>{escape(_printable(line))}</p>" for line in page.lines)
    return f"<!DOCTYPE html><html><head></head><body>\n{body}\n</body></html>"


def _justext(justext: Any) -> list[Method]:
    def prepare(page: Page) -> tuple[str, frozenset[str]]:
        return web_page(page), _stoplist(justext, page.language)

    def run(prepared: tuple[str, frozenset[str]]) -> Any:
        page, stoplist = prepared
        if stoplist:
            return justext.justext(page, stoplist)
        return justext.justext(page, stoplist, stopwords_low=0, stopwords_high=0)

    def keep(page: Page, found: Any) -> Mask:
        good = [not each.is_boilerplate for each in found]
        return matched(page, [each.text for each in found], good)

    return [Method(name="jusText", prepare=prepare, run=run, keep=keep)]


def _trafilatura(trafilatura: Any) -> list[Method]:
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())

    def keep(page: Page, found: str | None) -> Mask:
        paragraphs = (found or "").split("\n")
        return matched(page, paragraphs, [True] * len(paragraphs))

    runs = {
        "trafilatura": trafilatura.extract,
        "trafilatura, favor_recall": partial(trafilatura.extract, favor_recall=True),
    }
    return [Method(name=name, prepare=web_page, run=run, keep=keep) for name, run in runs.items()]


def matched(page: Page, paragraphs: Sequence[str], good: Sequence[bool]) -> Mask:
    """Say of each line of the page whether a paragraph that is good stands for it.

    Paragraphs that are not good are matched too, so that equal lines are not mistaken.
    """
    kept = np.zeros(len(page.lines), np.bool_)
    for place, right in zip(places(page.lines, paragraphs), good, strict=True):
        if place is not None:
            kept[place] = right and bool(page.lines[place].strip())
    return kept


@cache
def _stoplist(justext: Any, language: str) -> frozenset[str]:
    """Return jusText's stoplist of a language ("en"); an empty one means to do without."""
    babel = import_module("babel")  # comes with trafilatura, as jusText does
    try:
        english = babel.Locale.parse(language).get_language_name("en") or ""
    except (babel.UnknownLocaleError, ValueError):
        english = ""
    name = STOPLISTS.get(language, english.replace(" ", "_"))
    return frozenset(justext.get_stoplist(name) if name in justext.get_stoplists() else ())


def _spaced(text: str) -> str:
    """Return the text as it is compared: what XML has not left out, white space made one space."""
    return " ".join(_printable(text).split())


def _printable(text: str) -> str:
    return "".join(each for each in text if each >= " " or each == "\t")
