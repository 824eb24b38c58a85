"""Articles, records and a model with plain rules, so that every verdict is known beforehand."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from typer.testing import Result

from training.files import write_files

DETECTOR = (sys.executable, "-m", "detector")
JUDGING = ("score", "filter", "clean", "explain")
RULES = {
    # feature: what it adds to the columns `detector.model.COLUMNS`
    "comment_tail.count": (-8.0, 0.0, 0.0, 0.0, 5.0),
    "stray_tag.count": (-8.0, 0.0, 5.0, 0.0, 0.0),
}
BASE = (4.0, 0.0, 0.0, 0.0, 0.0)

GOOD = (
    "The ferry to the island stopped at noon on Tuesday, and by evening the queue of lorries "
    "reached the church. Anna Brandt, who has sold tickets there since 2009, said the company had "
    "told her nothing. On Wednesday morning the mayor drove down to the harbour with coffee and "
    "two boxes of bread rolls, and waited with the drivers until the first boat came back."
)
LOW = GOOD + "\n\nLeave a comment"
FILLER = GOOD + "\n\nThe mayor will be back on Friday.</p>"
SHORT = "The ferry stopped."
POINT = {"threshold": 0.5, "lost": 0.01, "recall": 0.7}
SAID = {
    "schema": 3,
    "name": "two-rules",
    "limit": 2000,
    "exponent": 0.5,
    "kinds": ["filler", "spam", "boilerplate"],
    "base": BASE,
    "softness": None,
    "edges": {name: [0.5] for name in RULES},
    "traits": {"comment_tail": 1, "stray_tag": 1},
    "points": {
        "strict": {**POINT, "threshold": 0.9},
        "balanced": POINT,
        "lenient": {**POINT, "threshold": 0.001},
    },
    "facts": {"articles": 2},
}

Invoke = Callable[..., Result]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def write_model(folder: Path) -> Path:
    """Write a model that knows the rules and nothing else, and return its folder."""
    rows = [row for rule in RULES.values() for row in ((0.0,) * len(BASE), rule)]
    arrays = {"ngrams.npy": np.zeros(0, np.uint32), "weights.npy": np.array(rows, np.float32)}
    texts = {"CARD.md": "# Two rules\n\nMade for the tests.\n"}
    write_files(folder, "model.json", SAID, arrays=arrays, texts=texts)
    return folder


def with_model(arguments: Sequence[str | Path], model: Path) -> list[str]:
    """Return a command with the tests' model, where it takes one; a later --model wins."""
    command, *rest = map(str, arguments)
    judging = ["--model", str(model)] if command in JUDGING else []
    return [command, *judging, *rest]


def environment(**changes: str) -> dict[str, str]:
    """Return an environment in which nothing of the terminal that runs the tests shows."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "DETECTOR_DEBUG", "GITHUB_ACTIONS")
    }
    root = str(Path(__file__).parents[2])
    return {**kept, "PYTHONPATH": root, "TERM": "xterm-256color", **changes}


def write_jsonl(path: Path, records: Sequence[dict[str, Any]]) -> Path:
    """Write records a line each, and return the path."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def read_jsonl(data: bytes) -> list[dict[str, Any]]:
    """Read records a line each."""
    return [json.loads(line) for line in data.splitlines()]
