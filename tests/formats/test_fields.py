"""What becomes of a record's fields, and what is said of a record without text."""

from typing import Any

import pytest

from detector.formats import Place, ReadOptions, Record, Unreadable
from detector.formats.fields import kind_of, to_record


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "null"),
        (True, "true or false"),
        (0, "a number"),
        (0.5, "a number"),
        ("", "a string"),
        ([], "a list"),
        ({}, "an object"),
        (b"", "a bytes"),
    ],
)
def test_kinds_are_named_as_in_json(value: object, kind: str) -> None:
    assert kind_of(value) == kind


def made(fields: dict[str, Any], **options: Any) -> Record | Unreadable:
    return to_record(fields, place=Place(path="in"), options=ReadOptions(**options))


def test_the_text_and_the_identifier_may_be_anywhere() -> None:
    fields = {"meta": {"key": 7}, "content": {"body": "a"}, "text": 5}
    found = made(fields, text_field="content.body", id_field="meta.key")
    assert isinstance(found, Record)
    assert (found.article.text, found.article.id) == ("a", "7")
    assert found.fields is fields
    assert found.text_at == ("content", "body")


@pytest.mark.parametrize("count", [7, 8, 9, 100])
def test_a_record_without_text_names_its_first_fields(count: int) -> None:
    found = made({f"field{number}": 1 for number in range(count)})
    assert isinstance(found, Unreadable)
    assert found.reason.count("'field") == min(count, 8)
    assert ("more" in found.reason) == (count > 8)
    assert "--text-field" in found.reason
