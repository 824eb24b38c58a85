"""The wire schema is what docs/wire-schema.md says: exact keys and types, of every verdict."""

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Detector
from detector.lines.cleaned import Residue, ResidueKind, restore

from .samples import FILLER, GOOD, LOW, SHORT, Invoke, read_jsonl

PAGE = (Path(__file__).parents[2] / "docs" / "wire-schema.md").read_text("utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
ALWAYS = ["schema", "model", "quality", "label", "kind", "traits", "reasons"]
EXPLAINED = ["spans", "contributions"]
RESIDUE = ["residue_share", "residue"]
KINDS = ("filler", "spam", "boilerplate")


def check_verdict(verdict: dict[str, Any], *, explained: bool) -> None:
    """Fail if a verdict has a key too many or too few, or a value of another type or range."""
    unsure = ["unsure_because"] if verdict["label"] == "unsure" else []
    assert list(verdict) == [*ALWAYS, *unsure, *(EXPLAINED if explained else [])]
    assert verdict["schema"] == 1
    assert isinstance(verdict["model"], str)
    assert isinstance(verdict["quality"], float)
    assert 0 <= verdict["quality"] <= 1
    assert verdict["label"] in ("good", "low", "unsure")
    assert verdict["kind"] in ((*KINDS, None) if verdict["label"] == "low" else (None,))
    assert all(isinstance(name, str) for name in verdict["traits"])
    assert all(type(count) is int and count > 0 for count in verdict["traits"].values())
    assert isinstance(verdict.get("unsure_because", ""), str)
    check_reasons(verdict["reasons"])
    if explained:
        check_explanation(verdict)


def check_reasons(reasons: list[dict[str, Any]]) -> None:
    assert len(reasons) <= 5
    assert not {"base", "wording"} & {each["feature"] for each in reasons}
    sizes = [abs(each["contribution"]) for each in reasons]
    assert sizes == sorted(sizes, reverse=True)
    for each in reasons:
        check_contribution(each)


def check_contribution(contribution: dict[str, Any]) -> None:
    run = contribution["feature"].startswith("wording: ")
    assert list(contribution) == ["feature", "contribution", *(["start", "end"] if run else [])]
    assert isinstance(contribution["contribution"], float)
    assert not run or type(contribution["start"]) is type(contribution["end"]) is int


def check_explanation(verdict: dict[str, Any]) -> None:
    for span in verdict["spans"]:
        assert list(span) == ["trait", "start", "end"]
        assert 0 <= span["start"] < span["end"]
    for each in verdict["contributions"]:
        check_contribution(each)
    assert [each["start"] for each in verdict["spans"]] == sorted(
        each["start"] for each in verdict["spans"]
    )
    logit = sum(each["contribution"] for each in verdict["contributions"])
    assert 1 / (1 + math.exp(-logit)) == pytest.approx(verdict["quality"], abs=2e-3)


def check_residue(found: dict[str, Any]) -> None:
    """Fail if residue has a key too many or too few, or a value of another type or range."""
    assert list(found) == RESIDUE
    assert isinstance(found["residue_share"], float)
    assert 0 <= found["residue_share"] <= 1
    end = 0
    for each in found["residue"]:
        assert list(each)[:5] == ["start", "end", "kind", "probability", "text"]
        assert set(each) - {"replacement"} == set(list(each)[:5])
        assert end <= each["start"] < each["end"]
        assert len(each["text"]) == each["end"] - each["start"]
        assert each["kind"] in tuple(ResidueKind)
        assert 0 <= each["probability"] <= 1
        assert each.get("replacement", "x")
        end = each["end"]


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_of_the_page(example: dict[str, Any]) -> None:
    verdict = dict(example.get("detector", example))
    if "residue" in verdict:
        check_residue({key: verdict.pop(key) for key in RESIDUE})
    if verdict:
        check_verdict(verdict, explained="spans" in verdict)


def test_the_cleaned_example_can_be_restored() -> None:
    cleaned = [each for each in EXAMPLES if "residue" in each.get("detector", {})]
    assert cleaned
    for each in cleaned:
        residue = [as_residue(piece) for piece in each["detector"]["residue"]]
        original = restore(each["text"], residue)
        assert all(original[piece.start : piece.end] == piece.text for piece in residue)


def as_residue(wire: dict[str, Any]) -> Residue:
    return Residue(**{**wire, "kind": ResidueKind(wire["kind"])})


def test_the_page_names_every_key() -> None:
    rows = set(re.findall(r"^\| `(\w+)`", PAGE, re.MULTILINE))
    piece = {"kind", "probability", "text", "replacement"}
    assert rows >= {*ALWAYS, *EXPLAINED, *RESIDUE, *piece, "feature", "contribution"}
    assert "unsure_because" in rows
    assert all(f"`{kind}`" in PAGE for kind in ResidueKind)


@pytest.mark.parametrize("explain", [True, False])
@pytest.mark.parametrize("text", [GOOD, LOW, FILLER, SHORT, "", "渡し船 🚢 Leave a comment"])
def test_the_command_line(invoke: Invoke, text: str, explain: bool) -> None:
    options = ["--explain"] if explain else []
    record = read_jsonl(invoke("score", *options, input=json.dumps({"text": text})).stdout_bytes)[0]
    check_verdict(record["detector"], explained=explain)


@pytest.mark.parametrize("text", [GOOD, LOW, FILLER, SHORT, "", "渡し船 🚢 Leave a comment"])
def test_what_is_cleaned(invoke: Invoke, text: str) -> None:
    line = json.dumps({"text": text})
    cleaned = read_jsonl(invoke("clean", input=line).stdout_bytes)[0]["detector"]
    check_residue(cleaned)
    judged = read_jsonl(invoke("score", "--clean-first", input=line).stdout_bytes)[0]["detector"]
    assert {key: judged.pop(key) for key in RESIDUE} == cleaned
    check_verdict(judged, explained=False)


@given(text=st.text(st.characters(codec=None)) | st.sampled_from([GOOD, LOW, FILLER]))
def test_any_text(model: Path, text: str) -> None:
    verdict = Detector.load(model).score(text).to_dict(explain=True)
    check_verdict(json.loads(json.dumps(verdict)), explained=True)
