"""Reads a file in a process of its own, to see how much memory that takes and survive a crash."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CODE = """
import json, resource, sys
from detector.formats import ReadOptions, Record, read
{limit}
records, faults = [], []
for item in read(sys.argv[1], ReadOptions(**json.loads(sys.argv[2]))):
    if isinstance(item, Record):
        records.append(item.article.text[:20])
    else:
        faults.append([item.place.line, item.offset, item.reason])
with open("/proc/self/status") as status:
    (peak,) = [line.split()[1] for line in status if line.startswith("VmHWM")]
print(json.dumps([records, faults, int(peak) * 1024]))
"""
LIMIT = "resource.setrlimit(resource.RLIMIT_AS, ({0}, {0}))"
MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The beginnings of the texts, the faults with line, offset and reason, and the peak memory."""

    texts: list[str]
    faults: list[tuple[int | None, int | None, str]]
    peak: int


def read_apart(path: Path, *, address_space: int | None = None, **options: Any) -> Seen:
    """Read a file in another process; a crash there, or a traceback, fails the test.

    The peak is that of the whole process: Python and what it imports are some 40 MiB of it. Linux
    tells it by itself; `getrusage` would tell that of the process that started this one.
    """
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells the peak memory of a process")
    limit = LIMIT.format(address_space) if address_space else ""
    code = CODE.replace("{limit}", limit)
    run = [sys.executable, "-c", code, str(path), json.dumps(options)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    texts, faults, peak = json.loads(done.stdout)
    return Seen(texts=texts, faults=[tuple(each) for each in faults], peak=peak)
