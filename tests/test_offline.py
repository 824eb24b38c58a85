"""Judging and cleaning open no connection: a run in which every socket is forbidden succeeds."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.samples import environment
from tests.conftest import SEEDS

FORBIDDING = """
import sys

def forbid(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.")):
        raise PermissionError(f"{event} {arguments}")

sys.addaudithook(forbid)
"""
DETECTOR = FORBIDDING + "from detector.cli import main; main()"
PAGE = """<html><head><link rel="stylesheet" href="http://example.org/a.css">
<base href="//b.example">
<meta http-equiv="refresh" content="0; url=http://example.org/"></head><body><article><p>{text}</p>
<img src="http://example.org/a.png"><iframe src="http://example.org"></iframe></article></body>
"""
COMMANDS = (
    ("score", "pages", "-o", "scored.jsonl", "--explain"),
    ("filter", "pages", "-o", "kept.jsonl", "--rejected", "low.jsonl", "--clean-first"),
    ("clean", "pages", "-o", "cleaned.jsonl"),
    ("explain", "pages/article.txt"),
    ("explain", "pages/article.txt", "--html", "why.html"),
    ("traits", "stray_tag"),
    ("model", "verify"),
)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Return a folder with a folder of inputs that name addresses wherever they can."""
    text = (SEEDS / "low/01-port-strike.txt").read_text("utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/article.txt").write_text(f"http://example.org/a\n{text}", "utf-8")
    (tmp_path / "pages/page.html").write_text(PAGE.format(text=text), "utf-8")
    (tmp_path / "pages/one.jsonl").write_text('{"url": "http://example.org", "text": "a"}\n')
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_opens_no_connection(pages: Path, command: tuple[str, ...]) -> None:
    done = _run(DETECTOR, pages, *command)
    assert done.returncode == 0, done.stderr
    assert b"socket." not in done.stderr


def test_a_connection_would_be_noticed(tmp_path: Path) -> None:
    asking = "from urllib.request import urlopen; urlopen('http://127.0.0.1:9')"
    done = _run(FORBIDDING + asking, tmp_path)
    assert done.returncode
    assert b"PermissionError" in done.stderr


def _run(code: str, folder: Path, *command: str) -> "subprocess.CompletedProcess[bytes]":
    run = [sys.executable, "-c", code, *command]
    return subprocess.run(run, cwd=folder, env=environment(), capture_output=True, check=False)
