"""`detector score`: records with their verdicts, in order, nothing else changed."""

import gzip
import json
from pathlib import Path

import pytest

from .samples import FILLER, GOOD, LOW, Invoke, read_jsonl, write_jsonl

LABELS = {"a": "good", "b": "low", "c": "unsure", "d": "low"}


def test_adds_a_verdict_to_every_record_and_changes_nothing_else(
    invoke: Invoke, news: Path
) -> None:
    result = invoke("score", news)
    assert result.exit_code == 0
    for before, after in zip(
        news.read_bytes().splitlines(), result.stdout_bytes.splitlines(), strict=True
    ):
        assert after.startswith(before.removesuffix(b"}"))
    records = read_jsonl(result.stdout_bytes)
    assert {each["id"]: each["detector"]["label"] for each in records} == LABELS
    assert [each["detector"]["kind"] for each in records] == [None, "boilerplate", None, "filler"]


def test_says_how_many_went_in_and_came_out(invoke: Invoke, news: Path) -> None:
    assert invoke("score", news).stderr == (
        "4 in: 4 scored, 0 unreadable; 2 low, 1 good, 1 unsure; "
        "of the low, 1 boilerplate, 1 filler\n"
    )


def test_reads_standard_input_where_nothing_is_named(invoke: Invoke, news: Path) -> None:
    assert invoke("score", input=news.read_bytes()).stdout == invoke("score", news).stdout


def test_the_verdict_goes_where_it_is_told(invoke: Invoke, news: Path) -> None:
    first = read_jsonl(invoke("score", news, "--into", "opinion").stdout_bytes)[0]
    assert list(first) == ["id", "extra", "text", "opinion"]


def test_dotted_fields(invoke: Invoke) -> None:
    line = json.dumps({"meta": {"key": 7}, "content": [{"body": LOW}]})
    result = invoke(
        "score", "-", "--text-field", "content.0.body", "--id-field", "meta.key", input=line
    )
    assert read_jsonl(result.stdout_bytes)[0]["detector"]["label"] == "low"


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.json", "out.csv"])
def test_the_suffix_names_the_format_of_the_output(
    invoke: Invoke, news: Path, tmp_path: Path, name: str
) -> None:
    assert invoke("score", news, "-o", name).exit_code == 0
    data = (tmp_path / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    assert text.count("two-rules") == 4
    assert list(tmp_path.glob(".*")) == []


def test_output_format_speaks_for_standard_output(invoke: Invoke, news: Path) -> None:
    result = invoke("score", news, "--output-format", "json")
    assert [each["id"] for each in json.loads(result.stdout)] == list(LABELS)


def test_explain_adds_spans_and_contributions(invoke: Invoke, news: Path) -> None:
    low = read_jsonl(invoke("score", news, "--explain").stdout_bytes)[1]
    span = low["detector"]["spans"][0]
    assert low["text"][span["start"] : span["end"]] == "Leave a comment"
    assert {"feature": "base", "contribution": 4.0} in low["detector"]["contributions"]


@pytest.mark.parametrize(
    ("options", "labels"),
    [
        ([], ["good", "low"]),
        (["--point", "balanced"], ["good", "low"]),
        (["--point", "lenient"], ["good", "good"]),
        (["--threshold", "0.99"], ["low", "low"]),
        (["--threshold", "0"], ["good", "good"]),
    ],
)
def test_the_threshold_decides(invoke: Invoke, options: list[str], labels: list[str]) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in (GOOD, LOW))
    records = read_jsonl(invoke("score", *options, input=lines).stdout_bytes)
    assert [each["detector"]["label"] for each in records] == labels


@pytest.mark.parametrize(("text", "code"), [(LOW, 3), (GOOD, 0), ("Too short.", 0)])
def test_fail_on_low(invoke: Invoke, text: str, code: int) -> None:
    assert invoke("score", "--fail-on-low", input=json.dumps({"text": text})).exit_code == code


def test_several_inputs_come_in_the_order_given(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "z.txt").write_text(GOOD)
    (tmp_path / "folder" / "y.md").write_text(LOW)
    write_jsonl(tmp_path / "x.jsonl", [{"id": "x", "text": FILLER}])
    records = read_jsonl(invoke("score", "x.jsonl", "folder").stdout_bytes)
    assert [each["id"] for each in records] == ["x", "folder/y.md", "folder/z.txt"]


@pytest.mark.parametrize("jobs", ["1", "2", "0"])
def test_order_is_kept_over_batches_and_processes(
    invoke: Invoke, tmp_path: Path, jobs: str
) -> None:
    texts = [GOOD, LOW, "Short.", FILLER]
    lines = [{"id": number, "text": texts[number % 4]} for number in range(1500)]
    path = write_jsonl(tmp_path / "many.jsonl", lines)
    records = read_jsonl(invoke("score", path, "--jobs", jobs).stdout_bytes)
    assert [each["id"] for each in records] == list(range(1500))
    labels = [each["detector"]["label"] for each in records]
    assert labels == ["good", "low", "unsure", "low"] * 375


@pytest.mark.parametrize(
    "options",
    [
        ["--point", "strictest"],
        ["--threshold", "1.5"],
        ["--point", "strict", "--threshold", "0.5"],
        ["--jobs", "-1"],
        ["--no-such-option"],
        ["--table", "-o", "scored.jsonl"],
        ["-o", "news.jsonl"],
        ["-o", "./news.jsonl"],
        ["-o", "link.jsonl"],
    ],
)
def test_usage_errors(invoke: Invoke, news: Path, options: list[str]) -> None:
    (news.parent / "link.jsonl").symlink_to(news)
    before = news.read_bytes()
    result = invoke("score", news, *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert news.read_bytes() == before


@pytest.mark.parametrize(("columns", "shown"), [(None, True), ("60", False)])
def test_a_log_has_room_for_a_path(
    invoke: Invoke,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    columns: str | None,
    shown: bool,
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    post = Path("posts/2026-01-31-port-strike.md")
    (tmp_path / "posts").mkdir()
    (tmp_path / post).write_text(LOW)
    assert (str(post) in invoke("score", "--table", post).stdout) is shown


def test_the_table_can_be_asked_for_in_a_pipe(invoke: Invoke, news: Path) -> None:
    result = invoke("score", "--table", news)
    assert result.exit_code == 0
    assert "quality" in result.stdout
    assert '"detector"' not in result.stdout
