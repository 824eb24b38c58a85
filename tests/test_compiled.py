"""Compiled and as plain Python, a whole run gives the same bytes."""

import gzip
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Detector, lexer
from tests.plain import all_plain
from tests.test_lexer import TEXTS

SPLIT = Path(__file__).parents[2] / "shared" / "data" / "articles" / "test.jsonl.gz"
TENTH = 10

pytestmark = pytest.mark.skipif(not lexer.COMPILED, reason="the loops were not compiled here")


def _told(detector: Detector, texts: Sequence[str]) -> list[bytes]:
    return [verdict.to_json(explain=True) for verdict in detector.score_many(texts)]


@given(texts=st.lists(TEXTS, max_size=4))
def test_any_texts_get_the_same_verdicts(detector: Detector, texts: list[str]) -> None:
    with all_plain():
        plain = _told(detector, texts)
    assert _told(detector, texts) == plain


@pytest.mark.skipif(not SPLIT.is_file(), reason=f"the test split is not here: {SPLIT.name}")
def test_a_tenth_of_the_test_split_gets_the_same_verdicts() -> None:
    with gzip.open(SPLIT) as lines:
        texts = [orjson.loads(line)["text"] for line in islice(lines, None, None, TENTH)]
    with all_plain():
        plain = _told(Detector.load(), texts)
    assert _told(Detector.load(), texts) == plain


def test_residue_is_the_same(seed_texts: list[str]) -> None:
    cleaned = [Detector.load().clean(text).to_dict() for text in seed_texts]
    with all_plain():
        assert [Detector.load().clean(text).to_dict() for text in seed_texts] == cleaned
