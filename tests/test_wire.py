"""The verdicts of a batch, written as JSON by one loop: the same as they are one by one."""

import json
from types import ModuleType
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detector import Detector, features, traits, wire, written
from detector.hashing import buffers
from tests.plain import plain
from tests.test_lexer import TEXTS

PLAIN = plain(wire)
BOTH = pytest.mark.parametrize("module", [wire, PLAIN], ids=["built", "plain"])


def _written(module: ModuleType, said: str, size: float, quality: float = 0.5) -> Any:
    """Write a verdict whose only reason is a run of words, which is the whole text."""
    pieces, bounds, most = written._pieces("m")
    codes = np.array([*map(ord, said), 0], np.uint32)
    out, edges = np.zeros(most, np.uint8), np.zeros(2, np.int64)
    owners = len(features.owners())
    counts = np.zeros((1, len(traits.TRAITS)), np.int32)
    one = np.ones(1, np.uint8)
    run = [np.array([[each]], np.int32) for each in (owners, 0, len(said))]
    told = (codes, np.array([0, len(said)]), np.array([quality]), one, one, one - 1, counts)
    module.write(
        *buffers(*told, run[0], np.array([[size]]), *run[1:]), owners, written.LONGEST_RUN,
        *buffers(pieces, bounds), len(written.LABELS), len(written.KINDS), len(written.DOUBTS),
        *buffers(out, edges),
    )  # fmt: skip
    return json.loads(out[: edges[1]].tobytes())


@given(texts=st.lists(TEXTS, max_size=4))
@example(texts=['\ud800 said \x00\x1f" \\ \t' * 80, "😀 “said” he " * 60, "", "\n"])
def test_a_verdict_is_written_as_it_says(detector: Detector, texts: list[str]) -> None:
    for verdict in detector.score_many(texts):
        said = verdict.to_dict()
        assert json.loads(verdict.to_json()) == json.loads(json.dumps(said))
        if not any(0xD800 <= ord(character) < 0xE000 for character in str(said)):
            assert verdict.to_json() == orjson.dumps(said)


@given(size=st.floats(-1e9, 1e9, allow_nan=False), quality=st.floats(0.0, 1.0))
@example(size=-0.00001, quality=1.0)
@example(size=0.99999, quality=0.0001)
def test_numbers_have_four_decimals(size: float, quality: float) -> None:
    for module in (wire, PLAIN):
        told = _written(module, "said", size, quality)
        assert told["quality"] == pytest.approx(quality, abs=0.000051)
        assert told["reasons"][0]["contribution"] == pytest.approx(size, abs=0.000051)


@BOTH
@given(said=st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_characters_come_back(module: ModuleType, said: str) -> None:
    written = _written(module, said, 1.0)["reasons"][0]["feature"]
    assert written == json.loads(json.dumps(f"wording: {said}"))  # joins the halves of a pair


@BOTH
@pytest.mark.parametrize(("length", "shown"), [(60, "a" * 60), (61, "a" * 59 + "…")])
def test_a_long_run_is_shown_cut(module: ModuleType, length: int, shown: str) -> None:
    reason = _written(module, "a" * length, 1.0)["reasons"][0]
    assert reason == {
        "feature": f"wording: {shown}",
        "contribution": 1.0,
        "start": 0,
        "end": length,
    }
