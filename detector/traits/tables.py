"""Turns the traits' phrase lists and trigger characters into the tables that the lexer reads."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import regex

from detector import lexicon
from detector.lexemes import COMMON, FUNCTION, KNOWN, MASKED, NUMBER, WORD, Tables
from detector.lexing import hash_table, lex
from detector.traits.shapes import Listed, Pattern

FNV_OFFSET, FNV_PRIME, LOW32 = 0x811C9DC5, 0x01000193, 0xFFFFFFFF
ALTERNATIVES = regex.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The lexer's tables, and how to read its answers.

    `members[name]` tells of each phrase whether it is on the list `name`; `bits[characters]` are
    the trigger bits of these characters.
    """

    tables: Tables
    members: dict[str, npt.NDArray[np.bool_]]
    bits: dict[str, int]


def compile_tables(traits: Iterable[Listed]) -> Compiled:
    """Compile everything that these traits and measures look for."""
    listed = tuple(traits)
    phrases, members = _phrases(sorted({trait.lines for trait in listed if trait.lines}))
    bits, triggers = _triggers([trait for trait in listed if isinstance(trait, Pattern)])
    keys, values = trie(phrases)
    word_keys, word_tiers = _words()
    tables = Tables(
        triggers=triggers,
        trie_keys=keys,
        trie_values=values,
        word_keys=word_keys,
        word_tiers=word_tiers,
    )
    return Compiled(tables=tables, members=members, bits=bits)


@cache
def phrase_list(name: str) -> tuple[str, ...]:
    """Return the phrases of a list, `(a|b|)` written out; `#` begins a comment."""
    text = (files("detector.traits") / "phrases" / "en" / f"{name}.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(phrase for line in lines if line for phrase in _written_out(line))


def _written_out(line: str) -> list[str]:
    parts = ALTERNATIVES.split(line)
    choices = [part.split("|") if odd % 2 else [part] for odd, part in enumerate(parts)]
    return [" ".join("".join(choice).split()) for choice in itertools.product(*choices)]


def _phrases(names: Sequence[str]) -> tuple[list[str], dict[str, npt.NDArray[np.bool_]]]:
    lists = {name: phrase_list(name) for name in names}
    phrases = sorted(set(itertools.chain.from_iterable(lists.values())))
    place = {phrase: number for number, phrase in enumerate(phrases)}
    members = {name: np.zeros(len(phrases), np.bool_) for name in names}
    for name, listed in lists.items():
        members[name][[place[phrase] for phrase in listed]] = True
    return phrases, members


def _triggers(patterns: Sequence[Pattern]) -> tuple[dict[str, int], npt.NDArray[np.uint64]]:
    characters = sorted(set().union(*(pattern.triggers for pattern in patterns)))
    table = np.zeros(0x10000, np.uint64)
    bit = {character: 1 << min(place, 63) for place, character in enumerate(characters)}
    for character in characters:
        table[ord(character)] = bit[character]
    used = {pattern.triggers for pattern in patterns}
    return {each: _union(bit[character] for character in each) for each in used}, table


def _union(bits: Iterable[int]) -> int:
    union = 0
    for bit in bits:
        union |= bit
    return union


def trie(phrases: Sequence[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    """Put phrases into the open-addressing table in which the lexer walks from word to word."""
    values: dict[int, int] = {}
    for place, words in enumerate(word_hashes(phrases)):
        state = FNV_OFFSET
        for word in words:
            values.setdefault(state, 0)
            values[state] |= 1
            state = ((state ^ word) * FNV_PRIME) & LOW32 or 1
        values[state] = values.get(state, 0) & 1 | 2 * (place + 1)
    values.pop(FNV_OFFSET, None)
    return hash_table(np.array(list(values), np.uint32), np.array(list(values.values()), np.int32))


def word_hashes(phrases: Sequence[str]) -> list[list[int]]:
    """Hashes of the words of each phrase, as the lexer itself takes them."""
    if not phrases:
        return []
    lexemes = lex(phrases, NOTHING)
    words = np.isin(lexemes.tokens.kind, [WORD, NUMBER])
    article = lexemes.article_of_token[words]
    edges = np.searchsorted(article, np.arange(1, len(phrases)))
    return [part.tolist() for part in np.split(lexemes.tokens.hash[words], edges)]


def _words() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    known = lexicon.words()
    tiers = np.full(len(known), KNOWN, np.int32)
    tiers[: lexicon.COMMON_WORDS] = COMMON
    keys, values = [known], [tiers]
    for name, tier in (("function_words", FUNCTION), ("masked_words", MASKED)):
        hashes = list(itertools.chain(*word_hashes(lexicon.word_list(name))))
        keys.append(np.array(hashes, np.uint32))
        values.append(np.full(len(hashes), tier, np.int32))
    return hash_table(np.concatenate(keys), np.concatenate(values))


NOTHING = Tables(
    triggers=np.zeros(0x10000, np.uint64),
    trie_keys=np.zeros(16, np.uint32),
    trie_values=np.zeros(16, np.int32),
    word_keys=np.zeros(16, np.uint32),
    word_tiers=np.zeros(16, np.int32),
)
