"""Damages a model in every way that a random number thinks of, and loads and applies what is left.

Run as a program, with a folder to work in, a seed and a number of tries, it holds itself to little
memory and time: what crashes, hangs or swallows memory ends this process and not the tests. It
prints how many of the models were refused and how many could be used, and stops at the first that
was neither: something other than a ModelError, or a verdict that is not finite.
"""

import json
import math
import random
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from detector import Detector
from detector.errors import ModelError
from detector.lines import model as lines
from detector.model import CARD, FILES, MANIFEST, NGRAMS, WEIGHTS
from detector.model_folder import default_path
from detector.plain_data import described
from training.files import write_files

MEMORY = 256 << 20  # bytes above what the process has when it begins
SECONDS = 60  # of processor time, for all tries
GRAMS, TREES = 400, 3  # of the shipped model that the small one keeps
PARTS = {MANIFEST: FILES, lines.MANIFEST: lines.FILES}
TEXTS = [
    "The ferry to the island stopped at noon on Tuesday, and the mayor drove down to the harbour "
    "with coffee for the drivers, who had waited there since the morning.\n" * 4,
    "Home | News | Contact\nLeave a comment\nShare this on Facebook\nBuy cheap pills now!!!\n",
    "",
]
WHOLE = (-(2**63), -(2**31), -5, -1, 0, 1, 7, 2**15, 2**16, 2**31, 2**40, 2**63 - 1, 2**64 - 1)
REAL = (-1e308, -1e39, -1e-320, 1e-320, 1e-7, 0.5, 1e7, 1e39, 1e308)
ODD: tuple[Any, ...] = (
    None,
    True,
    "",
    "no",
    "0" * 5000,
    [],
    {},
    [[]],
    {"": 0},
    [0] * 5000,
    "\x1b[31m",
    "../x",
)
BITS = (0, 0xFF, 0x7F, 0x80, 0x7FC00000, 0x7F800000, 0xFF800000, 0x80000000, 0xFFFFFFFF, 0x7F7FFFFF)
Chance = random.Random
Damage = Callable[[Path, Chance], None]


def write_small(folder: Path) -> Path:
    """Write a model with a little of the shipped one: as many parts, and quickly loaded."""
    shipped, kept = default_path(), {}
    for name in (NGRAMS, WEIGHTS, lines.TREES, lines.WORDS):
        kept[name] = np.load(shipped / name)
    said, told = (json.loads((shipped / name).read_bytes()) for name in PARTS)
    bins = sum(len(cuts) + 1 for cuts in said["edges"].values())
    weights = np.concatenate([kept[WEIGHTS][:GRAMS], kept[WEIGHTS][-bins:]])
    arrays = {NGRAMS: kept[NGRAMS][:GRAMS], WEIGHTS: weights}
    write_files(folder, MANIFEST, said, arrays=arrays, texts={CARD: "# Small\n"})
    start, few = 0, []
    for reader in told["readers"].values():
        for look in (reader["first"], reader["second"]):
            end = look["roots"][TREES]
            few.append(kept[lines.TREES][start : start + end])
            start += look["nodes"]
            look["nodes"], look["roots"] = end, look["roots"][:TREES]
    arrays = {lines.TREES: np.concatenate(few), lines.WORDS: kept[lines.WORDS][:GRAMS]}
    write_files(folder, lines.MANIFEST, told, arrays=arrays, texts={lines.CARD: "# Lines\n"})
    return folder


def sign(folder: Path, name: str) -> None:
    """Make the manifest say of a file what it says of itself, as anybody can."""
    manifest = next(manifest for manifest, files in PARTS.items() if name in files)
    said = json.loads((folder / manifest).read_bytes())
    said["files"][name] |= described((folder / name).read_bytes())
    (folder / manifest).write_text(json.dumps(said))


def flipped(folder: Path, chance: Chance) -> None:
    """Turn some bits of one file."""
    file = _any_file(folder, chance)
    content = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 1, 8))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def cut(folder: Path, chance: Chance) -> None:
    """Cut one file off, or make it longer."""
    file = _any_file(folder, chance)
    content = file.read_bytes()
    length = chance.choice((0, 1, 9, 10, 127, len(content) - 1, chance.randrange(len(content))))
    file.write_bytes(chance.choice((content[:length], content + content[:length])))


