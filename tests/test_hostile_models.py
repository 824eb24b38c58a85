"""A model that somebody made to do harm is refused, or does none."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Detector, plain_data
from detector.errors import ModelError
from detector.hashing import crowded
from detector.lines import model as lines
from detector.lines.model import load as load_lines
from detector.model import CARD, MANIFEST, NGRAMS, WEIGHTS, load
from tests.hostile_models import TEXTS, applied, sign, write_small

CHECKOUT = Path(__file__).parent.parent

TRIES = 150
CROWD = 2000  # hashes
needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small")


def _told(folder: Path, change: Callable[[Any], None], manifest: str = MANIFEST) -> None:
    said = json.loads((folder / manifest).read_bytes())
    change(said)
    (folder / manifest).write_text(json.dumps(said))


@needs_limits
@pytest.mark.parametrize("seed", [1, 2])
def test_damage_of_every_sort(tmp_path: Path, seed: int) -> None:
    work = [sys.executable, "-m", "tests.hostile_models", str(tmp_path), str(seed), str(TRIES)]
    done = subprocess.run(work, capture_output=True, text=True, cwd=CHECKOUT, timeout=300)
    assert done.returncode == 0, f"{(tmp_path / 'last').read_text()}: {done.stderr[-2000:]}"
    found = json.loads(done.stdout)
    assert found["refused"] > TRIES / 2
    assert found["used"] > TRIES / 20


@given(content=st.binary(max_size=300) | st.binary(max_size=90).map(b"\x93NUMPY\x01\x00".__add__))
def test_any_bytes_as_an_array(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "any.npy").write_bytes(content)
    said = {"files": {"any.npy": plain_data.described(content, np.zeros(3, np.uint32))}}
    with pytest.raises(ModelError, match=r"any\.npy"):
        plain_data.array(folder, "any.npy", json.loads(json.dumps(said, default=list)), np.uint32)


ASTRAY: list[tuple[str, int, float, str]] = [
    # field, place, what it becomes, what is said
    ("left", 0, -1, "leads back"),
    ("left", 0, -(2**31), "leads back"),
    ("right", 0, 0, "leads back"),
    ("right", 0, -7, "leads back"),
    ("right", 0, 2**31 - 1, "out of its tree"),
    ("right", 0, 200, "out of its tree"),
    ("column", 0, -1, "a column that is not there"),
    ("column", 0, 2**15 - 1, "a column that is not there"),
    ("threshold", 0, float("nan"), "not finite"),
    ("value", 3, float("inf"), "not finite"),
    ("value", 3, 1e30, "too large"),
]


@pytest.mark.parametrize(("field", "place", "becomes", "said"), ASTRAY)
def test_trees_that_lead_astray(
    small: Path, field: str, place: int, becomes: float, said: str
) -> None:
    nodes = np.load(small / lines.TREES)
    nodes[field][place] = becomes
    np.save(small / lines.TREES, nodes)
    sign(small, lines.TREES)
    with pytest.raises(ModelError, match=said):
        load_lines(small)


@pytest.mark.parametrize(
    "roots",
    [[], [1], [0, 0, 0], [0, 2**20], [0, -1], [0.0, 61.0], "0", [0] * 100_000, [0, 999_999]],
)
def test_roots_that_lead_astray(small: Path, roots: object) -> None:
    _told(small, lambda said: said["readers"]["pages"]["first"].update(roots=roots), lines.MANIFEST)
    with pytest.raises(ModelError, match=r"root|trees"):
        load_lines(small)


def test_a_tree_as_deep_as_a_file_is_walked_once(small: Path) -> None:
    nodes = np.load(small / lines.TREES)
    said = json.loads((small / lines.MANIFEST).read_bytes())
    size = said["readers"]["pages"]["first"]["nodes"]
    deep = np.zeros(200_001, nodes.dtype)
    deep["left"][:-1:2] = np.arange(1, 200_001, 2)
    deep["right"][:-1:2] = np.arange(2, 200_002, 2)
    deep["threshold"] = -1e6  # to the right, whatever the line
    np.save(small / lines.TREES, np.concatenate([deep, nodes[size:]]))
    look, shape = {"nodes": len(deep), "roots": [0]}, [len(deep) + len(nodes) - size]
    _told(small, lambda said: said["readers"]["pages"].update(first=look), lines.MANIFEST)
    _told(small, lambda said: said["files"][lines.TREES].update(shape=shape), lines.MANIFEST)
    sign(small, lines.TREES)
    started = time.process_time()
    assert applied(small)
    assert time.process_time() - started < 10


def test_hashes_that_all_want_one_place(small: Path) -> None:
    crowd = (np.arange(1, CROWD + 1, dtype=np.uint32) << np.uint32(16)) | np.uint32(1)
    assert crowded(crowd)
    assert crowded(np.full(CROWD, 7, np.uint32))
    assert not crowded(np.random.default_rng(1).integers(1, 2**32, 300_000, np.uint32))
    assert not crowded(np.zeros(0, np.uint32))
    np.save(small / NGRAMS, crowd)
    _told(small, lambda said: said["files"][NGRAMS].update(shape=[CROWD]))
    sign(small, NGRAMS)
    with pytest.raises(ModelError, match="different hashes that spread"):
        load(small)


def test_a_file_that_is_too_long_is_not_read(small: Path) -> None:
    with (small / WEIGHTS).open("r+b") as file:
        file.truncate(1 << 40)  # a hole, that takes no room
    with pytest.raises(ModelError, match=r"1,099,511,627,776 bytes, and it was written with"):
        load(small)
    _told(small, lambda said: said["files"][WEIGHTS].update(size=1 << 40))
    with pytest.raises(ModelError, match=r"the size of weights\.npy"):
        load(small)


def test_a_manifest_that_is_too_long_is_not_read(small: Path) -> None:
    with (small / MANIFEST).open("r+b") as file:
        file.truncate(1 << 40)
    with pytest.raises(ModelError, match="says no more of itself"):
        load(small)


def test_what_is_no_file_is_not_opened(small: Path) -> None:
    (small / CARD).unlink()
    with pytest.raises(ModelError, match=r"CARD\.md: it is missing"):
        load(small)
    (small / CARD).mkdir()
    with pytest.raises(ModelError, match=r"CARD\.md: it is a folder"):
        load(small)
    (small / CARD).rmdir()
    os.mkfifo(small / CARD)  # to open it would wait for ever
    with pytest.raises(ModelError, match=r"CARD\.md: it is no regular file"):
        load(small)


@pytest.mark.parametrize("name", [MANIFEST, WEIGHTS])
def test_a_link_out_of_the_folder(small: Path, name: str) -> None:
    (small / name).rename(small.parent / name)
    (small / name).symlink_to(small.parent / name)
    with pytest.raises(ModelError, match="leads out of the folder"):
        load(small)
    (small / name).unlink()
    (small.parent / name).rename(small / "beside")
    (small / name).symlink_to("beside")
    assert applied(small)
    (small.parent / "linked").symlink_to(small)
    assert applied(small.parent / "linked")


def test_the_largest_numbers_are_still_finite(small: Path) -> None:
    weights = np.load(small / WEIGHTS)
    weights[:] = np.where(np.arange(len(weights)) % 2, 1e6, -1e6)[:, np.newaxis]
    np.save(small / WEIGHTS, weights)
    sign(small, WEIGHTS)
    most = {"base": [1e6, -1e6, 1e6, 1e6, 1e6], "softness": 1e6, "exponent": 2.0, "limit": 1 << 16}
    _told(small, lambda said: said.update(most))
    assert applied(small)
    _told(small, lambda said: said.update(softness=1e-6))
    assert applied(small)
    assert Detector.load(small).score(TEXTS[0]).logit
