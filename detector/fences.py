"""Where code stands between fences, as Markdown has them."""

import numpy as np

from detector.arrays import Lines, Mask, Tokens

LEAST = 3  # backticks or tildes of a fence


def fenced(lines: Lines, tokens: Tokens, articles: int) -> Mask:
    """Lines of a fenced code block, the fences included; an unclosed fence opens nothing."""
    fences = _fences(lines, tokens)
    if not fences.any():
        return fences
    total = np.bincount(lines.article, fences, articles).astype(np.int64)
    before = np.cumsum(fences) - np.repeat(
        np.concatenate(([0], np.cumsum(total)[:-1])), np.bincount(lines.article, minlength=articles)
    )
    unclosed = (before == total[lines.article]) & (before % 2 == 1)
    return np.asarray(fences | ((before % 2 == 1) & ~unclosed))


def _fences(lines: Lines, tokens: Tokens) -> Mask:
    fences = np.zeros(len(lines), np.bool_)
    marked = np.flatnonzero((lines.first == ord("`")) | (lines.first == ord("~")))
    token = lines.token[marked]
    fences[marked] = tokens.end[token] - tokens.start[token] >= LEAST
    return fences
