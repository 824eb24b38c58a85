"""`detector traits`: everything that is looked for, and all about each."""

import pytest

from detector.cli.traits import complete_name
from detector.traits import MEASURES, TRAITS

from .samples import Invoke


def test_lists_them_all(invoke: Invoke) -> None:
    shown = invoke("traits").stdout
    for each in (*TRAITS, *MEASURES):
        assert f"{each.name} " in shown
        assert " ".join(each.doc.split()[:3]) in shown


@pytest.mark.parametrize("name", [each.name for each in (*TRAITS, *MEASURES)])
def test_tells_all_about_one(invoke: Invoke, name: str) -> None:
    result = invoke("traits", name)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{name}\n")
    assert "Found in:" in result.stdout or "Is " in result.stdout


def test_spans_of_examples_are_in_brackets(invoke: Invoke) -> None:
    assert "[Leave a comment]" in invoke("traits", "comment_tail").stdout


@pytest.mark.parametrize(("name", "advice"), [("coment_tail", "comment_tail"), ("x", "lists")])
def test_an_unknown_name(invoke: Invoke, name: str, advice: str) -> None:
    result = invoke("traits", name)
    assert result.exit_code == 2
    assert advice in result.stderr


def test_names_are_completed() -> None:
    assert complete_name("comment_") == ["comment_tail"]
    assert complete_name("no such") == []
