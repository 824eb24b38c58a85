"""Environments are made when they are needed, and again when what they are made from changes."""

import sys
from pathlib import Path

import pytest

from benchmarks.speed import environments
from benchmarks.speed.environments import MissingError


def test_an_environment_is_made_once_and_again_when_its_pins_change(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(environments, "REQUIREMENTS", tmp_path)
    pins = tmp_path / "peer.txt"
    installed: list[Path] = []

    def install(target: Path, _: list[str]) -> None:
        installed.append(target)

    monkeypatch.setattr(environments, "_install", install)
    monkeypatch.setattr(environments, "_run", lambda command: Path(command[-1]).mkdir(parents=True))
    for content in ("a==1", "a==1", "a==2"):
        pins.write_text(content, "utf-8")
        environments.environment.cache_clear()
        assert environments.environment("peer", tmp_path / "made") == tmp_path / "made" / "peer"
    assert len(installed) == 2


def test_half_an_environment_is_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_: Path, __: list[str]) -> None:
        raise MissingError("cannot be installed: no room")

    monkeypatch.setattr(environments, "_install", broken)
    for _ in range(2):
        with pytest.raises(MissingError, match="no room"):
            environments.environment("orjson", tmp_path)


def test_a_command_that_fails_says_its_last_error() -> None:
    script = "import sys; print('ERROR: No matching distribution', file=sys.stderr); sys.exit(1)"
    with pytest.raises(MissingError, match="cannot be installed: No matching distribution"):
        environments._run([sys.executable, "-c", script])
