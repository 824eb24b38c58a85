"""A spliced batch is the batch that the lexer yields for the same texts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detector.disguises.splice import spliced
from detector.lexemes import Lexemes
from detector.lexing import lex
from detector.traits import compiled

PIECES = st.sampled_from(
    ["Leave a comment", "\n", " ", "The ferry, 12 km.", "日本", "é", "𝒜", "", "In conclusion, "]
)
TEXTS = st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=20)


def assert_equal(one: Lexemes, other: Lexemes) -> None:
    assert one.text == other.text
    assert np.array_equal(one.codes, other.codes)
    assert np.array_equal(one.article_start, other.article_start)
    for part in ("tokens", "lines", "hits"):
        for name in getattr(one, part).__slots__:
            found, expected = (getattr(getattr(each, part), name) for each in (one, other))
            assert found.dtype == expected.dtype, name
            assert np.array_equal(found, expected), name


@given(texts=st.lists(st.tuples(TEXTS, st.none() | TEXTS), min_size=1, max_size=7))
def test_spliced_is_read_together(texts: list[tuple[str, str | None]]) -> None:
    tables = compiled().tables
    whole = lex([text for text, _ in texts], tables)
    changed = {place: new for place, (_, new) in enumerate(texts) if new is not None}
    others = lex(list(changed.values()), tables)
    expected = lex([text if new is None else new for text, new in texts], tables)
    if changed:
        assert_equal(spliced(whole, others, list(changed)), expected)
