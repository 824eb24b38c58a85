"""A virtual environment for each peer, made from its pinned requirements when it is first needed.

They lie in the cache, which git ignores. An environment whose requirements have changed, or ours
when the source has, is made anew. They hold no pip, so that their size is that of the packages.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benchmarks.places import CACHE, CHECKOUT
from detector.errors import DetectorError

OURS = "ours"
REQUIREMENTS = Path(__file__).parent / "requirements"
SOURCE = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")
PACKAGES = ("detector", "training", "models")
NOT_SOURCE = ("*.so", "*.c", "*.pyc")
MADE = "made-from.txt"


class MissingError(DetectorError):
    """A peer cannot be installed here; the message says why."""


@cache
def environment(name: str, folder: Path = CACHE / "environments") -> Path:
    """Return the folder of an environment, made if need be; MissingError if it cannot be.

    It is looked at once: what is edited during a benchmark does not change what is measured.
    """
    target = folder / name
    wanted = _wanted(name)
    stamp = target / MADE
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return target
    shutil.rmtree(target, ignore_errors=True)
    _run([sys.executable, "-m", "venv", "--without-pip", str(target)])
    if name == OURS:
        _install_ours(target)
    else:
        _install(target, ["--no-deps", "-r", str(REQUIREMENTS / f"{name}.txt")])
    stamp.write_text(wanted, "utf-8")
    return target


def python(environment: Path) -> str:
    """Return the path of the environment's Python."""
    return str(environment / "bin" / "python")


def size(environment: Path) -> int:
    """Return the bytes of all that is installed."""
    packages = environment / "lib"
    return sum(each.lstat().st_size for each in packages.rglob("*") if each.is_file())


def _wanted(name: str) -> str:
    """Return what an environment is made from: its pins, or a digest of our source."""
    if name != OURS:
        return f"{sys.version}\n{(REQUIREMENTS / f'{name}.txt').read_text('utf-8')}"
    digest = hashlib.sha256(sys.version.encode())
    for path in _source():
        digest.update(f"{path.relative_to(CHECKOUT)} ".encode() + path.read_bytes())
    return digest.hexdigest()


def _source() -> Iterator[Path]:
    yield from (CHECKOUT / name for name in SOURCE)
    for package in PACKAGES:
        for path in sorted((CHECKOUT / package).rglob("*")):
            if path.is_file() and not any(map(path.match, NOT_SOURCE)):
                yield path


def _install_ours(target: Path) -> None:
    """Build a wheel from a copy, so that nothing is left in the checkout, and install that."""
    with tempfile.TemporaryDirectory() as folder:
        for path in _source():
            copy = Path(folder, path.relative_to(CHECKOUT))
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
        _install(target, [folder])


def _install(target: Path, what: list[str]) -> None:
    _run([sys.executable, "-m", "pip", "--python", python(target), "install", "--quiet", *what])


def _run(command: list[str]) -> None:
    """Run a command; MissingError with its last error if it fails."""
    done = subprocess.run(
        command, capture_output=True, env={**os.environ, "PIP_NO_INPUT": "1"}, check=False
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")
        errors = [line for line in said if line.startswith("ERROR")] or said
        raise MissingError(f"cannot be installed: {errors[-1].removeprefix('ERROR: ')}")
