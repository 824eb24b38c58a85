"""What residue says in many languages: the lists in `wordings/`, found in a batch at once.

A line of a list is `language: wording | wording`; the language is for the reader only, and `#`
begins a comment. Each list is named after a kind of residue, but for `moments`, the words of dates.
Most lines of a page are not in the language of the traits' own phrases, and a button says little:
one or two words, which mean the same wherever they have a line to themselves.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from detector.arrays import Mask, PhraseHits, Tables
from detector.lexemes import Lexemes
from detector.lexing import match
from detector.traits.tables import NOTHING, trie

LISTS = (
    "navigation", "byline", "share", "newsletter", "related", "comments", "cookie", "legal",
    "promotion", "moments",
)  # fmt: skip
BEFORE_A_NAME = "before a name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """The trie of all wordings; `members[name]` tells which of them are on a list."""

    tables: Tables
    members: dict[str, Mask]


@cache
def wordings() -> Wordings:
    """Return the wordings of all lists, compiled once."""
    lists = {name: said for listed in LISTS for name, said in _read(listed).items()}
    phrases = sorted(set().union(*lists.values()))
    place = {phrase: number for number, phrase in enumerate(phrases)}
    members = {name: np.zeros(len(phrases), np.bool_) for name in lists}
    for name, said in lists.items():
        members[name][[place[phrase] for phrase in said]] = True
    return Wordings(tables=replace(NOTHING, trie=trie(phrases)), members=members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was found of all wordings in a batch."""

    hits: PhraseHits

    def of(self, name: str) -> PhraseHits:
        """Return what was found of one list, nothing if there is no such list."""
        members = wordings().members
        if name not in members:
            return self.hits.where(np.zeros(len(self.hits.line), np.bool_))
        return self.hits.where(members[name][self.hits.phrase])


def find(whole: Lexemes) -> Said:
    """Find the wordings of all lists in a batch."""
    return Said(hits=match(whole.tokens, whole.lines, wordings().tables))


def _read(name: str) -> dict[str, set[str]]:
    """Return the wordings of a list, and apart from them those that need a name behind them."""
    text = (Path(__file__).parent / "wordings" / f"{name}.txt").read_text("utf-8")
    lists: dict[str, set[str]] = {name: set()}
    for line in text.splitlines():
        language, _, said = line.partition("#")[0].partition(":")
        if said:
            listed = lists.setdefault(language if language == BEFORE_A_NAME else name, set())
            listed.update(each.strip() for each in said.split("|"))
    return lists
