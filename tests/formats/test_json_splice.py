"""A string put into a line of JSON: there it stands, and no other byte has moved."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.formats.json_splice import spliced
from detector.formats.paths import replaced

from .samples import any_text, json_values

LINES = {
    # a line: the steps to a value in it, and what the line is then
    b'{"text":"a"}': (["text"], b'{"text":NEW}'),
    b'  {"n":1.50, "text" : "a" }\r\n': (["text"], b'  {"n":1.50, "text" : NEW }\r\n'),
    b'{"text":"a","n":1,"text":"b"}': (["text"], b'{"text":"a","n":1,"text":NEW}'),
    b'{"text":"a\\"}, [b","n":2}': (["text"], b'{"text":NEW,"n":2}'),
    b'{"text":"a\\\\","n":"\\""}': (["text"], b'{"text":NEW,"n":"\\""}'),
    b'{"t\\u0065xt":"a"}': (["text"], b'{"t\\u0065xt":NEW}'),
    b'{"\x00":"a","text":"b\x01"}': (["text"], b'{"\x00":"a","text":NEW}'),
    b'{"":"a"}': ([""], b'{"":NEW}'),
    b'{"n":[1,{"text":5}],"a":{"text":"b"},"text":"c"}': (
        ["text"],
        b'{"n":[1,{"text":5}],"a":{"text":"b"},"text":NEW}',
    ),
    b'{"a":[[], {"b":"c"}, NaN]}': (["a", 1, "b"], b'{"a":[[], {"b":NEW}, NaN]}'),
    b'{"a":["x" , "y"]}': (["a", 1], b'{"a":["x" , NEW]}'),
    b'{"a":{"b":"c"},"a":{"b":"d"}}': (["a", "b"], b'{"a":{"b":"c"},"a":{"b":NEW}}'),
    b'{"a":{"0":"c"}}': (["a", "0"], b'{"a":{"0":NEW}}'),
}


@pytest.mark.parametrize(("line", "keys", "after"), [(k, *v) for k, v in LINES.items()])
def test_the_value_and_nothing_else(line: bytes, keys: list[str | int], after: bytes) -> None:
    assert spliced(line, keys, b"NEW") == after


def test_steps_that_lead_nowhere() -> None:
    with pytest.raises(KeyError):
        spliced(b'{"text":"a"}', ["body"], b"NEW")


def places(value: Any, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the steps to everything in a value."""
    yield keys
    children = value if isinstance(value, list) else []
    for key, child in value.items() if isinstance(value, dict) else enumerate(children):
        yield from places(child, (*keys, key))


@given(json_values, any_text, st.sampled_from([None, 0, 2]), st.booleans(), st.data())
def test_any_value_in_any_line(
    value: Any, new: str, indent: int | None, ascii_only: bool, data: st.DataObject
) -> None:
    value = json.loads(json.dumps(value))
    line = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    keys = data.draw(st.sampled_from(list(places(value))))
    try:
        found = spliced(line.encode(), keys, json.dumps(new).encode())
    except UnicodeEncodeError:  # half a surrogate pair, which no file can hold unescaped
        return
    assert json.loads(found) == replaced(json.loads(line), keys, new)
