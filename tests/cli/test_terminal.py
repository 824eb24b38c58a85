"""What a person at a terminal sees; a real one, as far as the process can tell."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from detector.printable import on_one_line, printable

from .samples import DETECTOR, GOOD, LOW, environment, with_model, write_jsonl

STYLES = re.compile(r"\x1b\[[0-9;]*m")
CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_terminal(command: list[str], folder: Path, *, columns: int = 100, **changes: str) -> str:
    """Run a command on a terminal of its own, and return everything that it showed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(
        [*DETECTOR, *command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=environment(**changes),
    )
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 1 << 16):
            shown += chunk
    except OSError:  # Linux answers so when the other side is closed
        pass
    os.close(ours)
    process.wait(60)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_table_fits_the_terminal(news: Path, model: Path, columns: int) -> None:
    shown = on_terminal(with_model(["score", news], model), news.parent, columns=columns)
    rows = STYLES.sub("", shown).splitlines()
    assert max(map(len, rows)) <= max(columns, 90)
    assert rows[0].split() == ["article", "quality", "label", "kind", "reasons"]
    assert [row.split()[0] for row in rows[1:5]] == ["a", "b", "c", "d"]
    assert "-8.0 comment_tail"[: columns - 60] in rows[2]
    assert rows[5].startswith("4 in: ")


def test_a_long_table_has_one_header(tmp_path: Path, model: Path) -> None:
    write_jsonl(tmp_path / "many.jsonl", [{"id": n, "text": LOW} for n in range(120)])
    shown = STYLES.sub("", on_terminal(with_model(["score", "many.jsonl"], model), tmp_path))
    assert shown.count("article  ") == 1
    rows = shown.splitlines()[1:121]
    assert [int(row.split()[0]) for row in rows] == list(range(120))
    assert len({row.index("low") for row in rows}) == 1


def test_colours_and_no_colours(news: Path, model: Path) -> None:
    for command in (["score", str(news)], ["explain", str(news), "--id", "b"]):
        plain = on_terminal(with_model(command, model), news.parent, NO_COLOR="1")
        coloured = on_terminal(with_model(command, model), news.parent)
        assert re.search(r"\x1b\[[0-9;]*3[0-9]m", coloured)
        assert not re.search(r"\x1b\[[0-9;]*[34][0-9]m", plain)


def test_data_on_a_terminal_when_asked_for(news: Path, model: Path) -> None:
    shown = on_terminal(with_model(["score", news, "-o", "-"], model), news.parent)
    assert shown.count('"detector":{') == 4


def test_a_counter_runs_while_a_file_is_written(news: Path, model: Path) -> None:
    shown = on_terminal(with_model(["filter", news, "-o", "kept.jsonl"], model), news.parent)
    assert "a second" in shown
    assert CONTROLS.sub("", shown).splitlines()[-1].startswith("4 in: 2 kept")


def test_filter_will_not_flood_the_terminal(news: Path, model: Path) -> None:
    shown = on_terminal(with_model(["filter", news], model), news.parent)
    assert "-o KEPT" in STYLES.sub("", shown)
    assert "The ferry" not in shown


def test_clean_prints_the_text_of_one_file(tmp_path: Path, model: Path) -> None:
    (tmp_path / "page.txt").write_text(f"{GOOD}\x1b[2J\x07")
    shown = on_terminal(with_model(["clean", "page.txt"], model), tmp_path, columns=1000)
    text, summary = shown.splitlines()[-2:]
    assert text.startswith("The ferry to the island stopped")
    assert summary.startswith("1 in: ")
    assert not set(CONTROLS.sub("", shown)) & set("\x1b\x07")
    assert "\x1b[2J" not in shown


def test_clean_will_not_flood_the_terminal(news: Path, model: Path) -> None:
    for options in ([], ["--mark"]):
        shown = on_terminal(with_model(["clean", news, *options], model), news.parent)
        assert "-o CLEANED" in STYLES.sub("", shown)
        assert "The ferry" not in shown


def test_clean_counts_while_a_file_is_written(news: Path, model: Path) -> None:
    shown = on_terminal(with_model(["clean", news, "-o", "out.jsonl"], model), news.parent)
    assert re.search(r"articles, \d+ with residue, [\d,]+ a second", shown)
    assert CONTROLS.sub("", shown).splitlines()[-1].startswith("4 in: ")


def test_score_alone_asks_for_input(tmp_path: Path, model: Path) -> None:
    assert "pipe articles in" in on_terminal(with_model(["score"], model), tmp_path)


def test_an_article_cannot_steer_the_terminal(tmp_path: Path, model: Path) -> None:
    hostile = "\x1b]0;mine\x07\x1b[2J\x9b2J\r\u202e"
    record = {"id": f"id{hostile}", "title": f"title{hostile}", "text": f"{hostile}{GOOD}{hostile}"}
    write_jsonl(tmp_path / "news.jsonl", [record, {hostile: 1}])
    for command in (["score", "news.jsonl"], ["explain", "news.jsonl"]):
        shown = on_terminal(with_model(command, model), tmp_path)
        assert not set(CONTROLS.sub("", shown)) & set("\x1b\x07\x9b\r\u202e")
        assert "\x1b[2J" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The ferry\nstopped.\t(No reason.)", "The ferry\nstopped.\t(No reason.)"),
        ("naïve – “ferry” 渡し船 🚢", "naïve – “ferry” 渡し船 🚢"),
        ("عبّارة", "عبّارة"),
        ("a\x00b\x1b[31mc\x7f\x85\x9b", "ab[31mc"),
        ("a\ud800b", "a\ufffdb"),
        ("a\u202eb\u2066c", "abc"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_on_one_line() -> None:
    assert on_one_line(" The\r\n\n ferry\tstopped. ") == "The ferry stopped."
