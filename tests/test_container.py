"""The image: its steps build one that runs, and the Dockerfile keeps its promises."""

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path, PurePath
from typing import Any

import pytest

from tests.checkout import compiler, script
from tests.conftest import CHECKOUT, SEEDS
from tests.documents import blocks

CHECK = CHECKOUT / ".ci/check_container.py"
PAGE = CHECKOUT / "docs/integrations/container.md"
# Stands where Docker would: it drops Docker's own options, and runs the command of this checkout.
DOCKER = """#!/bin/bash
[ "$1" = run ] || exit 0
while [ "$1" != article-detector ]; do shift; done
shift
PYTHONPATH='{checkout}' exec '{python}' -m detector "$@"
"""


@pytest.fixture(scope="module")
def check() -> dict[str, Any]:
    return runpy.run_path(str(CHECK))


@pytest.fixture(scope="module")
def stages(check: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    return dict(check["stages_of"](CHECKOUT / "Dockerfile"))


def test_its_steps_build_an_image_that_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, CHECK],
        env={**os.environ, "CC": str(compiler(tmp_path / "cc"))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 77:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "it runs as 10001:10001" in done.stdout
    assert "one of two articles is kept" in done.stdout


def test_the_base_is_pinned_and_the_same_twice() -> None:
    bases = re.findall(r"^FROM (\S+)", (CHECKOUT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert len(bases) == 2
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+", bases[0])


def test_the_image_is_only_what_was_built(stages: dict[str, list[tuple[str, str]]]) -> None:
    image = stages[""]
    assert [rest for word, rest in image if word == "COPY"] == [
        "--from=build /opt/detector /opt/detector"
    ]
    assert not [rest for word, rest in image if word in ("RUN", "ADD")]
    assert dict(image)["ENTRYPOINT"] == '["detector"]'
    user, _, group = dict(image)["USER"].partition(":")
    assert int(user) > 0
    assert int(group) > 0


def test_the_build_leaves_no_caches_and_fetches_no_files(
    stages: dict[str, list[tuple[str, str]]],
) -> None:
    steps = stages["build"]
    assert not [rest for word, rest in steps if word == "ADD" or "http" in rest]
    for rest in (rest for word, rest in steps if word == "RUN"):
        assert "apt-get install" not in rest or "rm -rf /var/lib/apt/lists" in rest
        assert "pip install" not in rest or "--no-cache-dir" in rest


@pytest.mark.parametrize(
    "path",
    [
        "detector/lexer.py",
        "detector/prefetch.pxd",
        "models/default/model.json",
        "training/recipe.toml",
        ".ci/check_wheel.py",
        "setup.py",
    ],
)
def test_the_context_has_what_the_wheel_is_built_from(check: dict[str, Any], path: str) -> None:
    assert (CHECKOUT / path).exists()
    assert not check["is_ignored"](PurePath(path))


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".venv/bin/python",
        ".ci/run",
        "build/lib/detector/lexer.py",
        "dist/some.whl",
        "seeds/good/01-port-strike.txt",
        "tests/conftest.py",
        "detector/lexer.c",
        "detector/lines/sweeps.cpython-311-x86_64-linux-gnu.so",
        "detector/__pycache__/lexer.cpython-311.pyc",
        ".env",
    ],
)
def test_the_context_has_nothing_else(check: dict[str, Any], path: str) -> None:
    assert check["is_ignored"](PurePath(path))


def test_what_the_page_says_to_the_command_is_understood(tmp_path: Path) -> None:
    """Docker's own part is left out: there is no daemon here."""
    script(tmp_path / "docker", DOCKER.format(checkout=CHECKOUT, python=sys.executable))
    files = ("good/01-port-strike.txt", "low/01-port-strike.txt")
    texts = [(SEEDS / file).read_text("utf-8") for file in files]
    lines = [json.dumps({"text": text}) for text in texts]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), "utf-8")
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    for block in blocks(PAGE, "bash"):
        subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            check=True,
        )
    names = ("kept.jsonl", "good.jsonl", "low.jsonl", "scored.jsonl")
    assert [len((tmp_path / name).read_text("utf-8").splitlines()) for name in names] == [
        1,
        1,
        1,
        2,
    ]
