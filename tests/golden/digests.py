"""What a run over the corpus writes, as digests, and those that the shipped model must give."""

import hashlib
import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from detector.model_folder import default_path
from detector.version import __version__
from tests.cli.samples import DETECTOR, environment
from tests.golden.corpus import lines

STORED = Path(__file__).with_name("digests.json")
ARTICLES = "articles.jsonl"
COMMANDS: dict[str, tuple[str, ...]] = {
    "score": ("-o", "scored.jsonl"),
    "filter": (
        *("--explain", "-o", "kept.jsonl", "--rejected", "rejected.jsonl"),
        *("--unreadable", "unreadable.jsonl", "--stats", "counts.json"),
    ),
    "clean": ("-o", "cleaned.jsonl"),
}


def run(
    command: str,
    folder: Path,
    inputs: Sequence[str] = (ARTICLES,),
    *,
    options: Sequence[str] = (),
    input: bytes | None = None,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """Run a command in a folder, and return the digest of each file that it writes."""
    words = COMMANDS[command]
    subprocess.run(
        [*DETECTOR, command, *inputs, *words, *options],
        cwd=folder,
        input=input,
        env=environment(**variables),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    files = [word for word in words if word.endswith((".jsonl", ".json"))]
    return {file: digest((folder / file).read_bytes()) for file in files}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def conditions() -> dict[str, str]:
    """Return what the digests are of: another model, version or corpus gives others.

    A model's two JSON files hold the digests of all its others.
    """
    said = [(default_path() / name).read_bytes() for name in ("model.json", "lines.json")]
    return {
        "version": __version__,
        "model": digest(b"".join(said)),
        "corpus": digest(b"".join(lines())),
    }


def stored() -> dict[str, Any]:
    return dict(json.loads(STORED.read_text("utf-8")))


def wanted(command: str) -> dict[str, str]:
    """Return the digests that are stored of what a command writes."""
    outputs: dict[str, str] = stored()["outputs"]
    return {file: outputs[file] for file in COMMANDS[command] if file in outputs}
