# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The loops of the model: weights added up, joined, and the largest of them found.

Restricted plain Python, as `detector.lexer` is: Cython compiles this very file, and uncompiled it
is the reference and the fallback. The callers (`detector.features`, `detector.model`,
`detector.evidence`) allocate the buffers. Every article is added up by itself and in a fixed
order, so that neither a batch nor a compiler changes a bit.
"""

from __future__ import annotations

try:
    import cython
except ImportError:  # plain Python without Cython
    from detector import uncompiled as cython

if cython.compiled:
    from cython.cimports.detector.prefetch import prefetch
    from cython.cimports.libc.math import exp, log, log1p
else:
    from math import exp, log, log1p

COMPILED = bool(cython.compiled)

AHEAD = cython.declare(cython.Py_ssize_t, 16)  # rows: so long before its turn a row is fetched


def bins(
    numbers: cython.double[:, ::1],
    columns: cython.int[::1],
    edges: cython.double[::1],
    bounds: cython.int[::1],
    out_bin: cython.int[:, ::1],
):
    """Cut numbers into bins: that of `x` is how many of the column's edges are not above `x`.

    The edges of `columns[c]` are `edges[bounds[c]:bounds[c + 1]]`, in order.
    """
    articles: cython.Py_ssize_t = numbers.shape[0]
    cut: cython.Py_ssize_t = columns.shape[0]
    a: cython.Py_ssize_t
    c: cython.Py_ssize_t
    e: cython.Py_ssize_t
    value: cython.double
    place: cython.int
    with cython.nogil:
        for a in range(articles):
            for c in range(cut):
                value = numbers[a, columns[c]]
                place = 0
                for e in range(bounds[c], bounds[c + 1]):
                    place += edges[e] <= value
                out_bin[a, c] = place


def add_rows(
    weights: cython.float[:, ::1],
    row: cython.int[::1],
    begin: cython.longlong[::1],
    end: cython.longlong[::1],
    scale: cython.double[::1],
    scores: cython.double[:, ::1],
):
    """Add the weights of each article's rows, times its `scale`, to its `scores`.

    The rows of article `a` are `row[begin[a]:end[a]]`.
    """
    articles: cython.Py_ssize_t = begin.shape[0]
    columns: cython.Py_ssize_t = scores.shape[1]
    last: cython.Py_ssize_t = row.shape[0] - 1
    a: cython.Py_ssize_t
    i: cython.Py_ssize_t
    c: cython.Py_ssize_t
    r: cython.Py_ssize_t
    with cython.nogil:
        for a in range(articles):
            for i in range(begin[a], end[a]):
                if cython.compiled:
                    prefetch(cython.address(weights[row[min(i + AHEAD, last)], 0]))
                r = row[i]
                for c in range(columns):
                    scores[a, c] += weights[r, c] * scale[a]


def join(
    scores: cython.double[:, ::1],
    softness: cython.double,
    share: cython.double[::1],
    joining: cython.double[::1],
    logit: cython.double[::1],
):
    """Join the first two columns of the scores: the lower decides, softly (see `detector.model`).

    `share` is the first's; without a softness (0) it is all of it.
    """
    articles: cython.Py_ssize_t = scores.shape[0]
    a: cython.Py_ssize_t
    p: cython.double
    away: cython.double
    with cython.nogil:
        for a in range(articles):
            share[a] = 1.0
            joining[a] = 0.0
            if softness > 0.0:
                # p = 1 / (1 + exp(away)), in the form that does not overflow.
                away = (scores[a, 0] - scores[a, 1]) / softness
                p = exp(-away) / (1.0 + exp(-away)) if away > 0.0 else 1.0 / (1.0 + exp(away))
                share[a] = p
                if 0.0 < p < 1.0:
                    joining[a] = softness * (p * log(p) + (1.0 - p) * log1p(-p))
            logit[a] = share[a] * scores[a, 0] + (1.0 - share[a]) * scores[a, 1] + joining[a]


def mixed(
    weights: cython.float[:, ::1],
    row: cython.int[::1],
    begin: cython.longlong[::1],
    end: cython.longlong[::1],
    scale: cython.double[::1],
    share: cython.double[::1],
    out: cython.double[::1],
):
    """Say what each row adds to the logit: `share` of the first column, the rest of the second."""
    articles: cython.Py_ssize_t = begin.shape[0]
    last: cython.Py_ssize_t = row.shape[0] - 1
    a: cython.Py_ssize_t
    i: cython.Py_ssize_t
    r: cython.Py_ssize_t
    with cython.nogil:
        for a in range(articles):
            for i in range(begin[a], end[a]):
                if cython.compiled:
                    prefetch(cython.address(weights[row[min(i + AHEAD, last)], 0]))
                r = row[i]
                out[i] = scale[a] * (share[a] * weights[r, 0] + (1.0 - share[a]) * weights[r, 1])


def runs(
    first: cython.int[::1],
    last: cython.int[::1],
    adds: cython.double[::1],
    bounds: cython.longlong[::1],
    line_token: cython.int[::1],
    line_article: cython.int[::1],
    pull: cython.double[::1],
    out_first: cython.int[:, ::1],
    out_last: cython.int[:, ::1],
    out_size: cython.double[:, ::1],
):
    """Find the strongest runs of neighbouring tokens of a line that pull the same way.

    Entry `i` adds half of `adds[i]` to its `first` token and half to its `last`. `pull` is zeroed
    scratch as long as the tokens; line `l` has the tokens `line_token[l]:line_token[l + 1]`.
    The runs come in the order of their size, of equals the first; where there are too few, the
    size is 0.
    """
    entries: cython.Py_ssize_t = bounds[bounds.shape[0] - 1]
    lines: cython.Py_ssize_t = line_article.shape[0]
    room: cython.Py_ssize_t = out_size.shape[1]
    i: cython.Py_ssize_t
    line: cython.Py_ssize_t
    a: cython.Py_ssize_t
    place: cython.Py_ssize_t
    start: cython.Py_ssize_t
    end: cython.Py_ssize_t
    size: cython.double
    least: cython.double
    with cython.nogil:
        for i in range(entries):
            pull[first[i]] += adds[i] / 2
            pull[last[i]] += adds[i] / 2
        for line in range(lines):
            a = line_article[line]
            i = line_token[line]
            end = line_token[line + 1]
            while i < end:
                start = i
                size = pull[i]
                i += 1
                if size > 0.0:
                    while i < end and pull[i] > 0.0:
                        size += pull[i]
                        i += 1
                elif size < 0.0:
                    while i < end and pull[i] < 0.0:
                        size += pull[i]
                        i += 1
                else:
                    continue
                least = out_size[a, room - 1]
                if (size if size > 0.0 else -size) <= (least if least > 0.0 else -least):
                    continue
                place = room - 1
                while place > 0:
                    least = out_size[a, place - 1]
                    if (size if size > 0.0 else -size) <= (least if least > 0.0 else -least):
                        break
                    out_first[a, place] = out_first[a, place - 1]
                    out_last[a, place] = out_last[a, place - 1]
                    out_size[a, place] = out_size[a, place - 1]
                    place -= 1
                out_first[a, place] = start
                out_last[a, place] = i - 1
                out_size[a, place] = size


def largest(values: cython.double[:, ::1], out_place: cython.int[:, ::1]):
    """Find the places of each row's values of greatest size, of equals the first; -1 for no more.

    A value of 0 is none.
    """
    rows: cython.Py_ssize_t = values.shape[0]
    columns: cython.Py_ssize_t = values.shape[1]
    room: cython.Py_ssize_t = out_place.shape[1]
    r: cython.Py_ssize_t
    c: cython.Py_ssize_t
    place: cython.Py_ssize_t
    size: cython.double
    other: cython.double
    with cython.nogil:
        for r in range(rows):
            for place in range(room):
                out_place[r, place] = -1
            for c in range(columns):
                size = values[r, c]
                if size < 0.0:
                    size = -size
                if size == 0.0:
                    continue
                place = room
                while place > 0:
                    if out_place[r, place - 1] >= 0:
                        other = values[r, out_place[r, place - 1]]
                        if size <= (other if other > 0.0 else -other):
                            break
                        if place < room:
                            out_place[r, place] = out_place[r, place - 1]
                    place -= 1
                if place < room:
                    out_place[r, place] = c
