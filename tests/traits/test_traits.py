"""Every trait on its own examples, and on all the other traits' texts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.traits import TRAITS, Findings, find
from detector.traits.shapes import Trait

Pairs = list[tuple[int, int]]

EXAMPLES = [example.text for trait in TRAITS for example in trait.flags]
PASSES = [text for trait in TRAITS for text in trait.passes]
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
TEXTS = ANY_TEXT | st.lists(st.sampled_from(EXAMPLES + PASSES), max_size=4).map("\n".join)


FLAGS = [
    pytest.param(trait, example.text, example.spans, id=f"{trait.name}-{number}")
    for trait in TRAITS
    for number, example in enumerate(trait.flags)
]
CLEAN = [
    pytest.param(trait, text, id=f"{trait.name}-{number}")
    for trait in TRAITS
    for number, text in enumerate(trait.passes)
]


def _pairs(findings: Findings, trait: Trait) -> Pairs:
    found = findings.spans[TRAITS.index(trait)]
    return list(zip(found.start.tolist(), found.end.tolist(), strict=True))


def _said(text: str, trait: Trait) -> list[str]:
    """Return what the trait is found on, as it stands in the text, be it disguised or not."""
    findings = find([text])
    disguised = findings.whole.disguised
    pairs = _pairs(findings, trait)
    return [text[slice(*disguised[0].span(*pair) if disguised else pair)] for pair in pairs]


@pytest.mark.parametrize(("trait", "text"), CLEAN)
def test_passes(trait: Trait, text: str) -> None:
    assert _said(text, trait) == []


@pytest.mark.parametrize(("trait", "text", "spans"), FLAGS)
def test_flags(trait: Trait, text: str, spans: list[str]) -> None:
    assert _said(text, trait) == list(spans)


@given(text=TEXTS)
def test_spans_lie_inside_in_order_and_apart(text: str) -> None:
    findings = find([text])
    for trait in TRAITS:
        pairs = _pairs(findings, trait)
        assert all(0 <= start < end <= len(findings.whole.text) for start, end in pairs)
        assert all(left[1] <= right[0] for left, right in pairwise(pairs))


@given(texts=st.lists(TEXTS, max_size=5))
def test_a_batch_finds_what_each_article_finds(texts: list[str]) -> None:
    batch, each_alone = find(texts), [find([text]) for text in texts]
    for trait in TRAITS:
        alone: Pairs = []
        offset = 0
        for findings in each_alone:
            pairs = _pairs(findings, trait)
            alone += [(start + offset, end + offset) for start, end in pairs]
            offset += len(findings.whole.text)
        assert _pairs(batch, trait) == alone, trait.name


def test_nothing_is_found_in_nothing() -> None:
    assert all(not len(found) for texts in ([], [""], ["", "\n"]) for found in find(texts).spans)
