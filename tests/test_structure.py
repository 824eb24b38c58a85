"""The shape of the house: what stands where, what imports what, and how long it is."""

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import detector
from detector.traits import MEASURES, TRAITS, measures
from detector.traits.shapes import Pattern, Phrases, Structure
from detector.traits.tables import phrase_list

HOUSE = Path(detector.__file__).parent.parent
PHRASES = HOUSE / "detector/traits/phrases/en"

# From the ground up: a room imports only rooms that stand before it.
ROOMS = (
    "detector.version",
    "detector.errors",
    "detector.printable",
    "detector.uncompiled",
    "detector.characters",
    "detector.article",
    "detector.batches",
    "detector.gathering",
    "detector.lexicon",
    "detector.lexer",
    "detector.loops",
    "detector.weighing",
    "detector.wire",
    "detector.hashing",
    "detector.arrays",
    "detector.fences",
    "detector.plain",
    "detector.lexemes",
    "detector.lexing",
    "detector.disguises",
    "detector.traits",
    "detector.features",
    "detector.json_text",
    "detector.verdict",
    "detector.model_folder",
    "detector.model_limits",
    "detector.plain_data",
    "detector.lines",
    "detector.application",
    "detector.model",
    "detector.model_check",
    "detector.written",
    "detector.evidence",
    "detector.detect",
    "detector.__init__",
    "detector.formats",
    "detector.review",
    "detector.pages",
    "detector.cli",
    "detector.serve",
    "detector.integrations",
    "detector.__main__",
    "training",
)
# Parts of `detector.traits` that are not traits.
TOOLS = {"__init__", "anchors", "gates", "shapes", "stored", "tables", "where"}
HEAVY = ("sklearn", "joblib", "scipy", "pandas", "pyarrow", "trafilatura", "torch")
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
LONG_FILE, LONG_TRAIT, LONG_FUNCTION = 250, 60, 40
SOURCES = sorted(path for room in ("detector", "training") for path in (HOUSE / room).rglob("*.py"))
TRAIT_FILES = sorted(
    path for path in (HOUSE / "detector/traits").glob("*.py") if path.stem not in TOOLS
)
ROOM_IDS = [str(path.relative_to(HOUSE)) for path in SOURCES]
TRAIT_IDS = [path.stem for path in TRAIT_FILES]


def _room(module: str) -> str:
    """Return the room that a module, or a name in one, belongs to."""
    parts = module.split(".")
    if parts[0] == "training":
        return "training"
    return ".".join(parts[:2]) if len(parts) > 1 else "detector.__init__"


def _module(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts)


