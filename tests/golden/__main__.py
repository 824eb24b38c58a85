"""`python -m tests.golden` stores the digests anew, after a training or a change that is meant."""

import json
import tempfile
from pathlib import Path

from tests.golden.corpus import lines
from tests.golden.digests import ARTICLES, COMMANDS, STORED, conditions, run, stored


def main() -> None:
    """Say which outputs have changed, and store the digests of all."""
    before = stored()["outputs"] if STORED.is_file() else {}
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / ARTICLES).write_bytes(b"".join(lines()))
        outputs = {k: v for command in COMMANDS for k, v in run(command, Path(home)).items()}
    changed = [file for file, digest in outputs.items() if before.get(file) != digest]
    STORED.write_text(json.dumps({**conditions(), "outputs": outputs}, indent=2) + "\n", "utf-8")
    print(f"{STORED}: changed are {', '.join(changed)}" if changed else f"{STORED}: none changed")


if __name__ == "__main__":
    main()
