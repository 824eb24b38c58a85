"""Dotted paths: what they lead to, and putting something else there."""

import copy
from typing import Any

import pytest

from detector.formats.paths import MISSING, located, lookup, replaced

FIELDS: dict[str, Any] = {
    "text": "a",
    "content": {"body": "b", "parts": [{"text": "c"}, "d"], "x.y": "e"},
    "content.title": "f",
    "a.b": {"c": "g"},
    "a": {"b": {"c": "h"}, "d": "i"},
    "": "j",
    "0": "k",
    "null": None,
    ".": "l",
}

THERE = {
    "text": "a",
    "content.body": "b",
    "content.parts.0.text": "c",
    "content.parts.1": "d",
    "content.x.y": "e",
    "content.title": "f",
    "a.b.c": "g",
    "a.d": "i",
    "": "j",
    "0": "k",
    "null": None,
    ".": "l",
}

NOT_THERE = [
    "Text",
    "content.Body",
    "content.parts.2",
    "content.parts.-1",
    "content.parts.²",
    "content.parts.x",
    "content.parts.",
    "text.0",
    "text.x",
    "null.x",
    "content..body",
    "content.body.",
    ".text",
    "text.",
    "a.b.c.d",
    "..",
]


@pytest.mark.parametrize(("path", "value"), THERE.items())
def test_finds(path: str, value: object) -> None:
    assert lookup(FIELDS, path) == value


@pytest.mark.parametrize("path", NOT_THERE)
def test_does_not_find(path: str) -> None:
    assert lookup(FIELDS, path) is MISSING


def test_a_path_of_many_dots_does_not_take_for_ever() -> None:
    assert lookup(FIELDS, "a." * 300) is MISSING


@pytest.mark.parametrize(("path", "value"), THERE.items())
def test_the_steps_lead_there(path: str, value: object) -> None:
    keys, found = located(FIELDS, path)
    assert found == value
    walked: Any = FIELDS
    for key in keys:
        walked = walked[key]
    assert walked == value


@pytest.mark.parametrize("path", THERE)
def test_only_what_is_there_is_replaced(path: str) -> None:
    before = copy.deepcopy(FIELDS)
    changed = replaced(FIELDS, located(FIELDS, path)[0], "new")
    assert before == FIELDS
    assert lookup(changed, path) == "new"
    assert list(changed) == list(FIELDS)
    assert replaced(changed, located(FIELDS, path)[0], lookup(FIELDS, path)) == FIELDS
