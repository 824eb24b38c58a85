"""Filters a file by the command and through the service."""

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.files import one
from benchmarks.processes import measure
from benchmarks.service.servers import Server
from detector.errors import DetectorError


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed:
    """Articles in a second, and CPU seconds for each."""

    rate: float
    cpu: float


def streamed(service: Server, articles: Path, folder: Path) -> tuple[Streamed, Streamed]:
    """Filter by either way; DetectorError if what is kept is not the same."""
    kept = folder / "command.jsonl", folder / "service.jsonl"
    count = articles.read_bytes().count(b"\n")
    both = _by_command(articles, kept[0], count), _by_service(service, articles, kept[1], count)
    if kept[0].read_bytes() != kept[1].read_bytes():
        raise DetectorError(f"the service kept other lines than the command: compare in {folder}")
    return both


def _by_command(articles: Path, kept: Path, count: int) -> Streamed:
    command = [sys.executable, "-m", "detector", "filter"]
    start = measure([*command, str(one()), "-o", str(kept)])
    taken = measure([*command, str(articles), "-o", str(kept)])
    return Streamed(
        rate=(count - 1) / (taken.clock - start.clock), cpu=(taken.cpu - start.cpu) / (count - 1)
    )


def _by_service(service: Server, articles: Path, kept: Path, count: int) -> Streamed:
    program = shutil.which("curl")
    if program is None:
        raise DetectorError("curl is not installed: apt-get install curl")
    command = [program, "--silent", "--show-error", "--fail-with-body", "--request", "POST"]
    command += ["--header", "Content-Type: application/x-ndjson", "--upload-file", str(articles)]
    cpu, begun = service.cpu, time.perf_counter()
    address = f"{service.address}/v1/filter"
    done = subprocess.run([*command, "--output", str(kept), address], capture_output=True)
    if done.returncode:
        raise DetectorError(f"the stream broke off: {done.stderr.decode()}")
    seconds = time.perf_counter() - begun
    return Streamed(rate=count / seconds, cpu=(service.cpu - cpu) / count)
