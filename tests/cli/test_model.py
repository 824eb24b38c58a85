"""`detector model`: what it was trained on and how well it does, and whether it is whole."""

from pathlib import Path

import pytest

from .samples import Invoke, write_model


def test_shows_points_facts_and_card(invoke: Invoke, model: Path) -> None:
    shown = invoke("model", model).stdout
    assert shown.startswith("two-rules")
    assert ["balanced", "0.500", "1.0%", "70.0%"] in [line.split() for line in shown.splitlines()]
    assert "Made for the tests." in shown


def test_a_folder_without_a_model(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("model", tmp_path)
    assert result.exit_code == 1
    assert "model.json" in result.stderr


def test_show_is_meant_where_nothing_is_named(invoke: Invoke, model: Path) -> None:
    assert invoke("model", "show", model).stdout == invoke("model", model).stdout
    assert invoke("model").stdout == invoke("model", "show").stdout


def test_a_whole_model_is_verified(invoke: Invoke, model: Path) -> None:
    result = invoke("model", "verify", model)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "ok     model.json",
        "ok     ngrams.npy",
        "ok     weights.npy",
        "ok     CARD.md",
        "ok     what model.json says",
    ]


def test_the_shipped_model_is_whole(invoke: Invoke) -> None:
    result = invoke("model", "verify")
    assert result.exit_code == 0
    assert "WRONG" not in result.stdout
    assert "what lines.json says: numbers within their limits" in result.stdout
    assert "other files: never read: floors.json" in result.stdout


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("weights.npy", b"x", "1 bytes, and it was written with"),
        ("CARD.md", None, "it is missing; copy the whole folder again"),
        ("model.json", b'{"schema": 9}', "install a newer article-detector"),
        ("model.json", b"{", "cannot be read"),
    ],
)
def test_every_file_that_is_wrong_is_named(
    invoke: Invoke, tmp_path: Path, name: str, damage: bytes | None, said: str
) -> None:
    (tmp_path / "mine").mkdir()
    file = write_model(tmp_path / "mine") / name
    file.unlink()
    if damage is not None:
        file.write_bytes(damage)
    result = invoke("model", "verify", "mine")
    assert result.exit_code == 1
    wrong = [line for line in result.stdout.splitlines() if line.startswith("WRONG")]
    assert len(wrong) == 1
    assert wrong[0].startswith(f"WRONG  {name}: mine/{name}: ")
    assert said in wrong[0]


def test_what_somebody_else_put_there_is_named_and_not_shown(
    invoke: Invoke, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    write_model(tmp_path / "mine")
    (tmp_path / "mine" / "odd\x1b[31m.pkl").write_bytes(b"")
    result = invoke("model", "verify", "mine")
    assert "other files: never read: odd[31m.pkl" in result.stdout
    assert result.exit_code == 0
