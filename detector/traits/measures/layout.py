"""Lines: how they are filled, how they end, and what they are. Blank ones are not looked at."""

import numpy as np
import numpy.typing as npt

from detector.arrays import ADDRESSES, PIPES, SENTENCES, TABS, WORDS, Floats, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.measures.rates import column_rate, line_share, ratio, spread
from detector.traits.shapes import Measure

SHORT = 5  # words
BARE = 12


def _words_per_line(lexemes: Lexemes, _: PhraseHits) -> Floats:
    return ratio(lexemes.totals[:, WORDS], lexemes.filled_lines)


def _spread(lexemes: Lexemes, _: PhraseHits) -> Floats:
    squares = lexemes.total(lexemes.count(WORDS).astype(np.float64) ** 2)
    return spread(lexemes.totals[:, WORDS], squares, lexemes.filled_lines)


def _in_table(lexemes: Lexemes) -> npt.NDArray[np.bool_]:
    return np.asarray((lexemes.count(PIPES) > 1) | (lexemes.count(TABS) > 1))


def _is_bare(lexemes: Lexemes) -> npt.NDArray[np.bool_]:
    return np.asarray((lexemes.count(WORDS) <= BARE) & ~lexemes.ends_sentence & ~lexemes.bulleted)


MEASURES = (
    Measure(
        name="words_per_line",
        doc="Words on a line, on average.",
        value=_words_per_line,
        examples=[("One two three\n\nfour", 2.0), ("", 0.0)],
    ),
    Measure(
        name="line_length_spread",
        doc="How uneven the lines are: standard deviation of their words over the mean.",
        value=_spread,
        examples=[("One two three\n\nfour", 0.5), ("One two\nthree four", 0.0)],
    ),
    Measure(
        name="line_end_share",
        doc="Share of the lines that end as a sentence does.",
        value=line_share(lambda lexemes: lexemes.ends_sentence),
        examples=[("A heading\nIt rained.", 0.5), ("", 0.0)],
    ),
    Measure(
        name="sentence_line_share",
        doc="Share of the lines that hold a whole sentence.",
        value=line_share(lambda lexemes: lexemes.count(SENTENCES) > 0),
        examples=[("A heading\nIt rained.", 0.5), ("Home\nNews", 0.0)],
    ),
    Measure(
        name="short_line_share",
        doc=f"Share of the lines that have at most {SHORT} words.",
        value=line_share(lambda lexemes: lexemes.count(WORDS) <= SHORT),
        examples=[("Home\nNews", 1.0), ("The ferry did not sail on Monday.", 0.0)],
    ),
    Measure(
        name="bare_line_share",
        doc=f"Share of the lines of at most {BARE} words with no end and no bullet, as in menus.",
        value=line_share(_is_bare),
        examples=[("A heading\nIt rained.", 0.5), ("- milk\n- eggs", 0.0)],
    ),
    Measure(
        name="heading_share",
        doc="Share of the lines that Markdown marks as headings.",
        value=line_share(lambda lexemes: lexemes.heading),
        examples=[("# Rain\nIt rained.", 0.5), ("It rained.", 0.0)],
    ),
    Measure(
        name="list_share",
        doc="Share of the lines that begin with a bullet or a number.",
        value=line_share(lambda lexemes: lexemes.bulleted),
        examples=[("- milk\n2. eggs\nThat is all.\nBye.", 0.5), ("It rained.", 0.0)],
    ),
    Measure(
        name="table_share",
        doc="Share of the lines that are a row of a table, by pipes or tabs.",
        value=line_share(_in_table),
        examples=[("| a | b |\nIt rained.", 0.5), ("It rained.", 0.0)],
    ),
    Measure(
        name="address_rate",
        doc="Web addresses for each hundred words.",
        value=column_rate(ADDRESSES),
        examples=[("See https://example.org/a for more", 100 / 3), ("See below", 0.0)],
    ),
)
