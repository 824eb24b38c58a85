"""One record as JSON: parsed without loss, written, and written again with a verdict in it.

orjson is fast but strict, and turns an integer beyond 64 bits into a float. So whatever it
refuses, or may have rounded, goes through the standard library, which also knows NaN, Infinity
and lone surrogates.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from detector.errors import FormatError
from detector.formats.fields import kind_of
from detector.formats.json_splice import spliced
from detector.formats.paths import lookup
from detector.formats.records import Record
from detector.json_text import encode, encode_result

DEEPEST = 200
BRACKETS = 2 * DEEPEST  # bytes, at the least, of what is nested deeper
TOO_MANY_DIGITS = "a number of more digits than can be read"
WHITESPACE = b" \t\r\n"


def parse(line: bytes) -> dict[str, Any]:
    """Return the object on one line; FormatError says what is wrong with it.

    Control characters inside a string, NUL included, are let through: they are against the
    standard, but scraped text has them and nothing is gained by losing the record.
    """
    try:
        value = orjson.loads(line)
        exact = check_depth(value)
    except orjson.JSONDecodeError:
        exact = False
    return as_object(value if exact else _patiently(line))


def plain_text(line: bytes, name: str, into: str) -> str | None:
    """Return the text of a record to which a verdict can be added with no further look at it.

    None means `parse` and what follows it: for whatever is no record, has an `into` already, is no
    JSON to orjson, or may be nested too deep. Brackets of nesting stand outside of the text: where
    there are few bytes but the text's, there is no need to count them.
    """
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if type(fields) is not dict or into in fields:
        return None
    text = fields.get(name)
    if type(text) is not str:
        text = lookup(fields, name)
    if type(text) is not str or (
        len(line) - len(text) >= BRACKETS and line.count(b"[") + line.count(b"{") >= DEEPEST
    ):
        return None
    return text


def as_object(value: Any) -> dict[str, Any]:
    """Return `value` if it is an object, or raise FormatError."""
    if not isinstance(value, dict):
        raise FormatError(
            f'this is {kind_of(value)}, not an object: a record looks like {{"text": "..."}}'
        )
    return value


def check_depth(value: Any) -> bool:
    """Return whether every number is certainly exact; FormatError if nested too deep to rewrite.

    A float of 2**63 or more may have been an integer before orjson saw it. Level by level rather
    than by recursion, which deep nesting would exhaust.
    """
    level = [value]
    for _ in range(DEEPEST):
        if any(type(item) is float and abs(item) >= 2**63 for item in level):
            return False
        level = [child for item in level for child in _children(item)]
        if not level:
            return True
    raise FormatError(f"nested deeper than {DEEPEST} levels: flatten the record")


def what_is_wrong(error: json.JSONDecodeError) -> str:
    """Return the decoder's message in a form that goes on with the column."""
    return f"not JSON: {error.msg.removesuffix(' at')} at column {error.colno}"


def with_verdict(
    fields: Mapping[str, Any], verdict: Mapping[str, Any] | None, into: str
) -> dict[str, Any]:
    """Return the fields and, if there is a verdict, the verdict under `into`."""
    return dict(fields) if verdict is None else {**fields, into: verdict}


def marked(record: Record, verdict: Mapping[str, Any] | None, into: str) -> bytes:
    """Return the record as JSON with the verdict under `into`, or as it was without one.

    A line that is still at hand is not rewritten: the verdict is put before its last brace, a new
    text where the old one was, and every other byte stays, number formats and duplicate keys
    included. Only where `into` is there already must the record be written anew.
    """
    if record.raw is None or (verdict is not None and into in record.fields):
        return encode(with_verdict(record.fields, verdict, into))
    line = record.raw
    if record.rewritten:
        line = spliced(line, record.text_at, encode(record.article.text))
    if verdict is None:
        return line
    comma = b"," if record.fields else b""
    return b"".join(with_member(line, comma + member(into) + encode_result(verdict)))


def member(name: str) -> bytes:
    """Return the start of a member of an object, up to its value."""
    return encode(name) + b":"


def with_member(line: bytes, added: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return the pieces of a line that holds an object, with more before its last brace."""
    body = line.rstrip(WHITESPACE)
    return body[:-1], added, b"}", line[len(body) :]


def _patiently(line: bytes) -> Any:
    try:
        value = json.loads(line.rstrip(WHITESPACE).decode(), strict=False)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"byte {error.start + 1} of the line is not UTF-8: convert the file to UTF-8"
        ) from None
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{what_is_wrong(error)}; the line may have been cut off: write it again"
        ) from None
    except RecursionError:
        raise FormatError(f"nested deeper than {DEEPEST} levels: flatten the record") from None
    except ValueError:
        raise FormatError(f"{TOO_MANY_DIGITS}: make it a string") from None
    check_depth(value)
    return value


def _children(value: Any) -> Iterable[Any]:
    if type(value) is dict:
        return value.values()
    return value if type(value) is list else ()
