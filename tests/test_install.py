"""The model is found from a checkout, an editable install and a wheel."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from detector.model import default_path
from tests.conftest import CHECKOUT

SCORE = (
    "from detector import Detector; import detector.lexer as lexer; "
    "from detector.model import default_path; "
    "print(default_path(), lexer.COMPILED, Detector.load().score('one two three').label)"
)


def test_in_a_checkout() -> None:
    said = _run([sys.executable, "-c", SCORE], CHECKOUT)
    assert said.split()[0] == str(default_path())
    assert said.split()[2] == "unsure"


def test_in_a_wheel(tmp_path: Path) -> None:
    python = _environment(tmp_path)
    _run([sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), "."], CHECKOUT)
    wheel = next(tmp_path.glob("*.whl"))
    _run([python, "-m", "pip", "install", "--quiet", str(wheel)], tmp_path)
    folder, compiled, label = _run([python, "-c", SCORE], tmp_path).split()
    assert Path(folder).parts[-3:] == ("detector", "models", "default")
    assert "site-packages" in folder
    assert (compiled, label) == ("True", "unsure")
    _the_command_works(python.parent / "detector", tmp_path)


def test_in_an_editable_install(tmp_path: Path) -> None:
    python = _environment(tmp_path)
    copy = tmp_path / "copy"
    tracked = _run(["git", "ls-files", "-co", "--exclude-standard"], CHECKOUT).splitlines()
    for name in tracked:
        if (CHECKOUT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((CHECKOUT / name).read_bytes())
    _run([python, "-m", "pip", "install", "--quiet", "--editable", str(copy)], tmp_path)
    folder, compiled, label = _run([python, "-c", SCORE], tmp_path).split()
    assert folder == str(copy / "models" / "default")
    assert (compiled, label) == ("True", "unsure")


def _environment(folder: Path) -> Path:
    venv.create(folder / "environment", with_pip=True)
    return folder / "environment" / "bin" / "python"


def _the_command_works(command: Path, folder: Path) -> None:
    (folder / "two.jsonl").write_text('{"text": "a b"}\n{"text": ""}\n', "utf-8")
    said = _run([command, "score", "two.jsonl"], folder)
    assert said.count('"label":"unsure"') == 2


def _run(command: list[str | Path], folder: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"{command}: {done.stderr[-2000:]}")
    return done.stdout
