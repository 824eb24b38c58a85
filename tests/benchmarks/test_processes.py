"""CPU time and memory are those of a command and of all that it starts."""

import sys

import pytest

from benchmarks.processes import PROC, CommandFailedError, measure

BUSY = "import time; end = time.process_time() + {seconds}\nwhile time.process_time() < end: pass\n"
HEAVY = "held = b'x' * 120_000_000\n"


def test_cpu_seconds_are_those_of_all_processes() -> None:
    busy = BUSY.format(seconds=0.2)
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])\n{busy}"
    assert 0.4 <= measure([sys.executable, "-c", child]).cpu < 2


@pytest.mark.skipif(not PROC.is_dir(), reason="processes are watched in /proc")
def test_cpu_seconds_of_a_process_that_nobody_waits_for_are_seen() -> None:
    busy = f"{BUSY.format(seconds=0.4)}time.sleep(0.5)"
    child = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {busy!r}])\n"
    assert 0.3 <= measure([sys.executable, "-c", f"{child}time.sleep(1.5)"]).cpu < 2


@pytest.mark.skipif(not PROC.is_dir(), reason="memory is watched in /proc")
def test_memory_is_that_of_all_processes() -> None:
    hold = f"{HEAVY}import time; time.sleep(0.5)"
    child = f"import subprocess, sys; {HEAVY}subprocess.run([sys.executable, '-c', {hold!r}])"
    assert 240_000_000 < measure([sys.executable, "-c", child]).memory < 400_000_000


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(CommandFailedError, match="no-such-program cannot be started: No such file"):
        measure(["no-such-program"])


def test_the_checkout_is_not_before_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "somewhere")
    measure([sys.executable, "-c", "import os; assert 'PYTHONPATH' not in os.environ"])
