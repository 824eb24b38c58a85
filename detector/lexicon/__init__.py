"""Which words the lexer knows, and how common they are: hashes and tiers, no texts.

`en.npy` holds the hashes of English words, the commonest first, as `python -m training lexicon`
counted them. The two word lists are written by hand: `function_words.txt` are the words that hold
a sentence together; `masked_words.txt` are read as one and the same word, because they tell how
a training set was made and not what an article is like (names of language models, for instance).
"""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

COMMON_WORDS = 8000
HERE = Path(__file__).parent
FILES = tuple(HERE / name for name in ("en.npy", "function_words.txt", "masked_words.txt"))


@cache
def words() -> npt.NDArray[np.uint32]:
    """Hashes of the known words, the commonest first."""
    return np.asarray(np.load(HERE / "en.npy", allow_pickle=False), np.uint32)


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the words of one of the lists written by hand."""
    return tuple((HERE / f"{name}.txt").read_text("utf-8").split())
