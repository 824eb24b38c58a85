"""`detector model`: what it was trained on and how well it does."""

from pathlib import Path

from .samples import Invoke


def test_shows_points_facts_and_card(invoke: Invoke, model: Path) -> None:
    shown = invoke("model", model).stdout
    assert shown.startswith("two-rules")
    assert ["balanced", "0.500", "1.0%", "70.0%"] in [line.split() for line in shown.splitlines()]
    assert "Made for the tests." in shown


def test_a_folder_without_a_model(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("model", tmp_path)
    assert result.exit_code == 1
    assert "model.json" in result.stderr
