"""`detector filter`: every record comes out once, and the counts add up."""

import csv
import json
from pathlib import Path

import pytest

from .samples import GOOD, LOW, SHORT, Invoke, read_jsonl, write_jsonl

COUNTS = {
    "in": 4,
    "kept": 2,
    "rejected": 2,
    "rejected_by_kind": {"boilerplate": 1, "filler": 1},
    "unsure": 1,
    "unreadable": 0,
    "threshold": 0.5,
    "point": "balanced",
    "model": "two-rules",
}


def identifiers(path: Path) -> list[str]:
    return [record["id"] for record in read_jsonl(path.read_bytes())]


def test_parts_the_records(invoke: Invoke, news: Path, tmp_path: Path) -> None:
    result = invoke(
        "filter", news, "-o", "kept.jsonl", "--rejected", "low.jsonl", "--stats", "stats.json"
    )
    assert result.exit_code == 0
    assert result.stdout == ""
    assert identifiers(tmp_path / "kept.jsonl") == ["a", "c"]
    assert identifiers(tmp_path / "low.jsonl") == ["b", "d"]
    assert json.loads((tmp_path / "stats.json").read_text()) == COUNTS
    assert result.stderr == (
        "4 in: 2 kept, 2 rejected (1 boilerplate, 1 filler), 0 unreadable; 1 unsure\n"
    )


def test_both_sides_carry_the_verdict(invoke: Invoke, news: Path, tmp_path: Path) -> None:
    invoke("filter", news, "-o", "kept.jsonl", "--rejected", "low.jsonl", "--into", "why")
    for name, labels in (("kept", {"good", "unsure"}), ("low", {"low"})):
        records = read_jsonl((tmp_path / f"{name}.jsonl").read_bytes())
        assert {record["why"]["label"] for record in records} == labels


def test_unsure_can_be_rejected(invoke: Invoke, news: Path, tmp_path: Path) -> None:
    invoke("filter", news, "-o", "kept.jsonl", "--unsure", "reject", "--stats", "stats.json")
    counts = json.loads((tmp_path / "stats.json").read_text())
    kinds = {"boilerplate": 1, "filler": 1, "unsure": 1}
    assert counts == {**COUNTS, "kept": 1, "rejected": 3, "rejected_by_kind": kinds}


def test_a_threshold_has_no_point(invoke: Invoke, news: Path, tmp_path: Path) -> None:
    invoke("filter", news, "-o", "kept.jsonl", "--threshold", "0.25", "--stats", "stats.json")
    counts = json.loads((tmp_path / "stats.json").read_text())
    assert (counts["point"], counts["threshold"]) == (None, 0.25)


@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_writes_to_a_pipe(invoke: Invoke, news: Path, output: list[str]) -> None:
    result = invoke("filter", news, *output)
    assert [record["id"] for record in read_jsonl(result.stdout_bytes)] == ["a", "c"]


def test_unreadable_records_are_counted(invoke: Invoke, tmp_path: Path) -> None:
    lines = [json.dumps({"text": text}) for text in (GOOD, LOW, SHORT)]
    lines[1:1] = ['{"text": "cut in ha', "[]", '{"text": 7}']
    result = invoke("filter", "-o", "kept.jsonl", "--stats", "stats.json", input="\n".join(lines))
    assert result.exit_code == 0
    counts = json.loads((tmp_path / "stats.json").read_text())
    assert (counts["in"], counts["kept"], counts["rejected"], counts["unreadable"]) == (6, 2, 1, 3)
    for line in (2, 3, 4):
        assert f"<stdin>:{line}: " in result.stderr


def test_after_twenty_unreadable_records_only_the_count_is_told(invoke: Invoke) -> None:
    result = invoke("filter", "-o", "kept.jsonl", "--strict", input="broken\n" * 50)
    assert result.exit_code == 1
    assert "<stdin>:20: " in result.stderr
    assert "<stdin>:21: " not in result.stderr
    assert "50 unreadable" in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["-o", "news.jsonl"],
        ["-o", "kept.jsonl", "--rejected", "news.jsonl"],
        ["-o", "kept.jsonl", "--rejected", "kept.jsonl"],
        ["-o", "kept.jsonl", "--rejected", "./kept.jsonl"],
        ["-o", "kept.jsonl", "--stats", "news.jsonl"],
        ["-o", "-", "--rejected", "-"],
        ["-o", "kept.jsonl", "--unsure", "perhaps"],
    ],
)
def test_usage_errors(invoke: Invoke, news: Path, options: list[str]) -> None:
    before = news.read_bytes()
    assert invoke("filter", news, *options).exit_code == 2
    assert news.read_bytes() == before
    assert [path.name for path in news.parent.iterdir()] == ["news.jsonl"]


def test_what_should_be_thrown_away_can_be(invoke: Invoke, news: Path) -> None:
    result = invoke("filter", news, "-o", "/dev/null", "--rejected", "/dev/null")
    assert result.exit_code == 0


@pytest.mark.parametrize("command", ["score", "filter", "clean"])
def test_a_table_that_a_spreadsheet_may_open(invoke: Invoke, tmp_path: Path, command: str) -> None:
    record = {"id": "=1+1", "text": GOOD, "rate": -1.5, "@note": "-2+3"}
    write_jsonl(tmp_path / "odd.jsonl", [record])
    result = invoke(command, "odd.jsonl", "-o", "out.csv", "--excel-safe")
    assert result.exit_code == 0, result.output
    header, row = csv.reader((tmp_path / "out.csv").read_text("utf-8").splitlines())
    assert header[:4] == ["id", "text", "rate", "'@note"]
    assert row[0::2][:2] == ["'=1+1", "-1.5"]
    assert row[3] == "'-2+3"
    assert invoke(command, "odd.jsonl", "-o", "plain.csv").exit_code == 0
    assert "\n=1+1," in (tmp_path / "plain.csv").read_text("utf-8")


@pytest.mark.parametrize("command", ["score", "filter", "clean"])
def test_only_a_table_is_excel_safe(invoke: Invoke, news: Path, command: str) -> None:
    result = invoke(command, news, "-o", "out.jsonl", "--excel-safe")
    assert result.exit_code == 1
    assert "out.jsonl: --excel-safe is for tables" in result.stderr
