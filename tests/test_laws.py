"""The laws of the design, on any text that Python can hold."""

import math
import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Detector, Label, Verdict
from detector.traits import TRAITS
from detector.traits.shapes import Phrases
from detector.traits.tables import phrase_list, word_hashes

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
PIECES = st.sampled_from(
    [
        "The council met on Monday, and Ms Okafor said the bridge would stay closed until May. ",
        "In conclusion, it remains to be seen how stakeholders navigate this pivotal moment. ",
        "\n", "\n\n", "| a | b |\n", "<p>", "< / strong >", "Leave a comment", "LOREM IPSUM! ",
        "```\n", "- Growing Pressure: It could reshape markets.\n", "café ", "日本語。", "\x00",
        "\ud800", "http://example.org/a ", "& amp ; ", "don’t ", "2019 ", "\t", "\u200b",
    ]
)  # fmt: skip
TEXTS = ANY_TEXT | st.lists(PIECES, max_size=40).map("".join)
TAILS = (
    "Leave a comment",
    "Leave a Reply",
    "Be the first to comment",
    "Leave a Reply\nYour email address will not be published. Required fields are marked *",
)


@given(text=TEXTS)
def test_total(detector: Detector, text: str) -> None:
    verdict = detector.score(text)
    assert math.isfinite(verdict.logit)
    assert 0.0 <= verdict.quality <= 1.0
    assert verdict.label in Label
    assert (verdict.kind is None) == (verdict.label is not Label.LOW)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n" * 1000, "a" * 1_000_000, "|" * 100_000, "<" * 100_000, "\ud800" * 1000,
     "字" * 100_000, "ก" * 100_000, "\x00" * 1000, "word " * 100_000, "𝒜" * 1000],
)  # fmt: skip
def test_total_on_hard_texts(detector: Detector, text: str) -> None:
    assert math.isfinite(detector.score(text).logit)


@given(text=TEXTS)
def test_spans_lie_inside_in_order(detector: Detector, text: str) -> None:
    verdict = detector.score(text)
    assert all(0 <= span.start < span.end <= len(text) for span in verdict.spans)
    assert list(verdict.spans) == sorted(verdict.spans, key=lambda s: (s.start, s.end, s.trait))
    for trait, count in verdict.traits.items():
        own = [span for span in verdict.spans if span.trait == trait]
        assert len(own) == count
        assert all(left.end <= right.start for left, right in pairwise(own))


@given(text=TEXTS)
def test_a_phrase_span_says_a_phrase(detector: Detector, text: str) -> None:
    lists = {trait.name: trait.lines for trait in TRAITS if isinstance(trait, Phrases)}
    for span in detector.score(text).spans:
        if span.trait in lists:
            said = word_hashes([text[span.start : span.end]])[0]
            assert said in word_hashes(phrase_list(lists[span.trait]))


@given(texts=st.lists(TEXTS, max_size=6))
def test_alone_equals_in_a_batch(detector: Detector, texts: list[str]) -> None:
    assert list(detector.score_many(texts)) == [detector.score(text) for text in texts]


def test_in_parallel_equals_alone(detector: Detector, seed_texts: list[str]) -> None:
    texts = seed_texts * 6  # more than one batch
    assert list(detector.score_many(texts, jobs=2)) == list(detector.score_many(texts))


def test_a_saved_verdict_is_the_same(detector: Detector, seed_texts: list[str]) -> None:
    verdict = detector.score(seed_texts[0])
    assert pickle.loads(pickle.dumps(verdict)) == verdict


@given(text=TEXTS)
def test_contributions_sum_to_the_logit(detector: Detector, text: str) -> None:
    verdict = detector.score(text)
    assert math.fsum(each.contribution for each in verdict.contributions) == pytest.approx(
        verdict.logit, abs=1e-9
    )
    assert verdict.quality == pytest.approx(1 / (1 + math.exp(-verdict.logit)))


@given(text=TEXTS, tail=st.sampled_from(TAILS))
def test_a_comment_tail_never_raises_the_quality(detector: Detector, text: str, tail: str) -> None:
    assert detector.score(f"{text}\n\n{tail}").logit <= detector.score(text).logit + 1e-9


@pytest.mark.parametrize("tail", TAILS)
def test_a_comment_tail_never_raises_the_quality_of_a_seed(
    detector: Detector, seed_texts: list[str], tail: str
) -> None:
    for before, after in zip(
        detector.score_many(seed_texts),
        detector.score_many(f"{text}\n\n{tail}\n" for text in seed_texts),
        strict=True,
    ):
        assert after.logit <= before.logit + 1e-9
        assert "comment_tail" in after.traits


@given(record=st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=9), max_size=5))
def test_marking_changes_no_other_field(detector: Detector, record: dict[str, object]) -> None:
    record["text"] = "The port was closed."
    marked = detector.mark(record)
    assert {name: marked[name] for name in record if name != "detector"} == {
        name: value for name, value in record.items() if name != "detector"
    }
    assert marked["detector"] == detector.score("The port was closed.").to_dict()


def test_no_trait_raises_the_quality(detector: Detector, seed_texts: list[str]) -> None:
    names = {trait.name for trait in TRAITS}
    for verdict in detector.score_many(seed_texts):
        rising = [c for c in verdict.contributions if c.feature in names and c.contribution > 1e-9]
        assert not rising


def test_memory_of_a_stream_is_bounded(detector: Detector) -> None:
    drawn = 0

    def endless() -> "list[str]":  # type: ignore[misc]
        nonlocal drawn
        while True:
            drawn += 1
            yield "The port was closed."

    verdicts: list[Verdict] = []
    for verdict in detector.score_many(endless()):
        verdicts.append(verdict)
        if len(verdicts) == 300:
            break
    assert drawn <= 1024
