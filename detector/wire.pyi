"""Types of the loop, whose own annotations are Cython's. Buffers are flat and of fixed types."""

from typing import Any

COMPILED: bool

def write(*given: Any) -> None: ...
