"""`detector evaluate`: the tables on the terminal, the report, and what is said of faults."""

import json
import re
import sys
from pathlib import Path

import pytest

from .samples import GOOD, LOW, Invoke, Run, write_jsonl, write_model


def _record(number: int, label: str, text: str, **fields: object) -> dict[str, object]:
    words = f"{text}\n\nTicket number {number} was sold to the baker."
    return {"id": f"a{number}", "label": label, "text": words, "group": f"site{number}", **fields}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Return a file with articles that the tests' model tells apart, and two that it does not."""
    residue = LOW.replace("Leave a comment", "")
    good = [_record(n, "good", GOOD, source="north", domain="news") for n in range(9)]
    low = [_record(n, "spam", f"{LOW}", source="south") for n in range(10, 18)]
    odd = [_record(20, "spam", residue, source="south"), _record(21, "good", LOW, source="south")]
    return write_jsonl(tmp_path / "labelled.jsonl", [*good, *low, *odd])


@pytest.fixture
def blind(tmp_path: Path) -> Path:
    """Return a model that finds every article good."""
    (tmp_path / "blind").mkdir()
    folder = write_model(tmp_path / "blind")
    header = json.loads((folder / "model.json").read_text())
    header["base"] = [30.0, 0.0, 0.0, 0.0, 0.0]
    (folder / "model.json").write_text(json.dumps({**header, "name": "blind"}))
    return folder


def test_the_tables(invoke: Invoke, labelled: Path, model: Path) -> None:
    result = invoke("evaluate", labelled, "--model", model)
    assert result.exit_code == 0, result.output
    assert "19 articles of 19 groups" in result.stdout
    for said in ("area under the ROC curve", "95 % interval", "north", "south", "comment_tail"):
        assert said in result.stdout
    assert re.search(r"good called low\s+10\.0 %\s+\d", result.stdout)
    assert max(map(len, result.stdout.splitlines()[1:])) <= 80
    assert "found 10 good, 9 spam, in 19 groups" in result.stderr


def test_without_a_report_nothing_is_written(invoke: Invoke, labelled: Path, model: Path) -> None:
    before = set(labelled.parent.iterdir())
    assert invoke("evaluate", labelled, "--model", model).exit_code == 0
    assert set(labelled.parent.iterdir()) == before


@pytest.mark.parametrize("name", ["report", "report.html", "report.json"])
def test_the_report(invoke: Invoke, labelled: Path, model: Path, name: str) -> None:
    result = invoke("evaluate", labelled.name, "--model", model, "-o", name)
    assert result.exit_code == 0, result.output
    assert "wrote report.html and report.json" in result.stderr
    said = json.loads(Path("report.json").read_text())
    assert (said["schema"], said["inputs"], said["point"]) == (1, [labelled.name], "balanced")
    assert said["model"]["counts"]["articles"] == 19
    assert set(said["model"]["tables"]) == {"source", "domain", "length", "kind"}
    page = Path("report.html").read_text()
    assert "Evaluation of two-rules" in page
    assert "<script" not in page


def test_a_threshold_is_no_point(invoke: Invoke, labelled: Path, model: Path) -> None:
    command = ("evaluate", labelled, "--model", model, "--threshold", "0.25", "-o", "report")
    assert invoke(*command).exit_code == 0
    said = json.loads(Path("report.json").read_text())
    assert (said["point"], said["model"]["threshold"]) == (None, 0.25)


def test_against_a_worse_model(invoke: Invoke, labelled: Path, model: Path, blind: Path) -> None:
    command = ("evaluate", labelled, "--model", model, "--against", blind, "-o", "report")
    result = invoke(*command)
    assert result.exit_code == 0, result.output
    assert "Difference from blind" in result.stdout
    assert "excludes zero" in result.stdout
    assert re.search(r"others called low\s.*yes: better", result.stdout)
    said = json.loads(Path("report.json").read_text())
    assert said["differences"]["others_caught"]["excludes_zero"] is True
    assert said["against"]["model"] == "blind"


def test_against_itself_there_is_no_difference(invoke: Invoke, labelled: Path, model: Path) -> None:
    result = invoke("evaluate", labelled, "--model", model, "--against", model, "-o", "report")
    assert "yes:" not in result.stdout
    for each in json.loads(Path("report.json").read_text())["differences"].values():
        assert (each["difference"], each["low"], each["high"]) == (0.0, 0.0, 0.0)


def test_against_the_shipped_model(invoke: Invoke, labelled: Path, model: Path) -> None:
    result = invoke("evaluate", labelled, "--model", model, "--against", "default")
    assert result.exit_code == 0, result.output
    assert "(shipped)" in result.stdout


@pytest.mark.parametrize(("label", "added"), [("good", "low"), ("spam", "good")])
def test_one_label(invoke: Invoke, tmp_path: Path, model: Path, label: str, added: str) -> None:
    path = write_jsonl(tmp_path / "one.jsonl", [_record(n, label, GOOD) for n in range(5)])
    result = invoke("evaluate", path, "--model", model, "-o", "report")
    assert result.exit_code == 0, result.output
    assert f"Add articles labelled {added}" in result.stderr
    assert "Add articles labelled" in Path("report.html").read_text()


def test_one_group(invoke: Invoke, tmp_path: Path, model: Path) -> None:
    records = [_record(n, ("good", "low")[n % 2], GOOD) | {"group": "one"} for n in range(6)]
    result = invoke("evaluate", write_jsonl(tmp_path / "one.jsonl", records), "--model", model)
    assert result.exit_code == 0, result.output
    assert "needs at least two groups" in result.stderr


def test_a_report_that_cannot_be_written_costs_no_time(
    invoke: Invoke, labelled: Path, model: Path
) -> None:
    result = invoke("evaluate", labelled, "--model", model, "-o", "nowhere/report")
    assert result.exit_code == 1
    assert "there is no folder nowhere; make it first" in result.stderr
    assert "articles" not in result.stdout


def test_an_input_is_not_overwritten(invoke: Invoke, labelled: Path, model: Path) -> None:
    labelled.rename("articles.json")
    result = invoke("evaluate", "articles.json", "--model", model, "-o", "articles")
    assert result.exit_code == 2
    assert "articles.json is an input, too" in re.sub(r"[│\s]+", " ", result.stderr)


def test_hostile_articles_are_harmless(invoke: Invoke, tmp_path: Path, model: Path) -> None:
    hostile = "<script>alert(1)</script>\x1b[31m"
    records = [
        _record(n, ("good", "low")[n % 2], f"{hostile} {GOOD}", source=hostile) for n in range(6)
    ]
    path = write_jsonl(tmp_path / "bad.jsonl", records)
    result = invoke("evaluate", path, "--model", model, "-o", "report")
    assert result.exit_code == 0, result.output
    assert "\x1b[31m" not in result.stdout
    page = Path("report.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


WITHOUT = "import sys; sys.modules['matplotlib'] = None; import detector.cli; detector.cli.main()"


def test_without_matplotlib_the_install_line_is_told(run: Run, labelled: Path, model: Path) -> None:
    detector = (sys.executable, "-c", WITHOUT)
    command = ("evaluate", labelled, "--model", model)
    result = run(*command, "-o", "report", detector=detector)
    assert result.returncode == 1
    assert b"pip install 'article-detector[train]'" in result.stderr
    assert run(*command, detector=detector).returncode == 0
    assert not (labelled.parent / "report.html").exists()
