"""Every block of the README that promises to run does run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.documents import DOCS, README, blocks, links


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    (tmp_path / "seeds").symlink_to(CHECKOUT / "seeds")
    return tmp_path


def test_the_shell_blocks_run(workplace: Path) -> None:
    shell = blocks(README, "bash")
    assert len(shell) >= 2
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for block in shell:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            cwd=workplace,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stderr}"


def test_the_python_blocks_run(workplace: Path) -> None:
    python = blocks(README, "python")
    assert python
    for block in python:
        subprocess.run([sys.executable, "-c", block], cwd=workplace, check=True)


@pytest.mark.parametrize("document", [README, *DOCS], ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in links(document):
        assert (document.parent / target).exists(), target
