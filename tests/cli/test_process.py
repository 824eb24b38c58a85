"""What only shows in a process of its own: pipes, interrupts, memory, and what is imported."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .samples import DETECTOR, GOOD, LOW, Run, environment, with_model, write_jsonl

HEAVY = ("numpy", "sklearn", "joblib", "regex", "pyarrow", "trafilatura", "detector.traits")


@pytest.mark.parametrize("command", [[], ["score"], ["filter"], ["clean"], ["explain"], ["train"]])
def test_help_imports_nothing_heavy(command: list[str]) -> None:
    code = (
        "import sys, atexit, detector.cli\n"
        f"atexit.register(lambda: print('heavy:', [m for m in {HEAVY} if m in sys.modules]))\n"
        "detector.cli.main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *command, "--help"], capture_output=True, env=environment()
    )
    assert result.stdout.decode().endswith("heavy: []\n")


@pytest.mark.parametrize(
    "command",
    [
        ["score"],
        ["score", "--explain"],
        ["score", "--jobs", "2"],
        ["score", "--clean-first"],
        ["filter"],
        ["clean"],
        ["explain"],
    ],
)
def test_is_quiet_on_a_closed_pipe(model: Path, tmp_path: Path, command: list[str]) -> None:
    news = write_jsonl(tmp_path / "news.jsonl", [{"text": GOOD * 50}] * 3000)
    process = subprocess.Popen(
        [*DETECTOR, *with_model([*command, news], model)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), said) == (0, b"")


def test_help_is_quiet_on_a_closed_pipe() -> None:
    command = f"{' '.join(DETECTOR)} --help | true"
    result = subprocess.run(command, shell=True, capture_output=True, env=environment())
    assert result.stderr == b""


def test_an_interrupt_leaves_nothing_behind(model: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*DETECTOR, *with_model(["filter", "-", "-o", "kept.jsonl"], model)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
        # A shell that runs the tests in the background makes them deaf to the interrupt.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdin is not None
    process.stdin.write((json.dumps({"text": LOW}) + "\n").encode() * 1000)
    process.stdin.flush()
    deadline = time.monotonic() + 30
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list(tmp_path.iterdir())
    process.send_signal(signal.SIGINT)
    output, said = process.communicate(timeout=30)
    assert (process.returncode, output, said) == (130, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_with_the_input(run: Run, tmp_path: Path) -> None:
    """Nothing is kept of what was written, nor of a hundred thousand lines that are no records."""
    line = json.dumps({"text": GOOD}) + "\n"
    small, large = tmp_path / "small.jsonl", tmp_path / "large.jsonl"
    small.write_text(line * 1_000)
    large.write_text((line + "broken\n" * 4) * 20_000)
    peaks = [peak_memory(run, path) for path in (small, large)]
    assert peaks[1] < peaks[0] + 30_000


def peak_memory(run: Run, path: Path) -> int:
    """Return the most kilobytes that the process had."""
    code = (
        "import resource, sys, detector.cli\n"
        "try: detector.cli.main()\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    detector = (sys.executable, "-c", code)
    result = run("score", path, "-o", os.devnull, detector=detector)
    return int(result.stderr.split()[-1])


def test_an_unexpected_fault_is_one_line(tmp_path: Path) -> None:
    result = fail_unexpectedly(tmp_path)
    assert result.returncode == 1
    assert result.stderr.count(b"\n") == 1
    assert b"please report it" in result.stderr


def test_debugging_shows_the_traceback(tmp_path: Path) -> None:
    assert b"Traceback" in fail_unexpectedly(tmp_path, DETECTOR_DEBUG="1").stderr


def fail_unexpectedly(folder: Path, **changes: str) -> "subprocess.CompletedProcess[bytes]":
    code = (
        "import detector.cli, detector.model\n"
        "def load(path): raise ZeroDivisionError('one by none')\n"
        "detector.model.load = load\n"
        "detector.cli.main()"
    )
    (folder / "article.txt").write_text(GOOD)
    return subprocess.run(
        [sys.executable, "-c", code, "score", folder / "article.txt"],
        capture_output=True,
        env=environment(**changes),
    )