def signed(folder: Path, chance: Chance) -> None:
    """Damage an array, and write the digest that it has now."""
    name = chance.choice((NGRAMS, WEIGHTS, lines.TREES, lines.WORDS))
    chance.choice((flipped, cut, _numbers, _numbers, _numbers))(folder / name, chance)
    sign(folder, name)


def lying(folder: Path, chance: Chance) -> None:
    """Write another header into an array, and perhaps the same lie into the manifest."""
    name = chance.choice((NGRAMS, WEIGHTS, lines.TREES, lines.WORDS))
    manifest = next(manifest for manifest, files in PARTS.items() if name in files)
    said = json.loads((folder / manifest).read_bytes())
    shape = [chance.choice((*WHOLE, 400)) for _ in range(chance.randrange(4))]
    descr = chance.choice(("<u4", "<f4", "|O", "<f8", "|V8", "<u4000000000", "(" * 200))
    written = {"descr": descr, "fortran_order": chance.choice((True, False)), "shape": tuple(shape)}
    header = chance.choice((repr(written), "-" * 9000, "[" * 9000, "")).encode().ljust(118)
    length = chance.choice((len(header), 0, 0xFFFF))
    content = (folder / name).read_bytes()[128:]
    begin = chance.choice(
        (b"\x93NUMPY\x01\x00", b"\x93NUMPY\x03\x00", b"PK\x03\x04\x00\x00\x00\x00")
    )
    (folder / name).write_bytes(begin + length.to_bytes(2, "little") + header + content)
    if chance.random() < 0.8:
        said["files"][name] |= {"dtype": descr} if chance.random() < 0.5 else {}
        said["files"][name] |= {"shape": shape} if chance.random() < 0.8 else {}
        (folder / manifest).write_text(json.dumps(said))
    sign(folder, name)


def told(folder: Path, chance: Chance) -> None:
    """Put another value into a manifest, somewhere, or take one away."""
    manifest = folder / chance.choice(tuple(PARTS))
    said = json.loads(manifest.read_bytes())
    here: Any = said
    while True:
        key = chance.choice(list(here) if isinstance(here, dict) else range(len(here)))
        if not isinstance(here[key], (dict, list)) or not here[key] or chance.random() < 0.15:
            break
        here = here[key]
    if chance.random() < 0.15 and isinstance(here, dict):
        here[chance.choice(("", "no_such_trait.count", "base"))] = here.pop(key)
    else:
        here[key] = chance.choice((*WHOLE, *REAL, *ODD))
    manifest.write_text(json.dumps(said))


def _numbers(file: Path, chance: Chance) -> None:
    """Overwrite places of an array with the numbers that are hardest on a loop."""
    content = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 3, 50))):
        place = chance.randrange(128, len(content) - 4)
        content[place : place + 4] = chance.choice(BITS).to_bytes(4, "little")
    file.write_bytes(content)


def _any_file(folder: Path, chance: Chance) -> Path:
    return folder if folder.is_file() else chance.choice(sorted(folder.iterdir()))


DAMAGES: tuple[Damage, ...] = (flipped, cut, signed, signed, signed, lying, told, told, told)


def applied(folder: Path) -> bool:
    """Load a model and judge by it; False if it was refused."""
    try:
        detector = Detector.load(folder, threshold=0.5)
        detector.model.lines  # noqa: B018
    except ModelError as refused:
        assert str(folder) in str(refused), refused
        return False
    for verdict in detector.score_many(TEXTS):
        assert math.isfinite(verdict.logit), verdict
        assert math.isfinite(sum(each.contribution for each in verdict.contributions)), verdict
        json.loads(verdict.to_json())
    for text in TEXTS:
        assert all(math.isfinite(line.logit) for line in detector.lines(text))
        assert 0.0 <= detector.clean(text).share <= 1.0
    return True


def hold_back() -> None:
    """Let this process take no more memory and time than a model may ask for."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(work: Path, seed: int, tries: int) -> None:
    """Try so many damages, and print what became of them."""
    whole, found = write_small(work / "whole"), Counter[str]()
    assert applied(whole)
    hold_back()
    for number in range(tries):
        chance = random.Random(f"{seed} {number}")
        folder = Path(shutil.copytree(whole, work / "damaged", dirs_exist_ok=True))
        damage = chance.choice(DAMAGES)
        damage(folder, chance)
        (work / "last").write_text(f"{damage.__name__}, seed {seed}, number {number}")
        found["used" if applied(folder) else "refused"] += 1
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
