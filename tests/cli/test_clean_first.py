"""`--clean-first`: the verdict on the cleaned article, told of the text as it stands."""

from pathlib import Path

import pytest

from detector import Detector

from .plain import CLEANED, PAGE, clean, use_plain_rules
from .samples import FILLER, GOOD, LOW, Invoke, read_jsonl, write_jsonl

RESIDUE = {"residue_share", "residue"}


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    use_plain_rules(monkeypatch)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    texts = {"a": PAGE, "b": f"Home\n{FILLER}", "c": GOOD, "d": ""}
    return write_jsonl(
        tmp_path / "pages.jsonl",
        [{"id": name, "text": text, "n": [1.5]} for name, text in texts.items()],
    )


@pytest.mark.usefixtures("plain")
def test_the_verdict_is_that_of_the_cleaned_text(invoke: Invoke, pages: Path, model: Path) -> None:
    result = invoke("score", pages, "--clean-first")
    for before, after in zip(
        pages.read_bytes().splitlines(), result.stdout_bytes.splitlines(), strict=True
    ):
        assert after.startswith(before.removesuffix(b"}"))
    records = read_jsonl(result.stdout_bytes)
    for each in records:
        assert {key: each["detector"].pop(key) for key in RESIDUE} == clean(each["text"]).to_dict()
    detector = Detector.load(model)
    labels = [detector.score(clean(each["text"]).text).label for each in records]
    assert [each["detector"]["label"] for each in records] == labels
    assert labels == ["good", "low", "good", "unsure"]
    assert detector.score(PAGE).label == "low"


@pytest.mark.usefixtures("plain")
def test_spans_are_places_in_the_text_as_it_stands(invoke: Invoke, pages: Path) -> None:
    records = read_jsonl(invoke("score", pages, "--clean-first", "--explain").stdout_bytes)
    spans = records[1]["detector"]["spans"]
    text = records[1]["text"]
    assert [text[span["start"] : span["end"]] for span in spans] == ["</p>"]
    assert [span["start"] for span in spans] == [text.index("</p>")]


@pytest.mark.usefixtures("plain")
def test_filter_keeps_what_is_good_without_its_residue(
    invoke: Invoke, pages: Path, tmp_path: Path
) -> None:
    def kept(*options: str) -> list[str]:
        assert invoke("filter", pages, "-o", "kept.jsonl", *options).exit_code == 0
        return [each["id"] for each in read_jsonl((tmp_path / "kept.jsonl").read_bytes())]

    assert kept() == ["c", "d"]
    assert kept("--clean-first") == ["a", "c", "d"]
    page = read_jsonl((tmp_path / "kept.jsonl").read_bytes())[0]
    assert page["text"] == PAGE
    assert page["detector"].keys() >= {"label", *RESIDUE}


@pytest.mark.usefixtures("plain")
def test_the_table_shows_the_verdict_on_the_cleaned_text(invoke: Invoke, pages: Path) -> None:
    rows = invoke("score", "--table", pages, "--clean-first").stdout.splitlines()
    assert "good" in rows[1]
    assert "low" in rows[2]


@pytest.mark.usefixtures("plain")
def test_a_table_and_parquet_hold_the_residue_too(invoke: Invoke, pages: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
    for name in ("out.csv", "out.parquet"):
        assert invoke("score", pages, "--clean-first", "--explain", "-o", name).exit_code == 0
        again = invoke("clean", name, "--output-format", "jsonl")
        first = read_jsonl(again.stdout_bytes)[0]
        assert first["text"] == CLEANED
        assert first["detector"]["label"] == "good"
        assert first["detector"]["residue"] == clean(PAGE).to_dict()["residue"]


@pytest.mark.parametrize(
    "command",
    [
        ["clean"],
        ["clean", "--mark", "--level", "thorough"],
        ["clean", "--keep", "other", "--keep", "comments"],
        ["score", "--clean-first", "--explain"],
        ["filter", "--clean-first"],
    ],
)
def test_two_processes_say_what_one_says(
    invoke: Invoke, tmp_path: Path, command: list[str]
) -> None:
    texts = [PAGE, GOOD, LOW, "Home", "", FILLER, "Share this\n" * 9]
    lines = [{"id": number, "text": texts[number % 7]} for number in range(900)]
    path = write_jsonl(tmp_path / "many.jsonl", lines)
    alone, shared = (invoke(*command, path, "--jobs", jobs) for jobs in ("1", "2"))
    assert (alone.exit_code, shared.exit_code) == (0, 0)
    assert alone.stdout == shared.stdout
    assert len(read_jsonl(alone.stdout_bytes)) == 900 or command[0] == "filter"
    assert alone.stderr == shared.stderr


def test_explain_and_score_agree(invoke: Invoke, pages: Path) -> None:
    line = pages.read_text().splitlines()[0]
    scored = read_jsonl(invoke("score", "--clean-first", input=line).stdout_bytes)[0]
    shown = invoke("explain", "-", "--clean-first", input=line).stdout
    assert f"{scored['detector']['quality']:.2f}" in shown
    assert f"  {scored['detector']['label']}" in shown
    assert "judged without its residue, " in shown
