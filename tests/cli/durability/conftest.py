"""Inputs with a bit of everything, and a process that forks runs and kills them."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.samples import FILLER, GOOD, LOW, SHORT

CHECKOUT = Path(__file__).parents[3]
RECORDS = 125
SEED = 20240607


@dataclass(frozen=True)
class Ended:
    """How a run ended, what it said, and how long it took."""

    code: int
    said: str
    shown: bytes
    seconds: float

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


class Zygote:
    """The process of which all runs are forks."""

    def __init__(self, model: Path, log: Path) -> None:
        self._log = log
        self.model = model
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.durability.zygote", str(model)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=CHECKOUT,
            env={**os.environ, "TERM": "dumb", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )

    def run(self, folder: Path, *arguments: object, **changes: Any) -> Ended:
        """Run a command in a folder; `after` seconds, or `at` a certain call, it is killed."""
        assert self._process.stdin and self._process.stdout
        command, *rest = map(str, arguments)
        request: dict[str, Any] = {
            "folder": str(folder),
            "log": str(self._log),
            "arguments": [command, *rest, "--model", str(self.model)],
            "batch": 25,
            "spacing": 6_000,
            "after": None,
            "signal": int(signal.SIGKILL),
            "at": None,
            "pace": 0,
            "largest_file": 0,
        }
        self._process.stdin.write(json.dumps({**request, **changes}).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        said = (self._log / "stderr").read_text()
        assert "Traceback" not in said
        return Ended(said=said, shown=(self._log / "stdout").read_bytes(), **answer)

    def end(self) -> None:
        """End it, with all that it has started."""
        self._process.communicate()


@pytest.fixture(scope="session")
def zygote(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    pytest.importorskip("pyarrow", reason="needs the extra parquet")
    pytest.importorskip("zstandard", reason="needs the extra zstd")
    if not hasattr(os, "fork"):
        pytest.skip("there is no fork here")
    zygote = Zygote(model, tmp_path_factory.mktemp("log"))
    yield zygote
    zygote.end()


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with articles of every label and lines that are none."""
    path = tmp_path_factory.mktemp("articles") / "in.jsonl"
    path.write_bytes(b"".join(lines(RECORDS)))
    return path


def lines(count: int) -> list[bytes]:
    chance = random.Random(SEED)
    made = []
    for number in range(count):
        text = f"{chance.choice([GOOD, LOW, FILLER, SHORT])} {number}"
        fields = {"id": number, "note": "x" * chance.randrange(40), "text": text}
        line = json.dumps(fields).encode()
        made.append((line if number % 19 else line[: chance.randrange(1, 60)] + b"\xff") + b"\n")
    return made


def outputs(suffix: str) -> list[str]:
    """Return the options of `filter` for all outputs, those of the articles with this suffix."""
    names = {"-o": f"kept.{suffix}", "--rejected": f"low.{suffix}", "--unreadable": "bad.jsonl.gz"}
    return [word for pair in {**names, "--stats": "stats.json"}.items() for word in pair]


def contents(folder: Path) -> dict[str, bytes]:
    """Return all that is in a folder."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}
