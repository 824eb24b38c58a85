"""The floor: each line is read as JSON and written as JSON."""

import sys
from pathlib import Path

import orjson

if __name__ == "__main__":
    given, written = sys.argv[1:]
    with Path(given).open("rb") as source, Path(written).open("wb") as target:
        for line in source:
            target.write(orjson.dumps(orjson.loads(line)) + b"\n")
