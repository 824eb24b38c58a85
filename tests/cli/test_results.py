"""What an earlier run has left stays, unless this run says the same thing anew."""

import json
from pathlib import Path
from typing import Any

import pytest

from .plain import CLEANED, PAGE, clean, use_plain_rules
from .samples import GOOD, Invoke, read_jsonl, write_jsonl

RESIDUE = ["residue_share", "residue"]


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    use_plain_rules(monkeypatch)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "page.jsonl", [{"id": "a", "text": PAGE}])


def only(path: Path) -> dict[str, Any]:
    (record,) = read_jsonl(path.read_bytes())
    if isinstance(record["detector"], str):
        record["detector"] = json.loads(record["detector"])
    return record


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "parquet"])
def test_a_verdict_stays_when_the_text_is_cleaned(
    invoke: Invoke, page: Path, tmp_path: Path, suffix: str
) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
    assert invoke("score", page, "-o", f"scored.{suffix}", "--explain").exit_code == 0
    assert invoke("score", page, "-o", "scored.jsonl", "--explain").exit_code == 0
    assert invoke("clean", f"scored.{suffix}", "-o", "cleaned.jsonl").exit_code == 0
    assert invoke("clean", f"scored.{suffix}", "-o", f"cleaned.{suffix}").exit_code == 0
    verdict = only(tmp_path / "scored.jsonl")["detector"]
    cleaned = only(tmp_path / "cleaned.jsonl")
    assert cleaned["text"] == CLEANED
    assert cleaned["detector"] == {**verdict, **clean(PAGE).to_dict()}
    span = cleaned["detector"]["spans"][-1]
    assert PAGE[span["start"] : span["end"]] == "Leave a comment"


@pytest.mark.parametrize("command", ["score", "filter"])
def test_residue_stays_when_a_cleaned_text_is_judged(
    invoke: Invoke, page: Path, tmp_path: Path, command: str
) -> None:
    invoke("clean", page, "-o", "cleaned.jsonl")
    assert invoke(command, "cleaned.jsonl", "-o", "judged.jsonl").exit_code == 0
    judged = only(tmp_path / "judged.jsonl")["detector"]
    assert list(judged)[-2:] == RESIDUE
    assert {key: judged[key] for key in RESIDUE} == clean(PAGE).to_dict()
    assert judged["label"] == "good"


@pytest.mark.parametrize("command", ["score", "clean"])
def test_cleaning_twice_forgets_nothing(
    invoke: Invoke, page: Path, tmp_path: Path, command: str
) -> None:
    invoke("clean", page, "-o", "cleaned.jsonl")
    options = ["--clean-first"] if command == "score" else []
    assert invoke(command, "cleaned.jsonl", "-o", "again.jsonl", *options).exit_code == 0
    again = only(tmp_path / "again.jsonl")
    assert again["text"] == CLEANED
    assert {key: again["detector"][key] for key in RESIDUE} == clean(PAGE).to_dict()


def test_more_that_is_found_takes_the_place_of_what_was(
    invoke: Invoke, page: Path, tmp_path: Path
) -> None:
    invoke("clean", page, "-o", "cleaned.jsonl", "--level", "gentle")
    invoke("clean", "cleaned.jsonl", "-o", "again.jsonl")
    again = only(tmp_path / "again.jsonl")
    assert again["text"] == CLEANED
    assert [each["kind"] for each in again["detector"]["residue"]] == ["share", "comments"]


def test_what_is_marked_can_be_cut_later(invoke: Invoke, page: Path, tmp_path: Path) -> None:
    invoke("clean", page, "-o", "marked.jsonl", "--mark")
    invoke("clean", "marked.jsonl", "-o", "cleaned.jsonl")
    assert only(tmp_path / "cleaned.jsonl")["text"] == CLEANED
    assert only(tmp_path / "cleaned.jsonl")["detector"] == clean(PAGE).to_dict()


@pytest.mark.parametrize("value", [None, 5, "smoke", ["a"]])
def test_what_is_no_object_is_replaced(invoke: Invoke, value: object) -> None:
    line = json.dumps({"text": GOOD, "detector": value})
    (record,) = read_jsonl(invoke("clean", input=line).stdout_bytes)
    assert record["detector"] == {"residue_share": 0.0, "residue": []}
