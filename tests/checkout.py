"""The checkout as somebody else would get it."""

import shutil
import subprocess
from pathlib import Path

from tests.conftest import CHECKOUT


def copied(folder: Path) -> Path:
    """Copy the checkout, what is not committed yet too, without what was built in it."""
    listing = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, folder / name)
    return folder
