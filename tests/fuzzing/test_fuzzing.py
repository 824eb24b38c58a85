"""Every input that fuzzing kept, and a short look for new ones."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzzing.corpus import kept, seeds
from tests.fuzzing.targets import TARGETS

HOUSE = Path(__file__).parent.parent.parent
SECONDS = 2


@pytest.mark.parametrize("target", TARGETS)
def test_kept_inputs_break_no_law(target: str) -> None:
    inputs = kept(target)
    assert inputs
    for each in (*inputs, *seeds(target)[:20]):
        TARGETS[target](each)


@pytest.mark.skipif(not importlib.util.find_spec("atheris"), reason="needs atheris")
@pytest.mark.parametrize("target", TARGETS)
def test_a_short_look_finds_nothing(target: str) -> None:
    run = [sys.executable, "-m", "tests.fuzzing", target, "--seconds", str(SECONDS), "--read-only"]
    done = subprocess.run(run, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
