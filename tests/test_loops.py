"""The loops over tokens: compiled equals plain, and both are what they are defined as."""

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detector import characters, lexemes, lexer, loops
from detector.arrays import NUMBER, UNKNOWN, WORD
from detector.hashing import buffers
from detector.lexemes import Lexemes
from detector.lexing import lex
from detector.traits import compiled, keyword_stuffing, measure
from detector.traits.measures import vocabulary
from detector.traits.structures import crowds, glue, repeats
from tests.plain import plain
from tests.test_lexer import TEXTS

PLAIN = plain(loops)
BOTH = pytest.mark.parametrize("module", [loops, PLAIN], ids=["built", "plain"])
LEXERS = {loops: lexer, PLAIN: plain(lexer)}  # what reads the halves of words beside each
CALLERS = (lexemes, crowds, repeats, vocabulary)
LINE = "the new bridge over the river will be closed to all traffic until the end of the month."
CROWD = "We bake fresh bread as fresh bread should be, and fresh bread at noon is fresh bread."
WORDS = st.lists(st.sampled_from(["bridge", "river", "the", "boat", "Oslo", "we're"]), max_size=60)
Article = st.one_of(TEXTS, WORDS.map(" ".join), st.sampled_from([LINE, f"{LINE}\n{LINE}", CROWD]))
ARTICLES = st.lists(Article, min_size=1, max_size=4)


def _read(texts: list[str]) -> Lexemes:
    return lex(texts, compiled().tables)


def _found(texts: list[str], module: ModuleType) -> list[Any]:
    """Everything that the loops tell of a batch, as `module` runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for caller in CALLERS:
            patch.setattr(caller, "loops", module)
        read = _read(texts)
        lists = [getattr(read.listed(name), part).tolist() for name in read.tables.lists
                 for part in ("phrase", "first", "last", "line")]  # fmt: skip
        everywhere, least = np.ones(len(read.lines), np.bool_), np.ones(len(read))
        return [
            lists, read.spoken.tolist(), read.marks.tolist(), read.unknown.tolist(),
            read.totals.tolist(), measure(read).tolist(),
            *(each.tolist() for each in crowds.crowds(read, keyword_stuffing.CROWDS)),
            *(each.tolist() for each in repeats.repeated_words(read, everywhere, 2, least)),
            repeats.with_twins(read, everywhere).tolist(), *_halves(read, LEXERS[module]),
        ]  # fmt: skip


def _halves(read: Lexemes, module: ModuleType) -> list[list[int]]:
    tokens = read.tokens
    words = np.flatnonzero((tokens.kind == WORD) & (tokens.end - tokens.start > 4)).astype(np.int32)
    made = [np.zeros(len(words), kind) for kind in (np.int32, np.uint8, np.uint8)]
    given_arrays = (read.codes, characters.tables()[1], words, tokens.start, tokens.end)
    read_arrays = (tokens.shape, read.tables.words, *glue._edges())
    module.halves(*buffers(*given_arrays, *read_arrays, *made))
    return [each.tolist() for each in made]


@pytest.mark.skipif(not loops.COMPILED, reason="the loops were not compiled here")
@given(texts=ARTICLES)
@example(texts=[CROWD, f"{LINE} {LINE}", "betweendiplomatic byThe Ofthe"])
def test_compiled_equals_uncompiled(texts: list[str]) -> None:
    assert _found(texts, loops) == _found(texts, PLAIN)


@given(texts=ARTICLES)
def test_tokens_are_sorted_out(texts: list[str]) -> None:
    read = _read(texts)
    kind = read.tokens.kind
    assert np.array_equal(read.spoken, np.append(0, np.cumsum(kind <= NUMBER)))
    assert np.array_equal(read.marks, np.flatnonzero(kind > NUMBER))
    unknown = (kind == WORD) & (read.tokens.tier == UNKNOWN)
    assert np.array_equal(read.unknown, np.flatnonzero(unknown))


@given(texts=ARTICLES)
def test_hits_are_sorted_by_list(texts: list[str]) -> None:
    read = _read(texts)
    for name, members in read.tables.lists.items():
        own = read.hits.where(members[read.hits.phrase])
        for part in own.__slots__:
            assert np.array_equal(getattr(read.listed(name), part), getattr(own, part))


@given(texts=ARTICLES)
def test_counts_add_up(texts: list[str]) -> None:
    read = _read(texts)
    for article in range(len(read)):
        own = read.lines.counts[read.lines.article == article]
        assert np.array_equal(read.totals[article], own.sum(axis=0))


@BOTH
@given(words=st.lists(st.integers(1, 4), max_size=40), least=st.integers(0, 12))
def test_repeats_are_runs_said_before(module: Any, words: list[int], least: int) -> None:
    length, said = 3, [False] * len(words)
    for place in range(len(words) - length + 1):
        run = words[place : place + length]
        if any(words[other : other + length] == run for other in range(place)):
            said[place : place + length] = [True] * length
    if sum(said) < least:
        said = [False] * len(words)
    runs = re.finditer("x+", "".join("x" if each else " " for each in said))
    expected = [(run.start(), run.end() - 1) for run in runs]
    assert _repeats(module, words, length, least) == expected


def _repeats(module: Any, words: list[int], length: int, least: int) -> list[tuple[int, int]]:
    hashes, kinds = np.array(words, np.uint32), np.full(len(words), WORD, np.uint8)
    one = [np.array([number], np.int32) for number in (0, len(words), 0, 0, least)]
    scratch = (np.empty(64, np.int32), np.empty(64, np.uint8), np.empty(256, np.uint32))
    first, last = np.zeros((2, 64), np.int32)
    count = module.repeats(*buffers(hashes, kinds, *one), length, *buffers(*scratch, first, last))
    return list(zip(first[:count].tolist(), last[:count].tolist(), strict=True))


@BOTH
@given(words=st.lists(st.integers(1, 30), max_size=80))
def test_types_are_different_words(module: Any, words: list[int]) -> None:
    hashes, kinds = np.array(words, np.uint32), np.full(len(words), WORD, np.uint8)
    said, different = np.zeros((2, 1), np.int32)
    given_arrays = (hashes, kinds, np.array([0, len(words)], np.int32))
    module.types(*buffers(*given_arrays), 50, *buffers(np.zeros(128, np.uint32), said, different))
    assert (said[0], different[0]) == (len(words[:50]), len(set(words[:50])))


@given(words=WORDS)
def test_crowds_are_said_often_and_near(words: list[str]) -> None:
    text = "the bridge of the town is as old as the town and " + " ".join(words)
    read = _read([text])
    first, last = crowds.crowds(read, ((1, 3, 10),))
    found = {(text[read.tokens.start[a] : read.tokens.end[a]], int(a)) for a in first}
    assert np.array_equal(first, last)
    if not len(crowds._in_prose(read)):
        assert not found
        return
    said = text.split()
    expected = set()
    for word in {"bridge", "river", "boat", "town", "old"}:
        places = [place for place, each in enumerate(said) if each == word]
        for i in range(len(places) - 2):
            if places[i + 2] - places[i] <= 10:
                expected |= {(word, place) for place in places[i : i + 3]}
    assert found == expected
