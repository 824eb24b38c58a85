"""What can be said of a line by itself: numbers that hold in any language, and what traits found.

`size` is the length of a line in words of five letters, so that languages without spaces can be
told apart by the same numbers as others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detector import arrays, traits
from detector.arrays import Floats, Mask
from detector.lexemes import Lexemes
from detector.lines import repeats
from detector.lines.cleaned import ResidueKind
from detector.lines.repeats import Column, Places
from detector.traits import Findings
from detector.traits.structures.source import line_at

LETTERS_A_WORD = 5.0
IDEOGRAPHS_A_WORD = 1.7
PROSE_SIZE = 8.0  # a line of this size that ends as a sentence does is prose

ENDS = {"stop": ".。", "question": "!?！？", "colon": ":：;", "ellipsis": "…", "comma": ",，、"}
ENDS |= {"closing": "\"'”’)]»」』"}
BEGINS = {"quote": "\"'“‘«„「『", "bullet": "-*+•‣·–—▪◦●", "sign": "©®→›»▶|#@"}
# Traits that point at residue; the others judge the article.
POINTING = (
    "comment_tail", "share_prompt", "newsletter_call", "related_links", "cookie_notice",
    "paywall_stub", "block_page", "affiliate_disclosure", "copyright_line", "navigation_run",
    "promotion", "section_label", "stray_tag", "shortcode", "templated_table",
    "repeated_line", "repeated_paragraph", "lead_bullet", "stock_heading", "byline",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Page:
    """The filled lines of a batch: page `p` has the lines `bounds[p]:bounds[p + 1]`.

    `place` is a line's place among all lines of the batch. `own` has a row a line and the columns
    of `NAMES`; the other arrays are what the neighbourhood is made of.
    """

    place: Places
    page: Places
    bounds: Places
    own: npt.NDArray[np.float32]
    size: Floats
    prose: Mask


SHARES = (
    ("uppers", arrays.UPPERS, arrays.LETTERS),
    ("capitalised", arrays.CAPITALISED, arrays.WORDS),
    ("names", arrays.NAMES, arrays.WORDS),
    ("word_length", arrays.WORD_LETTERS, arrays.WORDS),
)
PER_SIZE = (
    ("digits", arrays.DIGITS),
    ("numbers", arrays.NUMBERS),
    ("punctuation", arrays.PUNCTUATIONS),
    ("commas", arrays.COMMAS),
    ("quotes", arrays.QUOTES),
    ("markup", arrays.MARKUPS),
    ("symbols", arrays.SYMBOLS),
    ("pipes", arrays.PIPES),
    ("addresses", arrays.ADDRESSES),
    ("spaces", arrays.SPACES),
)
NAMES = (
    "size", "words", "sentences", "sentence_words", "sentence_spread",
    "ends_sentence", *(f"ends_{name}" for name in ENDS),
    "begins_upper", "begins_lower", "begins_digit", *(f"begins_{name}" for name in BEGINS),
    "shouted", *(name for name, _, _ in SHARES), *(f"{name}_unlike_prose" for name, _, _ in SHARES),
    *(name for name, _ in PER_SIZE),
    "ideographs", "bulleted", "code",
    "copies", "copies_before", "alike", "alike_near",
    "common_words", "shared_words", "own_words", "near_words", "far_words",
    *(f"kind.{kind}" for kind in ResidueKind),
    *(f"trait.{name}" for name in POINTING),
)  # fmt: skip


def table(columns: Sequence[Column], lines: int) -> npt.NDArray[np.float32]:
    """Put columns beside each other."""
    rows = np.empty((lines, len(columns)), np.float32)
    for number, values in enumerate(columns):
        rows[:, number] = values
    return rows


def measure(findings: Findings, kind: npt.NDArray[np.int8]) -> Page:
    """Measure every line of a batch that is not blank; `kind` is that of all its lines."""
    whole = findings.whole
    place = np.flatnonzero(whole.filled)
    page = whole.lines.article[place].astype(np.int64)
    bounds = np.searchsorted(page, np.arange(len(whole) + 1))
    ideographs = _ideographs(whole)[place]
    letters = whole.count(arrays.LETTERS)[place]
    words = (whole.count(arrays.WORDS) + whole.count(arrays.NUMBERS))[place]
    size = (letters - ideographs + whole.count(arrays.DIGITS)[place]) / LETTERS_A_WORD
    size = size + ideographs / IDEOGRAPHS_A_WORD
    prose = whole.ends_sentence[place] & (size >= PROSE_SIZE)
    columns = [
        *_lengths(whole, place, size, words),
        *_edges(whole, place),
        *_shares(whole, place, size),
        ideographs / np.maximum(letters, 1),
        whole.bulleted[place],
        whole.code[place],
        *repeats.of_lines(whole, place, page),
        *repeats.of_words(whole, place, page, prose),
        *(kind[place] == number for number in range(len(ResidueKind))),
        *_pointed(findings, place),
    ]
    return Page(
        place=place,
        page=page,
        bounds=bounds,
        own=table(columns, len(place)),
        size=size,
        prose=prose,
    )


def _ideographs(whole: Lexemes) -> Column:
    marks = (whole.tokens.shape & arrays.IDEOGRAPH) > 0
    total = np.concatenate(([0], np.cumsum(marks, dtype=np.int32)))
    return np.asarray(total[whole.lines.token_end] - total[whole.lines.token])


def _lengths(whole: Lexemes, place: Places, size: Floats, words: Places) -> list[Column]:
    sentences = whole.count(arrays.SENTENCES)[place]
    spoken = whole.count(arrays.SENTENCE_WORDS)[place]
    squares = whole.count(arrays.SENTENCE_SQUARES)[place]
    return [
        size,
        words,
        sentences,
        spoken,
        np.sqrt(squares / np.maximum(sentences, 1)),
    ]


def _edges(whole: Lexemes, place: Places) -> list[Column]:
    first, last = whole.lines.first[place], whole.lines.last[place]
    token = np.minimum(whole.lines.token[place], max(len(whole.tokens.start) - 1, 0))
    shape = whole.tokens.shape[token] if len(whole.tokens.start) else np.zeros(len(place), np.uint8)
    kind = whole.tokens.kind[token] if len(whole.tokens.start) else np.zeros(len(place), np.uint8)
    word = kind == arrays.WORD
    return [
        whole.ends_sentence[place],
        *(np.isin(last, [ord(each) for each in ends]) for ends in ENDS.values()),
        word & ((shape & arrays.CAPITAL) > 0),
        word & ((shape & (arrays.CAPITAL | arrays.IDEOGRAPH)) == 0),
        kind == arrays.NUMBER,
        *(np.isin(first, [ord(each) for each in begins]) for begins in BEGINS.values()),
    ]


def _shares(whole: Lexemes, place: Places, size: Floats) -> list[Column]:
    of_words = _of_words(whole, place)
    return [
        whole.count(arrays.SHOUTED)[place] / np.maximum(whole.count(arrays.WORDS)[place], 1),
        *of_words,
        *_unlike_prose(whole, place, of_words),
        *(whole.count(part)[place] / (size + 1.0) for _, part in PER_SIZE),
    ]


def _of_words(whole: Lexemes, place: Places) -> list[Column]:
    counts = ((whole.count(part)[place], whole.count(of)[place]) for _, part, of in SHARES)
    return [part / np.maximum(of, 1) for part, of in counts]


def _unlike_prose(whole: Lexemes, place: Places, shares: Sequence[Column]) -> list[Column]:
    """How far the shares of words are from those of the page's sentences.

    Languages differ in what they write with a capital, and in how long their words are.
    """
    page = whole.lines.article[place]
    ends = whole.ends_sentence[place]
    columns = []
    for share, (_, part, of) in zip(shares, SHARES, strict=True):
        held, all_of = (
            np.bincount(page, whole.count(each)[place] * ends, len(whole)) for each in (part, of)
        )
        usual = held / np.maximum(all_of, 1)
        columns.append(np.where((all_of > 0)[page], share - usual[page], 0.0))
    return columns


def _pointed(findings: Findings, place: Places) -> list[Column]:
    """Which traits were found on a line."""
    whole = findings.whole
    columns: list[Column] = []
    found = {each.name: at for each, at in zip(traits.TRAITS, findings.spans, strict=True)}
    for name in POINTING:
        spans = found[name]
        line, last = line_at(whole, spans.start), line_at(whole, spans.end - 1)
        edge = np.bincount(line, minlength=len(whole.lines) + 1)
        edge -= np.bincount(last + 1, minlength=len(whole.lines) + 1)
        columns.append((np.cumsum(edge)[:-1] > 0)[place])
    return columns
