"""`detector serve` as a process of its own, as people run it."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.samples import environment

ADDRESS = re.compile(r"https?://[\w.:\[\]-]+")
SECONDS = 60


@dataclass
class Served:
    """A service that runs; `said` is its log, which grows."""

    process: "subprocess.Popen[bytes]"
    address: str
    log: Path

    def kill(self) -> None:
        """Kill it as a fault of the machine would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(SECONDS)


@contextmanager
def served(folder: Path, *arguments: str | Path, port: int = 0) -> Iterator[Served]:
    """Start the service, wait until it listens, and stop it in the end."""
    log = folder / "serve.log"
    command = [sys.executable, "-m", "detector", "serve", "--port", str(port), *map(str, arguments)]
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=folder, stderr=stream, env=environment())
    try:
        yield Served(process, _address(process, log), log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(SECONDS)


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Return where it listens, once it says so."""
    for _ in range(SECONDS * 20):
        found = ADDRESS.search(log.read_text("utf-8", "replace"))
        if found:
            return found[0]
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(f"it ended: {log.read_text('utf-8', 'replace')}")
    raise AssertionError("it does not say where it listens")
