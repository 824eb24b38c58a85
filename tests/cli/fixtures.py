"""What the tests of the command line share: the model, and two ways to run a command."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from detector.cli import app
from tests.cli.samples import (
    DETECTOR,
    FILLER,
    GOOD,
    LOW,
    SHORT,
    Invoke,
    Run,
    environment,
    with_model,
    write_jsonl,
    write_model,
)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a model that knows two rules."""
    return write_model(tmp_path_factory.mktemp("model"))


@pytest.fixture
def invoke(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Return a function that runs a command here, in an empty folder, with the tests' model."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str | Path, input: str | bytes | None = None) -> Result:
        command = with_model(arguments, model)
        result = CliRunner().invoke(app, command, input=input, prog_name="detector")
        assert "Traceback" not in result.output
        return result

    return invoke


@pytest.fixture
def run(model: Path, tmp_path: Path) -> Run:
    """Return a function that runs `detector` as a process of its own, in an empty folder."""

    def run(
        *arguments: str | Path, detector: Sequence[str] = DETECTOR, **options: Any
    ) -> "subprocess.CompletedProcess[bytes]":
        command = [*detector, *with_model(arguments, model)]
        options = {"capture_output": True, "cwd": tmp_path, "env": environment(), **options}
        result = subprocess.run(command, **options)
        for stream in (result.stdout, result.stderr):
            assert b"Traceback" not in (stream or b"")
        return result

    return run


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a file with one article of each label, and fields that nobody knows."""
    texts = {"a": GOOD, "b": LOW, "c": SHORT, "d": FILLER}
    return write_jsonl(
        tmp_path / "news.jsonl",
        [{"id": name, "extra": {"n": [1]}, "text": text} for name, text in texts.items()],
    )
