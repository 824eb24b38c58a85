"""What traits and measures mean, as what they find in their own examples: `meanings.json`.

A model weighs what a trait meant when it was trained. So `meanings.json` has, for each, its version
and a digest of what it finds in its own examples, and a test fails where one finds something else
and its version is the same. CONTRIBUTING.md says what to do then.

    python -m tests.traits.meanings            enters what is new or has another version
    python -m tests.traits.meanings NAME ...   enters these too: only their examples have changed
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

from detector.traits import MEASURES, TRAITS, find, measure
from detector.traits.shapes import Measure, Trait

STORED = Path(__file__).with_name("meanings.json")
Meaning = tuple[int, str]


def meanings() -> dict[str, Meaning]:
    """Return the version of each trait and measure, and a digest of what it finds."""
    found = {trait.name: (trait.version, _digest(_places(trait))) for trait in TRAITS}
    return found | {each.name: (each.version, _digest(_values(each))) for each in MEASURES}


def stored() -> dict[str, Meaning]:
    """Return what was entered."""
    held = json.loads(STORED.read_text("utf-8")) if STORED.is_file() else {}
    return {name: (version, digest) for name, (version, digest) in held.items()}


def write(same: list[str]) -> None:
    """Enter what is new or has another version, and those that are the `same` all the same."""
    held, kept = stored(), {}
    for name, meaning in meanings().items():
        settled = name in held and held[name][0] == meaning[0] and name not in same
        kept[name] = held[name] if settled else meaning
    lines = [f"  {json.dumps(name)}: {json.dumps(meaning)}" for name, meaning in kept.items()]
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def _places(trait: Trait) -> list[str]:
    texts = [*(example.text for example in trait.flags), *trait.passes]
    return [f"{text!r} {_spans(trait, text)}" for text in texts]


def _spans(trait: Trait, text: str) -> list[list[int]]:
    place = [each.name for each in TRAITS].index(trait.name)
    found = find([text]).spans[place]
    return [found.start.tolist(), found.end.tolist()]


def _values(wanted: Measure) -> list[str]:
    place = [each.name for each in MEASURES].index(wanted.name)
    texts = [text for text, _ in wanted.examples]
    values = measure(find(texts).body)[:, place].tolist()
    return [f"{text!r} {value:.6g}" for text, value in zip(texts, values, strict=True)]


def _digest(said: list[str]) -> str:
    return sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:12]


if __name__ == "__main__":
    write(sys.argv[1:])
