"""What a command imports: all that it needs, and nothing that others need.

Time itself is not tested here, for machines differ; what costs it is named.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from .samples import GOOD, environment

FRAMEWORKS = ("sklearn", "scipy", "pandas", "polars", "pyarrow", "torch", "trafilatura", "ftfy")
# Of those that the package needs: what `score` has no use for.
COSTLY = ("joblib", "pydantic", "rich", "tempfile", "zipfile", "detector.lines", "training")
NEEDED_BY_SCORES = ("numpy", "regex", "detector.traits", "detector.detect")
SHOWN = (
    "import atexit, sys\n"
    "atexit.register(lambda: print('imported:', *sys.modules, file=sys.stderr))\n"
    "from detector.cli import main\n"
    "main()"
)


def imported(folder: Path, *arguments: str) -> set[str]:
    """Return the modules that a command has imported when it ends."""
    command = [sys.executable, "-c", SHOWN, *arguments]
    ended = subprocess.run(command, capture_output=True, cwd=folder, env=environment(), text=True)
    assert ended.returncode == 0, ended.stderr[:2000]
    return set(ended.stderr.rpartition("imported:")[2].split())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(GOOD, "utf-8")
    return tmp_path


def test_score_imports_only_what_it_needs(article: Path) -> None:
    modules = imported(article, "score", "one.txt")
    assert {*NEEDED_BY_SCORES} <= modules
    assert not modules & {*FRAMEWORKS, *COSTLY}


@pytest.mark.parametrize("asked", [("--help",), ("--version",), ("score", "--help")])
def test_what_reads_no_article_imports_nothing_for_it(article: Path, asked: tuple[str]) -> None:
    modules = imported(article, *asked)
    assert not modules & {*FRAMEWORKS, *COSTLY, *NEEDED_BY_SCORES} - {"rich"}


def test_options_that_are_no_text_are_still_checked(article: Path) -> None:
    assert "pydantic" in imported(article, "score", "--threshold", "0.5", "one.txt")
