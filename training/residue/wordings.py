"""Writes residue: the grammar of `wordings.toml`, filled in."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import regex

CHOICE = regex.compile(r"\{(?!phrase\})(\w+|\d+-\d+|[^{}]*\|[^{}]*)\}")
NAME = regex.compile(r"(?<=[\p{Ll},] )\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}{2,}){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """A sort of residue that is added to a text: where, how many wordings at once, and which."""

    where: tuple[str, ...]
    wordings: tuple[str, ...]
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Fills in wordings for one article, with names from it, and no entry twice if it can."""

    article: str
    rng: random.Random
    used: set[str] = field(default_factory=set)

    def wordings(self, sort: Sort) -> list[str]:
        """Return some wordings of a sort, filled in; only `{phrase}` is left in them."""
        chosen = self.rng.sample(sort.wordings, self.rng.randint(*sort.lines))
        return [self.fill(wording) for wording in chosen]

    def fill(self, wording: str) -> str:
        """Fill in a wording, from the innermost braces outwards."""
        count = 1
        while count:
            wording, count = CHOICE.subn(lambda match: self._choose(match[1]), wording)
        return wording

    def _choose(self, inside: str) -> str:
        if "|" in inside:
            return self.rng.choice(inside.split("|"))
        if inside[0].isdigit():
            return str(self.rng.randint(*map(int, inside.split("-"))))
        entry = self._subject() if inside == "subject" else self._entry(inside.lower())
        return entry[0].upper() + entry[1:] if inside[0].isupper() else entry

    def _subject(self) -> str:
        """Return a name from the article: capitalised words that begin no sentence."""
        calendar = {*slots()["weekday"], *slots()["month"]}
        names = dict.fromkeys(NAME.findall(self.article))
        known = [name for name in names if not calendar & set(name.split())]
        return self._fresh(known) if known else self._entry("town")

    def _entry(self, slot: str) -> str:
        return self.fill(self._fresh(slots()[slot]))

    def _fresh(self, entries: Sequence[str]) -> str:
        unused = [entry for entry in entries if "{" in entry or entry not in self.used]
        entry = self.rng.choice(unused or entries)
        self.used.add(entry)
        return entry


@cache
def sort_tables() -> Mapping[str, Sort]:
    """Return the sorts of residue that `wordings.toml` lists, in its order."""
    return {
        name: Sort(
            where=tuple(table["where"]),
            wordings=tuple(table["wordings"]),
            lines=tuple(table.get("lines", (1, 1))),
        )
        for name, table in _tables().items()
        if "where" in table
    }


def slots() -> Mapping[str, Sequence[str]]:
    """Return what may stand for `{name}` in a wording, by name."""
    return dict(_tables()["slots"])


def entities() -> Mapping[str, Sequence[str]]:
    """Return how a character is written where it was escaped too often."""
    return dict(_tables()["entities"])


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("training.residue") / "wordings.toml").read_text("utf-8"))
