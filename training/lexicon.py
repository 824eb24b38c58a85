"""Counts which words English articles share, and writes their hashes for the lexer to know.

A word counts once a group (site or author), so that no single site can bring in its own; only the
hashes are kept, in order of how many groups use the word. Raw scrapes, in which words run together
("byThe"), are left out, and so is every word with a capital inside.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detector.arrays import INNER_CAPITAL, WORD
from detector.lexing import lex
from detector.traits.tables import NOTHING
from training.datasets import Labelled

GROUPS = 6  # a word that fewer groups use is not known
RAW_FAMILIES = {"echoes"}
CHARACTERS = 4000  # of each article, so that long ones do not bring in more than others


def count_words(articles: Iterable[Labelled]) -> npt.NDArray[np.uint32]:
    """Hashes of the words that at least `GROUPS` groups of good articles use, commonest first."""
    groups: dict[str, int] = {}
    pairs: list[npt.NDArray[np.uint64]] = []
    for batch in _batches(filter(_is_clean, articles)):
        lexemes = lex([article.text[:CHARACTERS] for article in batch], NOTHING)
        words = (lexemes.tokens.kind == WORD) & (lexemes.tokens.shape & INNER_CAPITAL == 0)
        number = np.array([groups.setdefault(each.group, len(groups)) for each in batch])
        group = number[lexemes.article_of_token[words]].astype(np.uint64)
        pairs.append(np.unique(group << np.uint64(32) | lexemes.tokens.hash[words]))
    distinct = np.unique(np.concatenate(pairs)) & np.uint64(0xFFFFFFFF)
    hashes, uses = np.unique(distinct, return_counts=True)
    order = np.lexsort((hashes, -uses))
    return np.asarray(hashes[order][uses[order] >= GROUPS], np.uint32)


def write(articles: Iterable[Labelled], target: Path) -> int:
    """Write the lexicon to `target` (an .npy file); returns how many words it knows."""
    words = count_words(articles)
    np.save(target, words, allow_pickle=False)
    return len(words)


def _is_clean(article: Labelled) -> bool:
    return article.good and article.family not in RAW_FAMILIES


def _batches(articles: Iterator[Labelled], size: int = 512) -> Iterator[list[Labelled]]:
    while batch := list(islice(articles, size)):
        yield batch
