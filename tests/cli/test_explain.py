"""`detector explain`: the right record, its spans named, its reasons adding up."""

import io
import json
import re
from pathlib import Path
from typing import cast

import pytest
from rich.console import Console

from detector import Detector
from detector.cli.marked_text import marked_text

from .plain import PAGE, clean, lines, use_plain_rules
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


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    use_plain_rules(monkeypatch)


SHOWN = f"""\
- Home  (navigation)
- [Share this | share_prompt]  (share)

  {GOOD}
  By Our Own Ferryman[<br> | stray_tag]on a Tuesday in March

- [Leave a comment | comment_tail]  (comments)
"""


@pytest.mark.usefixtures("plain")
def test_residue_can_be_seen_without_styles(invoke: Invoke) -> None:
    shown = invoke("explain", "-", input=json.dumps({"text": PAGE})).stdout
    assert SHOWN in shown
    assert "judged without" not in shown


@pytest.mark.usefixtures("plain")
def test_why_lines_are_residue(invoke: Invoke) -> None:
    shown = invoke("explain", "-", input=json.dumps({"text": PAGE})).stdout
    title = "Not the article: 1 line of navigation, 1 of share, 1 of comments\n"
    assert title in shown
    rows = [row.split() for row in shown.partition(title)[2].splitlines()[1:] if row]
    assert rows == [
        ["96%", "navigation", "Home", "-3.2", "line_length"],
        ["96%", "share", "Share", "this", "-3.2", "line_length"],
        ["96%", "comments", "Leave", "a", "comment", "-3.2", "line_length"],
    ]


@pytest.mark.usefixtures("plain")
def test_without_residue_there_is_no_margin(invoke: Invoke) -> None:
    shown = invoke("explain", "-", input=json.dumps({"text": GOOD})).stdout
    assert f"\n{GOOD}\n" in shown
    assert "Not the article" not in shown


@pytest.mark.usefixtures("plain")
def test_a_page_of_three_hundred_menu_lines_is_folded(invoke: Invoke) -> None:
    text = "Home\n" * 295 + "Share\n" * 5 + f"\n{GOOD}"
    shown = invoke("explain", "-", input=json.dumps({"text": text})).stdout
    assert "- … 290 more lines of navigation, 5 of share" in shown
    assert shown.count("- ") < 30
    assert f"\n\n  {GOOD}\n" in shown


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("html", [[], ["--html", "-"]])
def test_judged_without_its_residue(invoke: Invoke, html: list[str]) -> None:
    shown = invoke("explain", "-", "--clean-first", *html, input=json.dumps({"text": PAGE})).stdout
    assert f"udged without its residue, {clean(PAGE).share:.1%} of the words" in shown
    assert "comment_tail" not in shown


def test_residue_is_struck_on_a_terminal(model: Path) -> None:
    detector = Detector.load(model)
    output = io.StringIO()
    console = Console(file=output, force_terminal=True, width=60, color_system="standard")
    found = lines(cast(Detector, None), PAGE)
    console.print(marked_text(PAGE, detector.score(PAGE), found, console))
    rows = output.getvalue().splitlines()
    assert rows[0].startswith("- \x1b[2;9mHome\x1b[0m\x1b[2m  (navigation)")
    assert re.search(r"\x1b\[2;9;[0-9;]+mShare this", rows[1])
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", row) for row in rows]
    assert max(map(len, plain)) <= 60
    assert {row[:2] for row in plain} == {"- ", "  "}


def test_a_span_over_folded_lines_is_closed(model: Path) -> None:
    menu = "Home\nNews\nSport\nWeather\nMusic\nFilm\nTravel\nMoney\nSearch\n"
    text = menu + f"\n{GOOD}"
    verdict = Detector.load(model).score(text)
    assert "navigation_run" in verdict.traits
    console = Console(file=io.StringIO())
    shown = str(marked_text(text, verdict, lines(cast(Detector, None), text), console))
    assert shown.count("[") == shown.count("]") > 0
