"""The checkout as somebody else would get it, and what they would run."""

import shutil
import subprocess
from pathlib import Path

from tests.conftest import CHECKOUT

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
