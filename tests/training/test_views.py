"""The forms in which training shows an article."""

import pytest

from training.datasets import Labelled
from training.views import flatten, views


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
    found = views([article])
    assert [view.text for view in found] == shown
    assert sum(view.weight for view in found) == 1.0
