"""What a command takes: CPU seconds and memory of it and of all that it starts.

CPU time is the system's own account of the process and of those that it started and waited for, or
what was seen of all that it started, if that is more: nobody waits for a cluster's.
Memory is watched in `/proc` while it runs: every process's own part of what it holds, shared pages
divided among those that share them, summed over the tree; 0 if it ended before anything was seen.
Where there is no `/proc`, it is the most that one process held.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detector.errors import DetectorError

PROC = Path("/proc")
EVERY = 0.05  # seconds between two looks at the memory
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system tells memory
SAID = 300  # characters of a command's last words that are told when it fails


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """CPU seconds, seconds on the clock, and bytes of memory at the peak."""

    cpu: float
    clock: float
    memory: int


SETTINGS: Mapping[str, str] = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "HF_HUB_OFFLINE": "1",
    "PIP_NO_INDEX": "1",
    "UV_OFFLINE": "1",
}


class CommandFailedError(DetectorError):
    """A measured command ended with an error; the message has its last line."""


def measure(command: Sequence[str]) -> Taken:
    """Run a command to its end; CommandFailedError if it fails or cannot be started.

    It gets neither our PYTHONPATH, which would put the checkout before what is installed, nor more
    than one thread for NumPy, nor leave to fetch anything.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env=_environment(),
            )
        except OSError as fault:
            raise CommandFailedError(f"{command[0]} cannot be started: {fault.strerror}") from fault
        watch = _Watch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = watch.end() if PROC.is_dir() else usage.ru_maxrss * UNIT
        if process.returncode:
            said.seek(0)
            raise CommandFailedError(_last_line(said.read(), process.returncode))
    cpu = max(usage.ru_utime + usage.ru_stime, watch.cpu)
    return Taken(cpu=cpu, clock=clock, memory=memory)


class _Watch:
    """Looks at a process and its descendants, in a thread of its own."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._peak = 0
        self._cpu: dict[int, float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Stop, and return the peak in bytes; 0 where nothing could be seen."""
        self._over.set()
        self._thread.join()
        return self._peak

    @property
    def cpu(self) -> float:
        """The CPU seconds that were seen, of those that ended until shortly before they did."""
        return sum(self._cpu.values())

    def _look(self) -> None:
        while not self._over.is_set():
            tree = _tree(self._root)
            self._cpu |= {each: seconds for each in tree if (seconds := _seconds(each))}
            together = sum(_kilobytes(each, "smaps_rollup", b"Pss:") for each in tree)
            alone = max((_kilobytes(each, "status", b"VmHWM:") for each in tree), default=0)
            self._peak = max(self._peak, together * 1024, alone * 1024)
            self._over.wait(EVERY)


def _tree(root: int) -> list[int]:
    """Return the process and all its descendants that are alive."""
    parents: dict[int, int] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_bytes()
        except OSError:
            continue  # it has just ended
        parents[int(folder.name)] = int(stat[stat.rindex(b")") + 4 :].split(b" ", 1)[0])
    tree = [root] if root in parents else []
    for each in tree:
        tree += [child for child, parent in parents.items() if parent == each]
    return tree


def _seconds(process: int) -> float:
    """Return the CPU seconds of a process alone; 0 if it has ended."""
    try:
        stat = (PROC / str(process) / "stat").read_bytes()
    except OSError:
        return 0.0
    user, system = stat[stat.rindex(b")") + 2 :].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _kilobytes(process: int, file: str, name: bytes) -> int:
    """Return a figure from a file of a process; 0 if it has ended or the system has it not."""
    try:
        lines = (PROC / str(process) / file).read_bytes().split(b"\n")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, **SETTINGS}


def _last_line(said: bytes, code: int) -> str:
    lines = said.decode("utf-8", "replace").strip().split("\n")
    return f"exit code {code}: {lines[-1][:SAID]}"
