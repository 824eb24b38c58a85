"""The checkout as somebody else would get it, and what they would run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

UNREACHED = re.compile(r"error sending request|dns error|ConnectionError|[Cc]ould not connect")
COMPILER = '#!/bin/bash\nexec gcc "${@/#-O3/-O0}"\n'


def copied(folder: Path) -> Path:
    """Copy the checkout, what is not committed yet too, without what was built in it."""
    listing = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, folder / name)
    return folder


def compiler(path: Path) -> Path:
    """Write a compiler that does not optimise, which takes half the time; for `CC`."""
    return script(path, COMPILER)


def script(path: Path, text: str) -> Path:
    """Write a program."""
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


def uv(*words: str | Path, **variables: str) -> None:
    """Run uv, which installs in a tenth of pip's time; skip where it reaches no registry."""
    done = subprocess.run(
        [sys.executable, "-m", "uv", "--quiet", *map(str, words)],
        cwd=CHECKOUT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and UNREACHED.search(done.stderr):
        pytest.skip(f"what is to be installed is not reached: {done.stderr[-500:]}")
    assert done.returncode == 0, f"uv {words}: {done.stderr[-4000:]}"
