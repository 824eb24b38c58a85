"""A run that is killed, at whatever moment, and continued ends as if nothing had happened."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from detector.formats import ReadOptions, Record, read

from .conftest import RECORDS, SEED, Zygote, contents, outputs

SUFFIXES = (
    "jsonl",
    "jsonl.gz",
    "jsonl.zst",
    "jsonl.xz",
    "jsonl.bz2",
    "json",
    "csv",
    "tsv",
    "parquet",
    "parquet.gz",
)
KILLS = 20
Undisturbed = Callable[[str], tuple[dict[str, bytes], float]]


@pytest.fixture(scope="module")
def undisturbed(
    zygote: Zygote, articles: Path, tmp_path_factory: pytest.TempPathFactory
) -> Undisturbed:
    """Return a function that gives what an undisturbed run writes, and how long it takes."""
    known: dict[str, tuple[dict[str, bytes], float]] = {}

    def undisturbed(suffix: str) -> tuple[dict[str, bytes], float]:
        if suffix not in known:
            folder = tmp_path_factory.mktemp("undisturbed")
            ended = zygote.run(folder, "filter", articles, *outputs(suffix))
            assert ended.code == 0, ended.said
            known[suffix] = contents(folder), ended.seconds
        return known[suffix]

    return undisturbed


def identifiers(folder: Path, suffix: str) -> list[int]:
    """Return the records of both outputs, and a -1 for each that was unreadable."""
    found = [
        item
        for name in (f"kept.{suffix}", f"low.{suffix}")
        for item in read(str(folder / name), ReadOptions())
    ]
    bad = list(read(str(folder / "bad.jsonl.gz"), ReadOptions(text_field="reason")))
    assert all(isinstance(item, Record) for item in (*found, *bad))
    return [int(item.fields["id"]) for item in found if isinstance(item, Record)] + [-1] * len(bad)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_killed_at_random_moments(
    zygote: Zygote, articles: Path, undisturbed: Undisturbed, tmp_path: Path, suffix: str
) -> None:
    """Most kills hit a run that goes on; one that ends is compared, and another is begun."""
    whole, seconds = undisturbed(suffix)
    chance = random.Random(f"{SEED} {suffix}")
    command = ["filter", articles, *outputs(suffix), "--resume"]
    moments: list[str] = []
    killed = True
    while killed or len(moments) < KILLS:
        after = chance.uniform(0, seconds) if len(moments) < KILLS else None
        ended = zygote.run(tmp_path, *command, after=after)
        killed = ended.killed
        if killed:
            moments.append(f"{after:.4f} s: {sorted(contents(tmp_path))}")
            continue
        assert ended.code == 0, f"{ended.said} after {moments}"
        assert contents(tmp_path) == whole, f"killed after these of {seconds:.4f} s: {moments}"
        for each in tmp_path.iterdir():
            each.unlink()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_record_comes_out_once(undisturbed: Undisturbed, tmp_path: Path, suffix: str) -> None:
    whole, _ = undisturbed(suffix)
    for name, data in whole.items():
        (tmp_path / name).write_bytes(data)
    expected = [number if number % 19 else -1 for number in range(RECORDS)]
    assert sorted(identifiers(tmp_path, suffix)) == sorted(expected)


@pytest.mark.parametrize("suffix", ["jsonl.gz", "parquet"])
def test_killed_at_every_call_that_matters(
    zygote: Zygote, articles: Path, tmp_path: Path, suffix: str
) -> None:
    """Before every fsync, rename and removal, until there are no more."""
    command = ["filter", articles, *outputs(suffix)]
    often = {"spacing": 26_000}
    (tmp_path / "whole").mkdir()
    assert zygote.run(tmp_path / "whole", *command, **often).code == 0
    whole = contents(tmp_path / "whole")
    killed, at = True, 0
    while killed:
        folder = tmp_path / str(at)
        folder.mkdir()
        killed = zygote.run(folder, *command, **often, at=at).killed
        left = sorted(contents(folder))
        ended = zygote.run(folder, *command, "--resume", **often)
        assert ended.code == 0, f"killed at {at}, which left {left}: {ended.said}"
        assert contents(folder) == whole, f"killed at {at}, which left {left}"
        at += 1
    assert at > 15
