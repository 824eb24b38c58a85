"""The lexer: compiled equals uncompiled bit for bit, and what must hold of any text."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detector import features, lexer, lexing
from detector.arrays import (
    ADDRESS,
    CAPITAL,
    COLUMNS,
    COMMAS,
    DIGITS,
    LETTERS,
    MARKUP,
    NUMBER,
    OPENS_SENTENCE,
    OTHERS,
    PIPES,
    PUNCTUATION,
    SENTENCE_WORDS,
    SENTENCES,
    SPACES,
    SYMBOL,
    UPPERS,
    WORD,
    WORDS,
    Lines,
    PhraseHits,
    Tables,
    Tokens,
)
from detector.features import EVERY, Vocabulary, ngrams_between
from detector.hashing import buffers, sieve, tier_table
from detector.lexemes import Lexemes
from detector.lexing import lex
from detector.traits import compiled
from detector.traits.tables import NOTHING, trie
from tests.plain import plain, plain_without_cython

HARD_TEXTS = [
    "",
    " ",
    "\n",
    "\r\n\r\n",
    "\r",
    "a\rb\r\nc\n\rd",
    "\x00",
    "a\x00b\x00",
    "\ud800",
    "x\udfff \ud83dy",
    "\ufeffThe ferry",
    "zero\u200bwidth and soft\u00adhyphen \u200b \u2060",
    "日本語の文章。二つ目の文。",
    "中文 and English, 混ぜて",
    "한국어 문장입니다.",
    "ไม่มีช่องว่างระหว่างคำ",
    "👍🏽 👩‍👩‍👧 🇫🇷!",
    "𝒜stral 𝒷 𐐀𐐨 \U00020000\U0010ffff",
    "e\u0301te\u0301 \u0301 a\u0301\u0302\u0303",
    "don’t don't 'tis rock 'n' roll' l’été",
    "U.S. and J. R. R. Tolkien wrote. Then? Yes… (Or no.) “So!” it ended",
    "It cost $1,234.56 at 10:30, or 3.5 % more; 2nd 3rd 4,.",
    "http://example.org/a?b=c#d, https://x.y) www.example.com www. http:/ httpx://",
    "| a | b |\n|---|---|\n\t1\t2",
    "# One\n## *Two*\n- three\n* four\n1. five\n> six",
    "```\ncode = 1\n```\n~~~\nmore\n~~~\n```\nnever closed",
    "<p>markets,impacting betweendiplomatic byThe</p> &amp; {{ x }} <%",
    "ALL CAPS iPhone McDonald's eBay X",
    "a" * 300,
    "|" * 300,
    "word " * 300,
    "a\u2028b\u2029c\x0bd\x0ce\x85f",
    "Straße İstanbul ŒUVRE ǅ",
    "....!!!!????----____****",
    "Leave a comment\n\nLeave a comment. In conclusion, only time will tell.",
]
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
PIECES = st.lists(st.sampled_from(HARD_TEXTS), max_size=5).map("".join)
TEXTS = ANY_TEXT | PIECES


PLAIN = plain(lexer)
TABLES = compiled().tables

needs_compiled = pytest.mark.skipif(not lexer.COMPILED, reason="the lexer was not compiled here")


@pytest.fixture(scope="module")
def lex_plainly() -> Iterator[Callable[[list[str]], Lexemes]]:
    """Return `lex`, run by the uncompiled file."""

    def lex_plainly(texts: list[str]) -> Lexemes:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(lexing, "lexer", PLAIN)
            return lex(texts, TABLES)

    yield lex_plainly


def assert_same(left: Lexemes, right: Lexemes) -> None:
    """Compare every array of the two."""
    for part, kind in (("tokens", Tokens), ("lines", Lines), ("hits", PhraseHits)):
        for name in kind.__slots__:
            ours, theirs = (getattr(getattr(side, part), name) for side in (left, right))
            np.testing.assert_array_equal(ours, theirs, err_msg=f"{part}.{name}")


@needs_compiled
@pytest.mark.parametrize("text", HARD_TEXTS)
def test_compiled_equals_uncompiled(lex_plainly: Callable[[list[str]], Lexemes], text: str) -> None:
    assert_same(lex([text], TABLES), lex_plainly([text]))


@needs_compiled
@given(texts=st.lists(TEXTS, max_size=4))
@example(texts=HARD_TEXTS)
def test_compiled_equals_uncompiled_in_batches(
    lex_plainly: Callable[[list[str]], Lexemes], texts: list[str]
) -> None:
    assert_same(lex(texts, TABLES), lex_plainly(texts))


def test_the_file_runs_where_cython_is_not_installed() -> None:
    fallback = plain_without_cython(lexer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexing, "lexer", fallback)
        read = lex(HARD_TEXTS, TABLES)
    assert_same(read, lex(HARD_TEXTS, TABLES))


def test_a_table_keeps_the_last_of_equal_keys() -> None:
    for module in (lexer, PLAIN):
        entries = np.zeros(16, np.uint64)
        given = np.array([7, 23, 7], np.uint32), np.array([1, 2, 3], np.int32)
        module.fill(*buffers(*given), False, *buffers(entries))
        held = entries[entries > 0].tolist()
        assert sorted((entry & 0xFFFFFFFF, entry >> 32) for entry in held) == [(7, 3), (23, 2)]


KEYS = st.lists(st.integers(1, 2**32 - 1), max_size=200, unique=True)


@given(keys=KEYS, mixed=st.booleans())
def test_a_sieve_lets_its_own_keys_through(keys: list[int], mixed: bool) -> None:
    held, size = np.array(keys, np.uint32), len(sieve(np.array(keys, np.uint32), bits=8))
    made = []
    for module in (lexer, PLAIN):
        bits = np.zeros(size, np.uint64)
        module.sift(*buffers(held), mixed, *buffers(bits))
        made.append(bits)
    np.testing.assert_array_equal(made[0], made[1])
    if mixed:
        places = held.astype(np.int64) & (64 * size - 1)
        passes = made[0][places >> 6] >> (places & 63).astype(np.uint64)
        assert (passes & np.uint64(1)).all()


@given(keys=KEYS)
def test_a_tier_table_holds_every_word_with_its_tier(keys: list[int]) -> None:
    tiers = np.array([1 + key % 4 for key in keys], np.int32)
    table = tier_table(np.array(keys, np.uint32), tiers)
    expected = sorted(key & ~7 | tier for key, tier in zip(keys, tiers.tolist(), strict=True))
    assert sorted(table[table > 0].tolist()) == expected


def _ngrams(module: ModuleType, read: Lexemes, limit: int) -> list[np.ndarray[Any, Any]]:
    tokens = read.tokens
    edges = np.searchsorted(tokens.start, read.article_start).astype(np.int32)
    out = [np.zeros(3 * len(tokens.start) + 1, kind) for kind in (np.uint32, np.int32, np.int32)]
    bounds = np.zeros(len(read) + 1, np.int64)
    given = (tokens.hash, tokens.kind, tokens.tier, edges)
    count = module.ngrams(*buffers(*given), limit, *buffers(EVERY, *out, bounds))
    return [*(array[:count] for array in out), bounds]


@needs_compiled
@given(texts=st.lists(TEXTS, max_size=4), limit=st.integers(0, 40))
def test_ngrams_compiled_equal_uncompiled(texts: list[str], limit: int) -> None:
    read = lex(texts, TABLES)
    if len(read.tokens.start):
        for left, right in zip(
            _ngrams(lexer, read, limit),
            _ngrams(PLAIN, read, limit),
            strict=True,
        ):
            np.testing.assert_array_equal(left, right)


def test_ngrams_are_words_pairs_and_pairs_around_a_word() -> None:
    read = lex(["one two three four", "two"], TABLES)
    keys, first, last, bounds = _ngrams(lexer, read, 100)
    outer = list(zip(first.tolist(), last.tolist(), strict=True))
    assert outer[:9] == [(0, 0), (1, 1), (0, 1), (2, 2), (1, 2), (0, 2), (3, 3), (2, 3), (1, 3)]
    assert bounds.tolist() == [0, 9, 10]
    assert len(set(keys[:9].tolist())) == 9
    assert keys[9] == keys[1]
    assert keys.all()


def test_of_ngrams_a_sieve_leaves_those_that_pass() -> None:
    read = lex(["one two three four", "two"], TABLES)
    edges = np.searchsorted(read.tokens.start, read.article_start).astype(np.int32)
    every = ngrams_between(read, edges, 100)
    within = Vocabulary(every.key[[1, 7]])
    for module in (lexer, PLAIN):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(features, "lexer", module)
            some = ngrams_between(read, edges, 100, within=within)
            assert set(every.key[[1, 7]].tolist()) <= set(some.key.tolist())
            assert len(some.key) < len(every.key)
            assert within.look_up(some).row.tolist() == [0, 1, 0]
            assert within.look_up(every).row.tolist() == [0, 1, 0]


def _known(module: ModuleType, known: list[int], articles: list[list[int]]) -> list[list[int]]:
    entries = np.zeros(64, np.uint64)
    given = np.array(known, np.uint32), np.arange(len(known), dtype=np.int32)
    module.fill(*buffers(*given), True, *buffers(entries))
    asked = np.array([key for article in articles for key in article], np.uint32)
    bounds = np.cumsum([0, *map(len, articles)])
    first, last = np.arange(len(asked), dtype=np.int32), np.arange(len(asked), dtype=np.int32) + 5
    value, begins, ends = np.zeros((3, len(asked) + 1), np.int32)
    found, seen = np.zeros(len(bounds), np.int64), np.zeros(len(known) + 1, np.uint8)
    given_arrays = (entries, asked, first, last, bounds, seen)
    count = module.known(*buffers(*given_arrays, value, begins, ends, found))
    assert (ends[:count] == begins[:count] + 5).all()
    return [value[:count].tolist(), begins[:count].tolist(), found.tolist()]


def test_known_keys_are_found_once_an_article() -> None:
    for module in (lexer, PLAIN):
        found = _known(module, [11, 12, 13], [[12, 99, 12, 11], [], [12]])
        assert found == [[1, 0, 1], [0, 3, 4], [0, 2, 2, 3]]


def test_known_keys_are_found_in_the_three_hundredth_article_too() -> None:
    for module in (lexer, PLAIN):
        assert _known(module, [11, 12], [[12, 11, 12]] * 300)[0] == [1, 0] * 300


@needs_compiled
@given(
    known=st.lists(st.integers(1, 40), min_size=1, max_size=30, unique=True),
    articles=st.lists(st.lists(st.integers(1, 40), max_size=9), min_size=1, max_size=4),
)
def test_known_compiled_equals_uncompiled(known: list[int], articles: list[list[int]]) -> None:
    if any(articles):
        assert _known(lexer, known, articles) == _known(PLAIN, known, articles)


@given(texts=st.lists(TEXTS, max_size=5))
def test_lines_cover_the_text(texts: list[str]) -> None:
    read = lex(texts, TABLES)
    for article, text in enumerate(texts):
        own = np.flatnonzero(read.lines.article == article)
        start, end = read.lines.start[own], read.lines.end[own]
        assert len(own)
        assert start[0] == read.article_start[article]
        assert end[-1] == read.article_start[article + 1]
        between = [read.text[a:b] for a, b in zip(end[:-1], start[1:], strict=True)]
        assert all(each in {"\r\n", *"\n\r\v\f\x85\u2028\u2029"} for each in between)
        kept = "".join(read.line_text(int(line)) for line in own)
        assert len(kept) + sum(map(len, between)) == len(text)


@given(texts=st.lists(TEXTS, max_size=5))
def test_tokens_lie_on_their_lines_in_order(texts: list[str]) -> None:
    read = lex(texts, TABLES)
    tokens, lines = read.tokens, read.lines
    assert np.all(tokens.start < tokens.end)
    assert np.all(tokens.end[:-1] <= tokens.start[1:])
    assert np.all((tokens.kind >= WORD) & (tokens.kind <= ADDRESS))
    assert np.array_equal(lines.token[1:], lines.token_end[:-1])
    for line in range(len(lines)):
        own = slice(lines.token[line], lines.token_end[line])
        assert np.all(tokens.start[own] >= lines.start[line])
        assert np.all(tokens.end[own] <= lines.end[line])


@given(texts=st.lists(TEXTS, max_size=5))
def test_counts_are_counts(texts: list[str]) -> None:
    read = lex(texts, TABLES)
    counts, length = read.lines.counts, read.lines.end - read.lines.start
    assert counts.shape == (len(read.lines), COLUMNS)
    assert np.all(counts >= 0)
    assert np.all(counts[:, UPPERS] <= counts[:, LETTERS])
    assert np.all(counts[:, SENTENCE_WORDS] >= counts[:, SENTENCES])
    for column in (LETTERS, DIGITS, SPACES, PIPES, COMMAS, OTHERS):
        assert np.all(counts[:, column] <= length)
    blank = [not read.line_text(line).strip(" \t\u200b") for line in range(len(read.lines))]
    assert not np.any(read.filled[np.array(blank, np.bool_)])


@given(texts=st.lists(TEXTS, max_size=4))
def test_a_batch_is_its_articles_one_after_the_other(texts: list[str]) -> None:
    whole = lex(texts, TABLES)
    parts = [lex([text], TABLES) for text in texts]
    for name in ("hash", "kind", "shape", "tier"):
        alone = [getattr(part.tokens, name) for part in parts]
        np.testing.assert_array_equal(getattr(whole.tokens, name), np.concatenate(alone or [[]]))
    for name in ("hash", "first", "last", "triggers", "counts"):
        alone = [getattr(part.lines, name) for part in parts]
        if alone:
            np.testing.assert_array_equal(getattr(whole.lines, name), np.concatenate(alone))


def words(text: str) -> list[str]:
    read = lex([text], NOTHING)
    places = np.flatnonzero(read.tokens.kind == WORD)
    return [read.text[read.tokens.start[t] : read.tokens.end[t]] for t in places]


def kinds(text: str) -> list[int]:
    return [int(kind) for kind in lex([text], NOTHING).tokens.kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sailed.", ["The", "ferry", "sailed"]),
        ("don't don’t", ["don't", "don’t"]),
        ("'quoted' words'", ["quoted", "words"]),
        ("e-mail", ["e", "mail"]),
        ("soft\u00adhyphen", ["soft\u00adhyphen"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("日本", ["日", "本"]),
        ("𐐀𐐨 x", ["𐐀𐐨", "x"]),
        ("B2B 2nd", ["B2B"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.56", [NUMBER]),
        ("10:30", [NUMBER]),
        ("wait...", [WORD, PUNCTUATION]),
        ("<br />", [MARKUP, WORD, MARKUP, MARKUP]),
        ("https://example.org/a?b=c", [ADDRESS]),
        ("(www.example.org)", [PUNCTUATION, ADDRESS, PUNCTUATION]),
        ("http is a word", [WORD] * 4),
        ("👍👍", [SYMBOL]),
    ],
)
def test_kinds(text: str, expected: list[int]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Ferry", "FERRY", True),
        ("don’t", "don't", True),
        ("soft\u00adhyphen", "softhyphen", True),
        ("2019", "12", True),
        ("ferry", "ferries", False),
        ("e\u0301", "e", False),
    ],
)
def test_two_typings_of_one_word_hash_alike(left: str, right: str, same: bool) -> None:
    hashes = [int(lex([text], NOTHING).tokens.hash[0]) for text in (left, right)]
    assert (hashes[0] == hashes[1]) == same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We stayed.", 2),
        ("Was it J. R. R. Tolkien? Yes.", 2),
        ("“It rained.” We stayed.", 2),
        ("It rained (a lot.) We stayed.", 2),
        ("It cost 3.50 in all.", 1),
        ("A heading", 0),
        ("It rained. and went on.", 1),
        ("二つ目の文。三つ目。", 2),
        ("No. 5 is alive.", 2),
    ],
)
def test_sentences(text: str, expected: int) -> None:
    assert lex([text], NOTHING).totals[0, SENTENCES] == expected


def test_words_that_open_a_sentence() -> None:
    read = lex(["It rained. We stayed.\nAt home"], NOTHING)
    opens = (read.tokens.shape & OPENS_SENTENCE) > 0
    said = [read.text[read.tokens.start[t] : read.tokens.end[t]] for t in np.flatnonzero(opens)]
    assert said == ["It", "We", "At"]
    assert np.all(read.tokens.shape[opens] & CAPITAL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n```\nb\n```\nc", [False, True, True, True, False]),
        ("a\n~~~ python\nb\n~~~", [False, True, True, True]),
        ("a\n```\nnever closed", [False, True, False]),
        ("`a` is code", [False]),
        ("", [False]),
    ],
)
def test_code_between_fences(text: str, expected: list[bool]) -> None:
    assert lex([text], NOTHING).code.tolist() == expected


def test_a_fence_ends_with_its_article() -> None:
    assert lex(["```\na", "b\n```\nc\n```"], NOTHING).code.tolist() == [
        True,
        False,
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- milk", True),
        ("• milk", True),
        ("3. milk", True),
        ("3) milk", True),
        ("**milk**", False),
        ("-5 degrees", False),
        ("3.5 litres", False),
        ("-", False),
        ("", False),
    ],
)
def test_bullets(text: str, expected: bool) -> None:
    assert lex([text], NOTHING).bulleted.tolist() == [expected]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Only time will tell.", ["Only time will tell"]),
        ("ONLY  **time** will tell", ["ONLY  **time** will tell"]),
        ("Only time\nwill tell", []),
        ("Only. Time will tell", []),
        ("Only time will, tell", ["Only time will, tell"]),
        ("lonely time will tell", []),
    ],
)
def test_phrases_are_sequences_of_words(text: str, found: list[str]) -> None:
    tables = _tables_of("only time will tell")
    read = lex([text], tables)
    starts, ends = read.tokens.start[read.hits.first], read.tokens.end[read.hits.last]
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == found


def test_lines_taken_out_leave_the_rest_as_it_was() -> None:
    read = lex(["It rained.\nLeave a comment\nWe stayed at home."], TABLES)
    taken = np.array([False, True, False])
    rest = read.without(taken)
    assert [rest.line_text(line) for line in range(2)] == ["It rained.", "We stayed at home."]
    assert rest.totals[0, WORDS] == 6
    said = zip(rest.tokens.start, rest.tokens.end, strict=True)
    assert "".join(rest.text[start:end] for start, end in said) == "Itrained.Westayedathome."
    assert rest.tokens.start[rest.lines.token].tolist() == [0, 27]


def _tables_of(phrase: str) -> Tables:
    """Tables in which the lexer finds one phrase and nothing else."""
    return replace(NOTHING, trie=trie([phrase]))
