"""`detector explain`: the right record, its spans named, its reasons adding up."""

import json
import re
from pathlib import Path

import pytest

from .samples import GOOD, Invoke, Run


def test_shows_the_first_record(invoke: Invoke, news: Path) -> None:
    result = invoke("explain", news)
    assert result.exit_code == 0
    assert result.stdout.startswith("a  ")
    assert f"{news}:1" in result.stdout
    assert "good" in result.stdout.splitlines()[1]


@pytest.mark.parametrize("choice", [["--record", "2"], ["--id", "b"]])
def test_names_every_span(invoke: Invoke, news: Path, choice: list[str]) -> None:
    shown = invoke("explain", news, *choice).stdout
    assert "[Leave a comment | comment_tail]" in shown
    assert "low, most like boilerplate" in shown


def test_the_lines_of_the_chart_add_up(invoke: Invoke, news: Path) -> None:
    shown = invoke("explain", news, "--id", "b").stdout
    numbers = [float(number) for number in re.findall(r"  ([+-]\d+\.\d\d)  ", shown)]
    assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.02)


def test_a_text_file(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(GOOD)
    assert "Anna Brandt" in invoke("explain", "article.txt").stdout


def test_why_unsure(invoke: Invoke, news: Path) -> None:
    assert "fewer than 40 words" in invoke("explain", news, "--id", "c").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["news.jsonl", "--record", "5"], 1, "news.jsonl: there is no record 5"),
        (["news.jsonl", "--id", "z"], 1, "no record has the id 'z'"),
        (["news.jsonl", "--record", "0"], 2, "--record"),
        (["news.jsonl", "--record", "1", "--id", "a"], 2, "--record or --id"),
        (["news.jsonl", "--html", "news.jsonl"], 2, "news.jsonl is an input"),
        (["nowhere.txt"], 1, "nowhere.txt: "),
        (["broken.jsonl"], 1, "broken.jsonl:1: "),
        (["broken.jsonl", "--record", "2"], 1, "--text-field"),
        ([], 2, "FILE"),
        (["news.jsonl", "--html", "no/such/page.html"], 1, "no/such/page.html: "),
    ],
)
def test_faults(invoke: Invoke, news: Path, arguments: list[str], code: int, said: str) -> None:
    (news.parent / "broken.jsonl").write_text('{"text": "cut\n{"body": "The ferry"}\n')
    result = invoke("explain", *arguments)
    assert result.exit_code == code
    assert said in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_of_the_terminal_will_do(run: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "news.json").write_text(json.dumps({"text": f"– 渡し船 – {GOOD}", "id": "\ud800"}))
    from .samples import environment

    result = run("explain", "news.json", env=environment(PYTHONIOENCODING=encoding))
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"ferry" in result.stdout
