"""The examples of docs/command-line.md run, and the help of every command shows its own."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from detector.lines import model as lines
from detector.model_folder import default_path
from tests.training.made import corpus

from .samples import FILLER, GOOD, LOW, SHORT, Invoke, environment, write_jsonl

PAGE = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")
LINES = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
COMMANDS = ("score", "filter", "clean", "explain", "traits", "model", "train", "evaluate")
SHIPPED = (
    "import detector.cli, detector.model, pathlib\n"
    "detector.model.default_path = lambda: pathlib.Path({model!r})\n"
    "detector.cli.main()"
)


@pytest.fixture
def desk(tmp_path: Path, model: Path) -> Path:
    """Return a folder with the files that the page speaks of, and a `detector` to run."""
    texts = {"a": GOOD, "b": LOW, "c": SHORT, "d": FILLER}
    write_jsonl(tmp_path / "news.jsonl", [{"id": key, "text": texts[key]} for key in texts])
    nested = [{"meta": {"key": key}, "content": {"body": texts[key]}} for key in texts]
    write_jsonl(tmp_path / "nested.jsonl", nested)
    (tmp_path / "article.txt").write_text(LOW)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "ferry.md").write_text(GOOD)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "one.csv").write_text(f"id,text\n1,{json.dumps(GOOD)}\n")
    labelled = [asdict(each) for each in corpus(80)]
    write_jsonl(tmp_path / "labelled.jsonl", [{**each, "label": each["kind"]} for each in labelled])
    rows = [f'"{each["text"]}",{each["kind"]},{each["group"]}\n' for each in labelled]
    (tmp_path / "checked.csv").write_text("text,verdict,group\n" + "".join(rows))
    shipped = shutil.copytree(model, tmp_path / "shipped")
    for name in (lines.MANIFEST, *lines.FILES):
        shutil.copy(default_path() / name, shipped)
    code = SHIPPED.format(model=str(shipped))
    shim = tmp_path / "detector"
    shim.write_text(f'#!/bin/sh\nexec \'{sys.executable}\' -c "{code}" "$@"\n')
    shim.chmod(0o755)
    return tmp_path


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell here")
@pytest.mark.parametrize("line", LINES)
def test_every_line_runs(desk: Path, line: str) -> None:
    path = f"{desk}:{environment()['PATH']}"
    result = subprocess.run(
        ["sh", "-c", line], cwd=desk, capture_output=True, env=environment(PATH=path)
    )
    assert (result.returncode, b"error" in result.stderr) == (0, False)


def test_there_are_lines() -> None:
    assert len(LINES) > 10


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_examples_within_eighty_columns(invoke: Invoke, command: str) -> None:
    shown = invoke(command, "--help").stdout
    examples = [line.strip() for line in shown.split("Examples:")[1].strip().splitlines()]
    assert any(line.startswith(f"detector {command}") for line in examples)
    assert all(line.startswith(("detector ", "cat ")) for line in examples)
    assert max(map(len, shown.splitlines())) <= 80
