"""A pattern is tried wherever it can match: the gate finds what the expression finds everywhere."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.lexing import lex
from detector.traits import TRAITS, _hits, compiled
from detector.traits.anchors import Anchor, anchor
from detector.traits.gates import WHOLE
from detector.traits.shapes import Pattern, Spans
from tests.traits.test_traits import EXAMPLES, PASSES
from tests.traits.written import written
from training.residue.wordings import Writer, sort_tables

PATTERNS = [trait for trait in TRAITS if isinstance(trait, Pattern)]
# The triggers of mojibake are narrower than its expression on purpose: it has letters of languages.
EXACT = [pytest.param(each, id=each.name) for each in PATTERNS if each.name != "mojibake"]
BEFORE = [
    "",
    "",
    "It is shut. ",
    "The old mill: ",
    "It is here, please ",
    "One to ",
    "- ",
    "(",
    '"',
]
BEHIND = ["", " today.", " and more.", ", it said"]


class Everywhere:
    """A gate that lets the expression search every line."""

    def places(self, lexemes: Lexemes, _: PhraseHits) -> list[tuple[int, int]]:
        return [(line, WHOLE) for line in range(len(lexemes.lines))]


def _pairs(found: Spans) -> list[tuple[int, int]]:
    return list(zip(found.start.tolist(), found.end.tolist(), strict=True))


def _assert_same(trait: Pattern, texts: list[str]) -> None:
    lexemes = lex(texts, compiled().tables)
    hits = _hits(trait.lines, lexemes)
    gated = trait.find(lexemes, hits, compiled().gates[trait.name])
    everywhere = trait.find(lexemes, hits, Everywhere())  # type: ignore[arg-type]
    missed = set(_pairs(everywhere)) - set(_pairs(gated))
    assert not missed, [lexemes.text[start:end] for start, end in missed]


@pytest.mark.parametrize("trait", EXACT)
def test_the_gate_finds_all_in_the_examples(trait: Pattern) -> None:
    _assert_same(trait, EXAMPLES + PASSES)


@pytest.mark.parametrize("trait", EXACT)
def test_the_gate_finds_all_in_residue(trait: Pattern) -> None:
    writer = Writer(article="Ada Obi spoke in Port Ellery.", rng=Random(1))
    wordings = [each for table in sort_tables().values() for each in table.wordings]
    _assert_same(trait, [writer.fill(each) for each in wordings for _ in range(3)])


@pytest.mark.parametrize("trait", EXACT)
@settings(max_examples=15)  # of twenty texts each
@given(random=st.randoms(use_true_random=False))
def test_the_gate_finds_all_that_is_written_by_the_expression(
    trait: Pattern, random: Random
) -> None:
    texts = [
        random.choice(BEFORE) + written(trait.expression, random) + random.choice(BEHIND)
        for _ in range(20)
    ]
    _assert_same(trait, texts)


def test_an_anchor_is_read() -> None:
    assert anchor("log in", "any") == Anchor(first=("log in",))
    assert anchor("(a|b|) c {40} d", "any") == Anchor(
        first=("a c", "b c", "c"), second=("d",), reach=40
    )
    assert anchor("^sign up {10}$", "any") == Anchor(
        first=("sign up",), reach=10, opens=True, ends=True
    )
    assert anchor("{30} a {4} b", "any") == Anchor(first=("a",), second=("b",), reach=4, before=30)
    assert anchor("join [$£]", "any") == Anchor(first=("join",), signs="$£")


@pytest.mark.parametrize("line", ["a {x} b", "{4}", "a {4}", "a [", "^$"])
def test_what_is_no_anchor_says_how_to_write_one(line: str) -> None:
    with pytest.raises(ValueError, match=r"any\.txt: .*anchors\.py"):
        anchor(line, "any")


def test_no_place_is_tried_twice() -> None:
    for trait in PATTERNS:
        lexemes = lex(EXAMPLES + PASSES, compiled().tables)
        places = compiled().gates[trait.name].places(lexemes, _hits(trait.lines, lexemes))
        assert places == sorted(set(places))
        assert np.all(np.array([place for _, place in places]) >= WHOLE)
