"""The stored tables are those that would be compiled, and are left where they would not be."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np

from detector.traits import MEASURES, TRAITS, stored
from detector.traits.shapes import Pattern
from detector.traits.tables import compile_tables

ALL = (*TRAITS, *MEASURES)
ADVICE = "run `make tables`, or `python -m training tables`"


def test_they_are_what_is_compiled_anew(tmp_path: Path) -> None:
    stored.write(ALL, tmp_path)
    for name in ("tables.json", "tables.npy"):
        assert (tmp_path / name).read_bytes() == (stored.HERE / name).read_bytes(), ADVICE


def test_they_are_read_as_they_were_written() -> None:
    read, made = stored.stored_tables(ALL), compile_tables(ALL)
    assert list(read.members) == list(made.members)
    assert all(np.array_equal(read.members[name], made.members[name]) for name in made.members)
    assert np.array_equal(read.tables.trie.entries, made.tables.trie.entries)
    assert np.array_equal(read.tables.words, made.tables.words)
    for name, gate in made.gates.items():
        assert repr(stored._fields(read.gates[name]).keys()) == repr(stored._fields(gate).keys())
        assert read.gates[name].first.dtype == gate.first.dtype
        assert np.array_equal(read.gates[name].near, gate.near)


def test_a_pattern_that_has_changed_is_compiled_anew(tmp_path: Path) -> None:
    for name in ("tables.json", "tables.npy"):
        shutil.copy(stored.HERE / name, tmp_path)
    place, pattern = next(
        (place, each)
        for place, each in enumerate(ALL)
        if isinstance(each, Pattern) and each.triggers
    )
    changed = replace(pattern, triggers=(*pattern.triggers, "\u2603"))
    tables = stored.stored_tables((*ALL[:place], changed, *ALL[place + 1 :]), tmp_path).tables
    assert tables.triggers[0x2603]
    assert not stored.stored_tables(ALL, tmp_path).tables.triggers[0x2603]


def test_without_stored_tables_they_are_compiled(tmp_path: Path) -> None:
    assert stored.stored_tables(ALL, tmp_path).members.keys()
