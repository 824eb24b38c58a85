"""Starts a service in a process of its own, and tells what it has taken so far."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from benchmarks.places import CHECKOUT
from detector.errors import DetectorError

ADDRESS = re.compile(r"http://[\w.]+:\d+")
PATIENCE = 60.0  # seconds for a service to begin, or to end
EMPTY = "benchmarks.service.empty:app"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A service that listens, and all the processes that it consists of."""

    address: str
    process: "subprocess.Popen[bytes]"

    @property
    def cpu(self) -> float:
        """CPU seconds so far."""
        return sum(each.cpu_times().user + each.cpu_times().system for each in self._tree())

    @property
    def memory(self) -> int:
        """Bytes of memory, shared pages divided among those that share them."""
        return sum(each.memory_full_info().pss for each in self._tree())

    def _tree(self) -> list[psutil.Process]:
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]


@contextmanager
def empty(log: Path) -> Iterator[Server]:
    """Yield a FastAPI service that does nothing, with the settings of ours."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--port", str(port), "--no-access-log", "--log-level", "warning")
    with _running(["uvicorn", EMPTY, *options], log) as process:
        address = f"http://127.0.0.1:{port}"
        _wait(process, log, lambda: _answers(f"{address}/openapi.json"))
        yield Server(address=address, process=process)


@contextmanager
def ours(log: Path, *options: str) -> Iterator[Server]:
    """Yield `detector serve`, ready to score."""
    with _running(["detector", "serve", "--port", "0", *options], log) as process:
        _wait(process, log, lambda: bool(ADDRESS.search(log.read_text("utf-8"))))
        address = ADDRESS.findall(log.read_text("utf-8"))[0]
        _wait(process, log, lambda: _answers(f"{address}/readyz"))
        yield Server(address=address, process=process)


@contextmanager
def _running(module: Sequence[str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as stream:
        command = [sys.executable, "-m", *module]
        process = subprocess.Popen(command, stderr=stream, stdout=stream, cwd=CHECKOUT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: "subprocess.Popen[bytes]", log: Path, has_begun: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not has_begun():
        if process.poll() is not None or time.monotonic() > deadline:
            raise DetectorError(f"the service did not begin: {log.read_text('utf-8')[-2000:]}")
        time.sleep(0.05)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
