"""The compiled files run as plain Python, which is their reference."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

import detector
from detector import (
    application,
    evidence,
    features,
    hashing,
    lexemes,
    lexer,
    lexing,
    loops,
    weighing,
    wire,
    written,
)
from detector.lines import forest, second_look, surroundings, sweeps
from detector.traits.measures import vocabulary
from detector.traits.structures import crowds, glue, repeats

FOLDER = Path(detector.__file__).parent
# Who calls the loops, and which of their files.
CALLERS: tuple[tuple[ModuleType, str, ModuleType], ...] = (
    (lexing, "lexer", lexer),
    (hashing, "lexer", lexer),
    (features, "lexer", lexer),
    (application, "weighing", weighing),
    (evidence, "weighing", weighing),
    (written, "wire", wire),
    (lexemes, "loops", loops),
    (crowds, "loops", loops),
    (glue, "lexer", lexer),
    (repeats, "loops", loops),
    (vocabulary, "loops", loops),
    (forest, "sweeps", sweeps),
    (second_look, "sweeps", sweeps),
    (surroundings, "sweeps", sweeps),
)


def plain(module: ModuleType) -> ModuleType:
    """Load a compiled module's own file as plain Python."""
    name = module.__name__.removeprefix("detector.")
    source = FOLDER.joinpath(*name.split(".")).with_suffix(".py")
    spec = importlib.util.spec_from_file_location(f"plain_{source.stem}", source)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    assert not loaded.COMPILED
    return loaded


def plain_without_cython(module: ModuleType) -> ModuleType:
    """Load the file as it runs where Cython is not installed."""
    hidden = sys.modules.get("cython")
    sys.modules["cython"] = None  # type: ignore[assignment]
    try:
        return plain(module)
    finally:
        del sys.modules["cython"]
        if hidden:
            sys.modules["cython"] = hidden


@contextmanager
def all_plain() -> Iterator[None]:
    """Within the block, everything runs as on a machine without a compiler."""
    loaded = {module: plain(module) for _, _, module in CALLERS}
    with pytest.MonkeyPatch.context() as patch:
        for caller, name, module in CALLERS:
            assert getattr(caller, name) is module
            patch.setattr(caller, name, loaded[module])
        yield