def _at_once(nodes: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements that run when the module is imported."""
    for node in nodes:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield from _at_once(node.orelse)
        elif not isinstance(node, ast.FunctionDef):
            yield node
            for part in ("body", "orelse", "handlers", "finalbody"):
                yield from _at_once(getattr(node, part, []))


def _imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module in ("detector", "training"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _own(imports: Iterator[str]) -> set[str]:
    rooms = {_room(name) for name in imports if name.split(".")[0] in ("detector", "training")}
    return {room if room in ROOMS else "detector.__init__" for room in rooms}


@pytest.mark.parametrize("path", SOURCES, ids=ROOM_IDS)
def test_every_file_stands_in_a_room(path: Path) -> None:
    assert _room(_module(path)) in ROOMS


@pytest.mark.parametrize("path", SOURCES, ids=ROOM_IDS)
def test_imports_point_one_way(path: Path) -> None:
    room = _room(_module(path))
    imported = _own(_imports(_at_once(ast.parse(path.read_text("utf-8")).body)))
    later = {each for each in imported - {room} if ROOMS.index(each) > ROOMS.index(room)}
    assert not later, f"{_module(path)} stands before {sorted(later)} and imports them"


@pytest.mark.parametrize("path", SOURCES, ids=ROOM_IDS)
def test_only_commands_reach_training(path: Path) -> None:
    imported = _own(_imports(ast.walk(ast.parse(path.read_text("utf-8")))))
    allowed = _room(_module(path)) in ("detector.cli", "training")
    assert allowed or "training" not in imported


def test_traits_do_not_import_one_another() -> None:
    own = {f"detector.traits.{name}" for name in TRAIT_IDS}
    for path in TRAIT_FILES:
        imported = set(_imports(ast.walk(ast.parse(path.read_text("utf-8")))))
        assert not imported & own, path.name


@pytest.mark.parametrize("module", ["detector", "detector.cli", "detector.detect"])
def test_scoring_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    run = [sys.executable, "-c", code]
    loaded = subprocess.run(run, capture_output=True, text=True, check=True, cwd=HOUSE)
    assert not set(loaded.stdout.split()) & {*HEAVY, "training"}


def test_the_command_line_opens_without_numpy() -> None:
    code = "import sys, detector.cli; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=HOUSE)


@pytest.mark.parametrize("path", TRAIT_FILES, ids=TRAIT_IDS)
def test_a_trait_is_listed_named_and_shown(path: Path) -> None:
    module = importlib.import_module(f"detector.traits.{path.stem}")
    trait = module.TRAIT
    assert any(trait is each for each in TRAITS), "add it to TRAITS in detector/traits/__init__.py"
    assert trait.name == path.stem
    assert trait.doc == module.__doc__
    assert trait.doc.strip()
    assert isinstance(trait, Phrases | Pattern | Structure)
    assert len(trait.flags) >= 3
    assert len(trait.passes) >= 3
    assert len(trait.passes) >= len(trait.flags) - 1
    assert all(example.spans for example in trait.flags)


def test_every_listed_trait_has_a_file() -> None:
    names = [trait.name for trait in TRAITS]
    assert len(set(names)) == len(names)
    assert set(names) == set(TRAIT_IDS)


def test_every_measure_is_listed() -> None:
    folder = Path(measures.__file__).parent
    found = []
    for path in sorted(folder.glob("*.py")):
        module = importlib.import_module(f"detector.traits.measures.{path.stem}")
        found += list(getattr(module, "MEASURES", ()) if path.stem != "__init__" else ())
    assert {each.name for each in found} == {each.name for each in MEASURES}


@pytest.mark.parametrize("path", sorted(PHRASES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_phrase_list_is_used_and_says_words(path: Path) -> None:
    code = "".join(source.read_text("utf-8") for source in SOURCES if "traits" in source.parts)
    assert f'"{path.stem}"' in code or f"{path.stem}.txt" in code, f"nothing reads {path.name}"
    if f'lines="{path.stem}"' in code:
        phrases = phrase_list(path.stem)
        assert phrases
        assert all(any(map(str.isalnum, phrase)) for phrase in phrases)


@pytest.mark.parametrize("path", SOURCES, ids=ROOM_IDS)
def test_names_say_what_is_inside(path: Path) -> None:
    assert path.stem not in VAGUE


def _is_compiled(path: Path) -> bool:
    """Tell whether it holds loops: restricted Python, in which a call costs what a line saves."""
    return path.read_text("utf-8").startswith("# cython:")


@pytest.mark.parametrize("path", SOURCES, ids=ROOM_IDS)
def test_files_are_short(path: Path) -> None:
    if not _is_compiled(path):
        assert len(path.read_text("utf-8").splitlines()) <= LONG_FILE


@pytest.mark.parametrize("path", TRAIT_FILES, ids=TRAIT_IDS)
def test_a_trait_has_little_code(path: Path) -> None:
    assert _logic(ast.parse(path.read_text("utf-8"))) <= LONG_TRAIT


def _logic(tree: ast.Module) -> int:
    """Count the lines of code, the docstring and the value `TRAIT` with its examples left out."""
    body = [node for node in tree.body if "TRAIT" not in _targets(node)]
    return sum(_length(node) for node in body if not _is_text(node))


def _targets(node: ast.stmt) -> set[str]:
    if not isinstance(node, ast.Assign):
        return set()
    return {target.id for target in node.targets if isinstance(target, ast.Name)}


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _length(node: ast.stmt) -> int:
    docstring = sum(_length(part) for part in getattr(node, "body", [])[:1] if _is_text(part))
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1 - docstring


@pytest.mark.parametrize("path", SOURCES, ids=ROOM_IDS)
def test_functions_are_short(path: Path) -> None:
    if _is_compiled(path):
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert _length(node) <= LONG_FUNCTION, f"{node.name}, line {node.lineno}"


def test_the_phrases_go_into_the_wheel() -> None:
    assert PHRASES.is_relative_to(HOUSE / "detector")
    assert "traits/phrases/**/*.txt" in (HOUSE / "pyproject.toml").read_text("utf-8")
