"""The lowest versions of all dependencies work, and the newest have no known holes.

The newest versions are those of all other tests. Here the lowest that `pyproject.toml` allows are
put into an environment of their own, with a wheel built by the lowest Cython and setuptools, and a
part of the tests runs against that. A machine that does not reach what it needs skips, and says so.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import UNREACHED, compiler, copied, uv
from tests.conftest import CHECKOUT

PROJECT = CHECKOUT / "pyproject.toml"
LOWEST_PYTHON = (3, 11)  # the oldest versions have no wheels for a newer one
# The others bring hundreds of megabytes: docs/reliability.md says when they were last tried.
EXTRAS = ("all", "scrapy", "pandas", "polars", "duckdb", "sklearn")
PART = (
    "tests/test_laws.py",
    "tests/test_model.py",
    "tests/test_lexer.py",
    "tests/traits/test_meanings.py",
    *(f"tests/formats/test_{name}.py" for name in ("html", "parquet", "warc")),
    "tests/cli/test_score.py",
    "tests/training/test_fit.py",
    "tests/training/test_learn.py::test_exported_scores_equal_fitted_ones",
    "tests/training/test_duplicates.py::test_rows_stand_in_one_cluster",
    "tests/training/lines/test_trees.py::test_plain_nodes_score_as_lightgbm_does",
    "tests/cli/test_evaluate.py::test_the_report[report]",
    "tests/integrations/test_arrow.py::test_any_column_of_strings_will_do",
    "tests/golden/test_golden.py::test_one_process",
    "tests/serve/test_guard.py",
    "tests/serve/test_home.py",
)


@pytest.mark.skipif(sys.version_info[:2] != LOWEST_PYTHON, reason="this is not the lowest Python")
def test_the_lowest_versions_work(tmp_path: Path) -> None:
    python = tmp_path / "lowest/bin/python"
    copy = copied(tmp_path / "copy")
    chosen = tmp_path / "chosen.txt"
    extras = [f"--extra={extra}" for extra in EXTRAS]
    uv("pip", "compile", "--resolution=lowest-direct", *extras, PROJECT, "-o", chosen)
    uv("venv", "--python", sys.executable, python.parents[1])
    needed = ("-r", chosen, _wheel(copy, python), "pytest", "hypothesis", "httpx")
    uv("pip", "install", "--python", python, "--only-binary=:all:", *needed)
    for room in ("detector", "training"):
        shutil.rmtree(copy / room)  # what is tested is what was installed
    # Old packages use what newer ones warn of.
    run = ("-m", "pytest", "-p", "no:cacheprovider", "-W", "default", "-rf", *PART)
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    done = _run(python, *run, folder=copy, PATH=path)
    assert done.returncode == 0, f"{chosen.read_text('utf-8')}\n{done.stdout[-6000:]}{done.stderr}"


def test_nothing_installed_has_a_known_hole(tmp_path: Path) -> None:
    """A package that no service could tell about is none without holes."""
    newest = tmp_path / "newest.txt"
    uv("pip", "compile", "--extra=all", PROJECT, "-o", newest)
    audited: set[str] = set()
    for service in ("pypi", "osv"):
        told = _audited(newest, service)
        holes = {each["name"]: each["vulns"] for each in told if each.get("vulns")}
        assert not holes, f"raise the bounds of these in pyproject.toml: {json.dumps(holes)}"
        audited |= {each["name"] for each in told if "vulns" in each}
    pins = re.findall(r"^([\w.-]+)==", newest.read_text("utf-8"), re.MULTILINE)
    if left := sorted(set(pins) - audited):
        pytest.skip(
            f"{len(left)} of {len(pins)} packages are not audited: no service tells of {left[:3]}"
        )


def _audited(requirements: Path, service: str) -> list[dict[str, Any]]:
    """Return what a service tells of each package; nothing if it is not reached."""
    audit = ("pip_audit", "--format=json", "--vulnerability-service", service)
    pinned = ("--no-deps", "--disable-pip", "--requirement", requirements)
    done = _run(sys.executable, "-m", *audit, *pinned, folder=requirements.parent)
    if done.returncode in (0, 1) and done.stdout.startswith("{"):
        return list(json.loads(done.stdout)["dependencies"])
    assert UNREACHED.search(done.stderr), f"pip-audit failed: {done.stderr[-2000:]}"
    return []


def _wheel(copy: Path, python: Path) -> Path:
    """Build a wheel as the lowest versions of what builds it do."""
    home = copy.parent
    needed, chosen = home / "build.in", home / "build.txt"
    with PROJECT.open("rb") as file:
        needed.write_text("\n".join(tomllib.load(file)["build-system"]["requires"]), "utf-8")
    uv("pip", "compile", "--resolution=lowest-direct", needed, "-o", chosen)
    build = ("build", "--wheel", "--python", python, "--build-constraints", chosen)
    uv(*build, "--out-dir", home / "wheel", copy, CC=str(compiler(home / "cc")))
    return next((home / "wheel").glob("*.whl"))


def _run(
    *command: str | Path, folder: Path, **variables: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
