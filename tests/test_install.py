"""The model is found from a checkout, an editable install and a wheel; no compiler is needed."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pytest

from detector.model_folder import default_path
from tests.checkout import compiler, copied, uv
from tests.conftest import CHECKOUT, SEEDS

SCORE = (
    "from detector import Detector; import detector.lexer as lexer; "
    "from detector.model_folder import default_path; "
    "print(default_path(), lexer.COMPILED, Detector.load().score('one two three').label)"
)


def test_in_a_checkout() -> None:
    said = _run([sys.executable, "-c", SCORE], CHECKOUT)
    assert said.split()[0] == str(default_path())
    assert said.split()[2] == "unsure"


def test_in_a_wheel(tmp_path: Path) -> None:
    python = _environment(tmp_path)
    quick = {"CC": str(compiler(tmp_path / "cc"))}
    copy = copied(tmp_path / "copy")
    uv("build", "--wheel", "--python", sys.executable, "--out-dir", tmp_path, copy, **quick)
    uv("pip", "install", "--python", python, next(tmp_path.glob("*.whl")))
    folder, compiled, label = _run([python, "-c", SCORE], tmp_path).split()
    assert Path(folder).parts[-3:] == ("detector", "models", "default")
    assert "site-packages" in folder
    assert (compiled, label) == ("True", "unsure")
    _the_command_works(python.parent / "detector", tmp_path)


def test_in_an_editable_install(tmp_path: Path) -> None:
    python = _environment(tmp_path)
    copy = copied(tmp_path / "copy")
    quick = {"CC": str(compiler(tmp_path / "cc"))}
    uv("pip", "install", "--python", python, "--editable", copy, **quick)
    folder, compiled, label = _run([python, "-c", SCORE], tmp_path).split()
    assert folder == str(copy / "models" / "default")
    assert (compiled, label) == ("True", "unsure")


def test_without_a_compiler(tmp_path: Path) -> None:
    """The files that would be compiled run as they are, and whoever uses them is told.

    Where there is no compiler there is no Cython either: a module that cannot be imported hides
    the one that is installed here.
    """
    target = tmp_path / "installed"
    here = {"PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1"}
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    _run([*pip, "--target", target, copied(tmp_path / "copy")], tmp_path, {"CC": "false"})
    folder, compiled, label = _run([sys.executable, "-c", SCORE], tmp_path, here).split()
    assert folder == str(target / "detector" / "models" / "default")
    assert (compiled, label) == ("False", "unsure")

    (target / "cython.py").write_text("raise ImportError\n", "utf-8")
    seeds = [SEEDS / name for name in ("good/01-port-strike.txt", "low/01-port-strike.txt")]
    detector = [sys.executable, "-m", "detector"]
    said = _run([*detector, "score", *seeds, "-o", "scored.jsonl"], tmp_path, here, stderr=True)
    assert said.startswith("warning: the lexer runs as plain Python")
    scored = (tmp_path / "scored.jsonl").read_text("utf-8")
    assert re.findall(r'"label":"(\w+)"', scored) == ["good", "low"]
    assert "lexer: plain Python" in _run([*detector, "--version"], tmp_path, here)


def test_the_compiler_contracts_no_sums() -> None:
    """With products and sums in one rounding, scores would differ from machine to machine."""
    flags = (CHECKOUT / "setup.py").read_text("utf-8")
    assert "-ffp-contract=off" in flags
    assert '"-ffast-math"' not in flags
    assert '"-march' not in flags


def _environment(folder: Path) -> Path:
    uv("venv", "--python", sys.executable, folder / "environment")
    return folder / "environment" / "bin" / "python"


def _the_command_works(command: Path, folder: Path) -> None:
    (folder / "two.jsonl").write_text('{"text": "a b"}\n{"text": ""}\n', "utf-8")
    said = _run([command, "score", "two.jsonl"], folder)
    assert said.count('"label":"unsure"') == 2


def _run(
    command: Sequence[str | Path],
    folder: Path,
    variables: Mapping[str, str] = MappingProxyType({}),
    *,
    stderr: bool = False,
) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{command}: {done.stderr[-2000:]}")
    return done.stderr if stderr else done.stdout
