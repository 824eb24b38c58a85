"""Every block of the README that promises to run does run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

README = (CHECKOUT / "README.md").read_text("utf-8")
DOCS = {path.name: path.read_text("utf-8") for path in sorted((CHECKOUT / "docs").glob("*.md"))}


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    (tmp_path / "seeds").symlink_to(CHECKOUT / "seeds")
    return tmp_path


def test_the_shell_blocks_run(workplace: Path) -> None:
    blocks = _blocks(README, "bash")
    assert len(blocks) >= 2
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for block in blocks:
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
    blocks = _blocks(README, "python")
    assert blocks
    for block in blocks:
        subprocess.run([sys.executable, "-c", block], cwd=workplace, check=True)


def test_links_lead_somewhere() -> None:
    for home, text in (("README.md", README), *((f"docs/{name}", t) for name, t in DOCS.items())):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert ((CHECKOUT / home).parent / target).exists(), f"{home}: {target}"
