"""Dotted paths into a record: find what stands there, and put something else in its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MISSING = object()

Keys = tuple[str | int, ...]
"""The steps to a value: a key for each object, a number for each list."""


def lookup(value: Any, path: str) -> Any:
    """Return what stands at a dotted path, or `MISSING`.

    The longest key is tried first, so `{"a.b": 1}` wins over `{"a": {"b": 2}}`.
    """
    return located(value, path)[1]


def located(value: Any, path: str) -> tuple[Keys, Any]:
    """Return the steps to what `lookup` finds, and what it finds.

    >>> located({"content": [{"body": "The ferry"}]}, "content.0.body")
    (('content', 0, 'body'), 'The ferry')
    """
    if isinstance(value, Mapping) and path in value:
        return (path,), value[path]
    for head, rest in _splits(path):
        step, inner = _child(value, head)
        if inner is not MISSING:
            steps, found = located(inner, rest)
            if found is not MISSING:
                return (step, *steps), found
    step, found = _child(value, path)
    return (step,), found


def replaced(value: Any, keys: Sequence[str | int], new: Any) -> Any:
    """Return a copy of objects and lists in which `new` stands at the end of the steps."""
    if not keys:
        return new
    step, *rest = keys
    inner = replaced(value[step], rest, new)
    if isinstance(value, Mapping):
        return {**value, step: inner}
    return [*value[:step], inner, *value[int(step) + 1 :]]


def _splits(path: str) -> Iterator[tuple[str, str]]:
    position = path.rfind(".")
    while position > 0:
        yield path[:position], path[position + 1 :]
        position = path.rfind(".", 0, position)


def _child(value: Any, key: str) -> tuple[str | int, Any]:
    if isinstance(value, Mapping):
        return key, value.get(key, MISSING)
    if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
        return int(key), value[int(key)]
    return key, MISSING
