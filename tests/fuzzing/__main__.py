"""Fuzz one target: `python -m tests.fuzzing TARGET --seconds 3600`.

Interesting inputs are added to the target's archive. An input that breaks a law is left as
`crash-...` in the folder that is printed, and the exit code says so.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FunctionType, ModuleType

import atheris  # type: ignore[import-untyped]

from tests.fuzzing.corpus import LONGEST, dictionary, keep, kept, seeds

with atheris.instrument_imports(include=["detector"]):
    from tests.fuzzing.targets import TARGETS, bounded, reference

SLOWEST = 5  # CPU seconds that an input may take
HANGING = 900  # seconds after which it is stopped; many, since a busy machine is no fault
MOST_KEPT = 400  # inputs of a target that are kept


def main() -> int:
    """Run one target for some time, and keep what it found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--read-only", action="store_true", help="keep no new inputs")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        _fuzz(asked.target, Path(asked.inside), asked.seconds)
    folder = Path(tempfile.mkdtemp(prefix=f"fuzzing-{asked.target}-"))
    found = folder / "corpus"
    found.mkdir()
    for number, each in enumerate(kept(asked.target) or seeds(asked.target)):
        (found / f"{number:05}").write_bytes(each)
    (folder / "words").write_text(dictionary())
    print(f"fuzzing {asked.target} in {folder}", flush=True)
    started = time.monotonic()
    run = [sys.executable, "-m", "tests.fuzzing", asked.target, "--inside", str(folder)]
    code = subprocess.run([*run, "--seconds", str(asked.seconds)], check=False).returncode
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, wall = used.ru_utime + used.ru_stime, time.monotonic() - started
    print(f"{asked.target}: exit code {code}, {wall:,.0f} s, {cpu:,.0f} CPU s", flush=True)
    if not code and not asked.read_only:
        inputs = sorted(path.read_bytes() for path in found.iterdir())
        print(f"kept {keep(asked.target, _fewest(inputs))}")
    return 1 if code else 0


def _fewest(inputs: list[bytes]) -> list[bytes]:
    """Return the shortest inputs: what an input found, a shorter one beside it often finds too."""
    return sorted(inputs, key=len)[:MOST_KEPT]


def _follow(module: ModuleType) -> None:
    """Let the fuzzer see which way the plain lexer takes; into the compiled one it cannot look."""
    for name, each in vars(module).items():
        if isinstance(each, FunctionType):
            setattr(module, name, atheris.instrument_func(each))


def _timed(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Return a target for which to be slow is to break a law."""

    def timed(data: bytes) -> None:
        started = time.process_time()
        target(data)
        assert time.process_time() - started < SLOWEST, "too slow"

    return timed


def _fuzz(target: str, folder: Path, seconds: int) -> None:
    """Hand over to libFuzzer, which ends the process."""
    bounded()
    _follow(reference())
    options = [
        f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={HANGING}",
        "-rss_limit_mb=4096", "-report_slow_units=60", f"-dict={folder / 'words'}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1", "-verbosity=0", "-close_fd_mask=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(folder / "corpus")], _timed(TARGETS[target]))
    atheris.Fuzz()


if __name__ == "__main__":
    raise SystemExit(main())
