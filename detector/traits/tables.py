"""Turns the traits' phrase lists and trigger characters into the tables that the lexer reads."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex

from detector import lexicon
from detector.arrays import COMMON, FUNCTION, KNOWN, MASKED, NUMBER, WORD, Tables, Trie
from detector.hashing import hash_table, sieve, tier_table
from detector.lexing import lex
from detector.traits.anchors import Anchor, anchor, gate
from detector.traits.gates import Gate
from detector.traits.shapes import Listed, Pattern

PHRASES = Path(__file__).parent / "phrases" / "en"
NAMED = regex.compile(r"<(\w+)>")
FNV_OFFSET, FNV_PRIME, LOW32 = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The lexer's tables, and where the pattern of each trait is tried: `gates[name]`."""

    tables: Tables
    gates: dict[str, Gate]

    @property
    def members(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """Tell of each phrase whether it is on a list: `members[name]`."""
        return self.tables.lists


def compile_tables(traits: Iterable[Listed]) -> Compiled:
    """Compile everything that these traits and measures look for."""
    listed = tuple(traits)
    phrases, members = _phrases(sorted({trait.lines for trait in listed if trait.lines}))
    patterns = [trait for trait in listed if isinstance(trait, Pattern)]
    bits, triggers = _triggers(patterns)
    places = {phrase: place for place, phrase in enumerate(phrases)}
    gates = {each.name: _gate(each, places, bits) for each in patterns}
    tables = Tables(triggers=triggers, trie=trie(phrases), words=_words(), lists=members)
    return Compiled(tables=tables, gates=gates)


@cache
def phrase_list(name: str) -> tuple[str, ...]:
    """Return the phrases of a list, `(a|b|)` written out; `#` begins a comment."""
    return tuple(phrase for each in anchor_list(name) for phrase in (*each.first, *each.second))


@cache
def anchor_list(name: str) -> tuple[Anchor, ...]:
    """Return the lines of a list as anchors; of a list that feeds no pattern, they are phrases.

    `name = words` gives a name to words that later lines of the list say as <name>.
    """
    text = (PHRASES / f"{name}.txt").read_text("utf-8")
    anchors, named = [], dict[str, str]()
    for line in text.splitlines():
        said = NAMED.sub(lambda found: named[found[1]], line.partition("#")[0].strip())
        called, is_named, words = said.partition(" = ")
        if is_named:
            named[called] = words
        elif said:
            anchors.append(anchor(said, name))
    return tuple(anchors)


def _phrases(names: Sequence[str]) -> tuple[list[str], dict[str, npt.NDArray[np.bool_]]]:
    lists = {name: phrase_list(name) for name in names}
    phrases = sorted(set(itertools.chain.from_iterable(lists.values())))
    place = {phrase: number for number, phrase in enumerate(phrases)}
    members = {name: np.zeros(len(phrases), np.bool_) for name in names}
    for name, listed in lists.items():
        members[name][[place[phrase] for phrase in listed]] = True
    return phrases, members


def _triggers(patterns: Sequence[Pattern]) -> tuple[dict[str, int], npt.NDArray[np.uint64]]:
    """Give a bit to each character that a pattern or its anchors look for on a line."""
    signs = (each.signs for pattern in patterns for each in _anchors(pattern))
    triggers = itertools.chain.from_iterable(pattern.triggers for pattern in patterns)
    characters = sorted(set("".join([*signs, *triggers])))
    table = np.zeros(0x10000, np.uint64)
    bits = {character: 1 << min(place, 63) for place, character in enumerate(characters)}
    for character in characters:
        table[ord(character)] = bits[character]
    return bits, table


def _anchors(pattern: Pattern) -> tuple[Anchor, ...]:
    return anchor_list(pattern.lines) if pattern.lines else ()


def _gate(pattern: Pattern, places: dict[str, int], bits: dict[str, int]) -> Gate:
    before = pattern.before_trigger, pattern.starts
    return gate(_anchors(pattern), pattern.triggers, pattern.begins, before, places, bits)


def trie(phrases: Sequence[str]) -> Trie:
    """Put phrases into the table in which the lexer walks from word to word, and its sieves."""
    values: dict[int, int] = {}
    alone, pairs = [], []
    for place, words in enumerate(word_hashes(phrases)):
        state = FNV_OFFSET
        for number, word in enumerate(words):
            values.setdefault(state, 0)
            values[state] |= 1
            state = ((state ^ word) * FNV_PRIME) & LOW32 or 1
            if number == 1:
                pairs.append(state)
        if len(words) == 1:
            alone.append(state)
        values[state] = values.get(state, 0) & 1 | 2 * (place + 1)
    values.pop(FNV_OFFSET, None)
    return Trie(
        entries=hash_table(
            np.array(list(values), np.uint32), np.array(list(values.values()), np.int32)
        ),
        alone=sieve(np.array(alone, np.uint32), bits=32),
        pairs=sieve(np.unique(np.array(pairs, np.uint32)), bits=32),
    )


def word_hashes(phrases: Sequence[str]) -> list[list[int]]:
    """Hashes of the words of each phrase, as the lexer itself takes them."""
    if not phrases:
        return []
    lexemes = lex(phrases, NOTHING)
    words = np.isin(lexemes.tokens.kind, [WORD, NUMBER])
    article = lexemes.article_of_token[words]
    edges = np.searchsorted(article, np.arange(1, len(phrases)))
    return [part.tolist() for part in np.split(lexemes.tokens.hash[words], edges)]


def _words() -> npt.NDArray[np.uint32]:
    known = lexicon.words()
    tiers = np.full(len(known), KNOWN, np.int32)
    tiers[: lexicon.COMMON_WORDS] = COMMON
    keys, values = [known], [tiers]
    for name, tier in (("function_words", FUNCTION), ("masked_words", MASKED)):
        hashes = list(itertools.chain(*word_hashes(lexicon.word_list(name))))
        keys.append(np.array(hashes, np.uint32))
        values.append(np.full(len(hashes), tier, np.int32))
    return tier_table(np.concatenate(keys), np.concatenate(values))


NOTHING = Tables(
    triggers=np.zeros(0x10000, np.uint64),
    trie=Trie(
        entries=np.zeros(16, np.uint64), alone=np.zeros(1, np.uint64), pairs=np.zeros(1, np.uint64)
    ),
    words=np.zeros(16, np.uint32),
)
