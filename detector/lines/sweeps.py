# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The loops over the lines of a page: what stands before and after, chains of states, trees.

Restricted plain Python, as `detector.lexer` is: Cython compiles this very file, and uncompiled it
is the reference and the fallback. The caller allocates the buffers. Sums run in a fixed order.
"""

from __future__ import annotations

try:
    import cython
except ImportError:  # plain Python without Cython
    from detector import uncompiled as cython

COMPILED = bool(cython.compiled)


def decay(
    values: cython.double[:, ::1],
    bounds: cython.longlong[::1],
    factor: cython.double,
    before: cython.double[:, ::1],
    after: cython.double[:, ::1],
):
    """Add up what stands before and after each line, itself left out, fading with the distance.

    A line `d` lines away counts `factor ** d`. Page `p` has the lines `bounds[p]:bounds[p + 1]`.
    """
    pages: cython.Py_ssize_t = bounds.shape[0] - 1
    columns: cython.Py_ssize_t = values.shape[1]
    p: cython.Py_ssize_t
    i: cython.Py_ssize_t
    c: cython.Py_ssize_t
    first: cython.Py_ssize_t
    end: cython.Py_ssize_t
    with cython.nogil:
        for p in range(pages):
            first = bounds[p]
            end = bounds[p + 1]
            for i in range(first, end):
                for c in range(columns):
                    before[i, c] = (
                        0.0 if i == first else factor * (before[i - 1, c] + values[i - 1, c])
                    )
            for i in range(end - 1, first - 1, -1):
                for c in range(columns):
                    after[i, c] = (
                        0.0 if i == end - 1 else factor * (after[i + 1, c] + values[i + 1, c])
                    )


def segment(
    values: cython.double[::1],
    bounds: cython.longlong[::1],
    first: cython.longlong[::1],
    last: cython.longlong[::1],
):
    """Find the run of lines with the greatest sum on each page (Kadane; Bentley, 1984).

    `last` is the last line of the run, not the one behind it; a page without lines gets its bound.
    """
    pages: cython.Py_ssize_t = bounds.shape[0] - 1
    p: cython.Py_ssize_t
    i: cython.Py_ssize_t
    start: cython.Py_ssize_t
    total: cython.double
    best: cython.double
    with cython.nogil:
        for p in range(pages):
            start = bounds[p]
            first[p] = start
            last[p] = start
            total = 0.0
            best = 0.0
            for i in range(bounds[p], bounds[p + 1]):
                if total <= 0.0:
                    total = 0.0
                    start = i
                total += values[i]
                if i == bounds[p] or total > best:
                    best = total
                    first[p] = start
                    last[p] = i


def chain(
    seen: cython.double[:, ::1],
    step: cython.double[:, ::1],
    begin: cython.double[::1],
    finish: cython.double[::1],
    bounds: cython.longlong[::1],
    posterior: cython.double[:, ::1],
):
    """Return the posterior of each state at each line: the forward-backward algorithm.

    `seen` is the likelihood of each line in each state, `step[s, t]` the probability of `t` after
    `s`, `begin` and `finish` those of the first and the last state (Rabiner, A Tutorial on Hidden
    Markov Models, 1989). `seen` is scratch afterwards.
    """
    pages: cython.Py_ssize_t = bounds.shape[0] - 1
    states: cython.Py_ssize_t = seen.shape[1]
    p: cython.Py_ssize_t
    i: cython.Py_ssize_t
    s: cython.Py_ssize_t
    t: cython.Py_ssize_t
    total: cython.double
    value: cython.double
    with cython.nogil:
        for p in range(pages):
            for i in range(bounds[p], bounds[p + 1]):
                total = 0.0
                for s in range(states):
                    value = 0.0
                    if i == bounds[p]:
                        value = begin[s]
                    else:
                        for t in range(states):
                            value += posterior[i - 1, t] * step[t, s]
                    posterior[i, s] = value * seen[i, s]
                    total += posterior[i, s]
                _share(posterior, i, total)
            _smooth(seen, step, finish, bounds[p], bounds[p + 1], posterior)


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _share(
    posterior: cython.double[:, ::1], i: cython.Py_ssize_t, total: cython.double
) -> cython.void:
    """Make a row add up to 1; where it is all zeros, every state is as likely."""
    states: cython.Py_ssize_t = posterior.shape[1]
    s: cython.Py_ssize_t
    for s in range(states):
        posterior[i, s] = posterior[i, s] / total if total > 0.0 else 1.0 / states


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _smooth(
    seen: cython.double[:, ::1],
    step: cython.double[:, ::1],
    finish: cython.double[::1],
    first: cython.Py_ssize_t,
    end: cython.Py_ssize_t,
    posterior: cython.double[:, ::1],
) -> cython.void:
    """Walk back over one page, from filtered to smoothed posteriors."""
    states: cython.Py_ssize_t = seen.shape[1]
    i: cython.Py_ssize_t
    s: cython.Py_ssize_t
    t: cython.Py_ssize_t
    k: cython.Py_ssize_t
    total: cython.double
    expected: cython.double
    value: cython.double
    i = end - 1
    if i >= first:
        total = 0.0
        for s in range(states):
            posterior[i, s] = posterior[i, s] * finish[s]
            total += posterior[i, s]
        _share(posterior, i, total)
    for i in range(end - 2, first - 1, -1):
        # Rauch, Tung and Striebel's form: no backward messages to keep.
        for s in range(states):
            value = 0.0
            for t in range(states):
                if step[s, t] > 0.0:
                    expected = 0.0
                    for k in range(states):
                        expected += posterior[i, k] * step[k, t]
                    if expected > 0.0:
                        value += step[s, t] * posterior[i + 1, t] / expected
            seen[i, s] = posterior[i, s] * value
        total = 0.0
        for s in range(states):
            posterior[i, s] = seen[i, s]
            total += seen[i, s]
        _share(posterior, i, total)


def descend(
    rows: cython.float[:, ::1],
    roots: cython.int[::1],
    column: cython.short[::1],
    threshold: cython.float[::1],
    left: cython.int[::1],
    right: cython.int[::1],
    value: cython.double[::1],
    out: cython.double[::1],
):
    """Add to `out`, for each row, the values of the leaves that it falls into, tree by tree.

    A node whose `left` is 0 is a leaf; other rows go left where `rows[i, column] <= threshold`.
    """
    n: cython.Py_ssize_t = rows.shape[0]
    trees: cython.Py_ssize_t = roots.shape[0]
    i: cython.Py_ssize_t
    t: cython.Py_ssize_t
    node: cython.Py_ssize_t
    with cython.nogil:
        for i in range(n):
            for t in range(trees):
                node = roots[t]
                while left[node]:
                    node = left[node] if rows[i, column[node]] <= threshold[node] else right[node]
                out[i] += value[node]


def attribute(
    rows: cython.float[:, ::1],
    roots: cython.int[::1],
    column: cython.short[::1],
    threshold: cython.float[::1],
    left: cython.int[::1],
    right: cython.int[::1],
    value: cython.double[::1],
    out: cython.double[:, ::1],
):
    """Add to `out[i, c]` what each split on column `c` changed on the way of row `i` to its leaves.

    `value` of an inner node is what is known before its split. The roots' values are not in it.
    (Saabas, Interpreting random forests, 2014.)
    """
    n: cython.Py_ssize_t = rows.shape[0]
    trees: cython.Py_ssize_t = roots.shape[0]
    i: cython.Py_ssize_t
    t: cython.Py_ssize_t
    node: cython.Py_ssize_t
    below: cython.Py_ssize_t
    with cython.nogil:
        for i in range(n):
            for t in range(trees):
                node = roots[t]
                while left[node]:
                    below = left[node] if rows[i, column[node]] <= threshold[node] else right[node]
                    out[i, column[node]] += value[below] - value[node]
                    node = below
