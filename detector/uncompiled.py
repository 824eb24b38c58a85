"""Stands in for Cython where it is not installed, so that the lexer runs as plain Python."""

from collections.abc import Callable
from typing import Any

compiled = False
uchar = ushort = uint = ulonglong = Py_ssize_t = int


def _same(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


cfunc = inline = _same


def exceptval(*_: Any, **__: Any) -> Callable[..., Any]:
    """Take the place of the decorator that tells C how an error is reported."""
    return _same


def fused_type(*_: object) -> type[int]:
    """Take the place of a type that is one of several."""
    return int


def declare(_: object, value: int) -> int:
    """Take the place of the declaration of a C variable."""
    return value


def cast(kind: Callable[[float], int], value: float) -> int:
    """Take the place of what makes a C number of another kind."""
    return kind(value)


class _WithoutLock:
    """Takes the place of what releases the interpreter lock: a decorator, and a `with` block."""

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return function

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


nogil = _WithoutLock()
