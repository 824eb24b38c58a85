"""The forms in which training shows an article."""

import pytest

from training.datasets import Labelled
from training.recipe import Recipe
from training.views import crop, flatten, views


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("One line.\n\nAnother  line.", "One line. Another line."),
        ("It was sold byThe firm.", "It was sold by The firm."),
        ("The end came, and all went home. And then it was", "The end came, and all went home."),
        (
            "Oh. And then the long rest of it was cut off",
            "Oh. And then the long rest of it was cut off",
        ),
        ("No end at all here", "No end at all here"),
        ('She said "no."', 'She said "no."'),
        ("", ""),
    ],
)
def test_flatten(text: str, flat: str) -> None:
    assert flatten(text) == flat


@pytest.mark.parametrize(("layout", "shown"), [(True, ["A.\nB.", "A. B."]), (False, ["A. B."])])
def test_layout_is_shown_only_where_it_is_true(layout: bool, shown: list[str]) -> None:
    article = Labelled(text="A.\nB.", kind="good", group="g", source="s", family="f", layout=layout)
    found = views([article], Recipe(crops=0.0))
    assert [view.text for view in found] == shown
    assert sum(view.weight for view in found) == 1.0


LONG = " ".join(f"Sentence {number} says that the ferry was late." for number in range(200))


def _forms(text: str, recipe: Recipe) -> list[list[str]]:
    """Return the forms of two articles of the same text: the first and the second."""
    article = Labelled(text=text, kind="good", group="g", source="s", family="f")
    shown = views([article, article], recipe)
    for number in (0, 1):
        assert sum(view.weight for view in shown if view.article == number) == pytest.approx(1.0)
    return [[view.text for view in shown if view.article == number] for number in (0, 1)]


def test_one_is_cropped_and_the_other_gets_residue() -> None:
    cropped, dirty = _forms(LONG, Recipe(residue=0.2, crops=0.3))
    assert cropped[:2] == dirty[:2] == [LONG, LONG]
    assert cropped[2] in LONG
    assert 100 < len(cropped[2].split()) <= 320
    assert cropped[2].endswith(".")
    assert dirty[2] != LONG


def test_a_short_text_is_not_cropped() -> None:
    cropped, _ = _forms("The ferry was late.", Recipe(residue=0.2, crops=0.3))
    assert cropped == ["The ferry was late."] * 2


def test_a_crop_begins_and_ends_with_a_sentence() -> None:
    for seed in range(40):
        piece = crop(LONG, seed)
        assert piece.startswith("Sentence")
        assert piece.endswith("late.")
