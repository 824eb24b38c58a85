"""Stands in for Cython where it is not installed, so that the lexer runs as plain Python."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

compiled = False
nogil = nullcontext()


def _same(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


cfunc = inline = _same


def exceptval(*_: Any, **__: Any) -> Callable[..., Any]:
    """Take the place of the decorator that tells C how an error is reported."""
    return _same


ulonglong = int


def declare(_: object, value: int) -> int:
    """Take the place of the declaration of a C variable."""
    return value
