"""Whatever the input says, a terminal is shown text: no command passes on what would steer it."""

import csv
import json
import re
import subprocess
from pathlib import Path

import pytest

from detector.printable import UNPRINTABLE

from .samples import DETECTOR, GOOD, LOW, Invoke, environment, write_jsonl, write_model
from .test_terminal import on_terminal

STEERING = (
    "\x1b[2J\x1b[H",  # clears the screen
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]52;c;ZWNobw==\x1b\\",  # sets the clipboard
    "\x1b]8;;http://elsewhere.invalid\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x9b31mc1\x9d0;title\x9c",
    "hidden\rshown",
    "\x08\x08\x08gone\x7f",
    "\x0e\x0f\x0b\x0c\x05",
    "\u202eturned\u202c\u2066\u2069",
    "[red]markup[/red] [link=http://elsewhere.invalid]press[/link] [/] [bold",
    ":warning: {0} %s",
)
HOSTILE = "".join(STEERING)
NAMED = HOSTILE.replace("/", "|")[:80]  # in a name of a file
# What our own drawing sends: colours, and the counter, which hides the cursor and goes up.
OURS = re.compile(r"\x1b\[(?:[0-9;]*m|\?25[lh]|2K|1A)|\r")
NEVER_OURS = ("\x1b[2J", "\x1b[H", "\x1b[31mred", "hidden\r")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder in which everything has a hostile name and says hostile things."""
    record = {"id": HOSTILE, "title": HOSTILE, "url": HOSTILE, "source": HOSTILE, HOSTILE: HOSTILE}
    texts = (f"{HOSTILE}{GOOD}{HOSTILE}", f"{LOW}\n{HOSTILE}\nLeave a comment {HOSTILE}", HOSTILE)
    records = [{**record, "text": text, "label": "good"} for text in texts]
    records += [{**record, "text": f"{LOW} {HOSTILE} {n}", "label": "spam"} for n in range(3)]
    write_jsonl(tmp_path / f"{NAMED}.jsonl", [*records, {HOSTILE: 1}])
    (tmp_path / f"{NAMED}.txt").write_text(texts[1])
    with (tmp_path / "table.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["id", "text"], *([HOSTILE, text] for text in texts)])
    (tmp_path / NAMED).mkdir()
    write_model(tmp_path / NAMED)
    said = json.loads((tmp_path / NAMED / "model.json").read_text())
    said |= {"name": HOSTILE[:200], "facts": {HOSTILE: HOSTILE}}
    said["points"][HOSTILE] = said["points"]["strict"]
    (tmp_path / NAMED / "model.json").write_text(json.dumps(said))
    return tmp_path


DATA, TEXT = f"{NAMED}.jsonl", f"{NAMED}.txt"
WITH_MODEL = ("score", "filter", "clean", "explain", "evaluate")
SEEN = [
    ["score", DATA],
    ["score", "table.csv", "-o", "-", "--output-format", "csv"],
    ["score", "table.csv", "-o", "/dev/stdout", "--output-format", "tsv"],
    ["filter", DATA, "-o", "kept.jsonl", "--rejected", f"{NAMED}.out.jsonl"],
    ["filter", DATA, "-o", DATA],
    ["clean", TEXT],
    ["clean", DATA, "-o", "-"],
    ["explain", DATA],
    ["explain", TEXT, "--clean-first"],
    ["model", NAMED],
    ["model", "verify", NAMED],
    ["evaluate", DATA],
    ["score", DATA, f"--{HOSTILE}"],
]
SAID = [
    *SEEN,
    ["score", f"{NAMED}.none.jsonl"],
    ["score", f"{NAMED}.docx"],
    ["score", DATA, "--format", HOSTILE],
    ["score", DATA, "--jobs", HOSTILE],
    ["score", DATA, "--model", f"{NAMED}.none"],
    ["filter", DATA, "-o", f"{NAMED}/nowhere/kept.jsonl"],
    ["filter", DATA, "-o", f"kept.{NAMED}"],
    ["clean", DATA, "-o", "cleaned.jsonl"],
    ["explain", DATA, "--record", "2"],
    ["explain", DATA, "--record", "7"],
    ["explain", DATA, "--id", f"no {HOSTILE}"],
    ["traits", HOSTILE],
    ["model", f"{NAMED}.none"],
    ["model", "verify", f"{NAMED}.none"],
    ["train", DATA, "-o", f"{NAMED}.model"],
    [HOSTILE],
]


def _command(arguments: list[str]) -> list[str]:
    return [*arguments, "--model", NAMED] if arguments[0] in WITH_MODEL else arguments


def _ids(commands: list[list[str]]) -> list[str]:
    return [
        f"{command[0] if command[0] != HOSTILE else ''}{n}" for n, command in enumerate(commands)
    ]


@pytest.mark.parametrize("arguments", SEEN, ids=_ids(SEEN))
def test_on_a_terminal(desk: Path, arguments: list[str]) -> None:
    shown = on_terminal(_command(arguments), desk, columns=120)
    assert shown.strip()
    left = OURS.sub("", shown.replace("\n", ""))
    assert not UNPRINTABLE.search(left), UNPRINTABLE.search(left)
    assert not [each for each in NEVER_OURS if each in shown]


@pytest.mark.parametrize("arguments", SAID, ids=_ids(SAID))
def test_in_a_log(
    desk: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(desk)
    result = invoke(*_command(arguments))
    is_data = arguments[0] in ("score", "filter", "clean")  # and passed on as it is
    for said in (result.stderr, "" if is_data else result.stdout):
        left = said.replace("\n", "")
        assert not UNPRINTABLE.search(left), UNPRINTABLE.search(left)
    assert result.output.strip() or is_data
    assert "this should not have happened" not in result.stderr


def test_markup_of_the_drawing_is_no_markup(desk: Path) -> None:
    shown = OURS.sub("", on_terminal(_command(["explain", DATA]), desk, columns=1000))
    assert "[red]markup[/red] [link=http://elsewhere.invalid]press[/link] [/] [bold" in shown
    assert ":warning: {0} %s" in shown


def test_data_in_a_pipe_are_as_they_are(desk: Path) -> None:
    command = _command(["score", "table.csv", "-o", "-", "--output-format", "csv"])
    done = subprocess.run([*DETECTOR, *command], capture_output=True, cwd=desk, env=environment())
    assert HOSTILE.encode() in done.stdout


def test_a_name_with_line_breaks_says_nothing_on_lines_of_its_own(
    invoke: Invoke, tmp_path: Path
) -> None:
    name = "a\nerror: gone\n.jsonl"
    (tmp_path / name).write_text("{")
    said = invoke("score", name).stderr.splitlines()
    assert said
    assert not [line for line in said if line.startswith("error: gone")]
