# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Writes the verdicts of a batch as JSON, in the wire schema: numbers in, bytes out.

What `Verdict.to_dict` and a JSON library do one by one takes a quarter of all the time that an
article gets; this takes a twentieth of that. Restricted plain Python, as `detector.lexer` is:
Cython compiles this very file, and uncompiled it is the reference and the fallback. The caller
(`detector.evidence`) hands over the constant pieces as JSON already.
"""

from __future__ import annotations

try:
    import cython
except ImportError:  # plain Python without Cython
    from detector import uncompiled as cython

COMPILED = bool(cython.compiled)

# What a string is stored in: one, two or four bytes a code point.
Codes = cython.fused_type(cython.uchar, cython.ushort, cython.uint)


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _piece(
    out: cython.uchar[::1],
    at: cython.Py_ssize_t,
    pieces: cython.uchar[::1],
    bounds: cython.int[::1],
    piece: cython.Py_ssize_t,
) -> cython.Py_ssize_t:
    i: cython.Py_ssize_t
    for i in range(bounds[piece], bounds[piece + 1]):
        out[at] = pieces[i]
        at += 1
    return at


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _whole(
    out: cython.uchar[::1], at: cython.Py_ssize_t, number: cython.ulonglong
) -> cython.Py_ssize_t:
    """Write a whole number that is not negative."""
    size: cython.Py_ssize_t = 1
    rest: cython.ulonglong = number // 10
    i: cython.Py_ssize_t
    while rest > 0:
        size += 1
        rest = rest // 10
    for i in range(at + size - 1, at - 1, -1):
        out[i] = 48 + number % 10
        number = number // 10
    return at + size


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _rounded(
    out: cython.uchar[::1], at: cython.Py_ssize_t, value: cython.double
) -> cython.Py_ssize_t:
    """Write a number below 10**14 with four decimals, zeros at the end left out but for one."""
    scaled: cython.ulonglong
    if value < 0.0:
        out[at] = 45
        at += 1
        value = -value
    scaled = cython.cast(cython.ulonglong, value * 10000.0 + 0.5)
    at = _whole(out, at, scaled // 10000)
    out[at] = 46
    out[at + 1] = 48 + scaled // 1000 % 10
    out[at + 2] = 48 + scaled // 100 % 10
    out[at + 3] = 48 + scaled // 10 % 10
    out[at + 4] = 48 + scaled % 10
    at += 5
    while out[at - 1] == 48 and out[at - 2] != 46:
        at -= 1
    return at


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _hexadecimal(
    out: cython.uchar[::1], at: cython.Py_ssize_t, code: cython.uint
) -> cython.Py_ssize_t:
    """Write a backslash, "u" and four digits."""
    shift: cython.int
    digit: cython.uint
    out[at] = 92
    out[at + 1] = 117
    at += 2
    for shift in range(12, -1, -4):
        digit = (code >> shift) & 15
        out[at] = 48 + digit if digit < 10 else 87 + digit
        at += 1
    return at


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _character(
    out: cython.uchar[::1], at: cython.Py_ssize_t, code: cython.uint
) -> cython.Py_ssize_t:
    """Write a character of a string: in UTF-8, or escaped where JSON or UTF-8 wants it so."""
    if code == 34 or code == 92:
        out[at] = 92
        out[at + 1] = code
        return at + 2
    if code < 32:
        if 8 <= code <= 13 and code != 11:
            out[at] = 92
            # b, t, n, f, r
            out[at + 1] = (
                98
                if code == 8
                else 116
                if code == 9
                else 110
                if code == 10
                else 102
                if code == 12
                else 114
            )
            return at + 2
        return _hexadecimal(out, at, code)
    if code < 0x80:
        out[at] = code
        return at + 1
    if code < 0x800:
        out[at] = 0xC0 | code >> 6
        out[at + 1] = 0x80 | code & 63
        return at + 2
    if code < 0x10000:
        if 0xD800 <= code < 0xE000:  # half of a pair, for which UTF-8 has no bytes
            return _hexadecimal(out, at, code)
        out[at] = 0xE0 | code >> 12
        out[at + 1] = 0x80 | code >> 6 & 63
        out[at + 2] = 0x80 | code & 63
        return at + 3
    out[at] = 0xF0 | code >> 18
    out[at + 1] = 0x80 | code >> 12 & 63
    out[at + 2] = 0x80 | code >> 6 & 63
    out[at + 3] = 0x80 | code & 63
    return at + 4


def write(
    codes: Codes[::1],
    article_start: cython.longlong[::1],
    quality: cython.double[::1],
    label: cython.uchar[::1],
    kind: cython.uchar[::1],
    doubt: cython.uchar[::1],
    counts: cython.int[:, ::1],
    place: cython.int[:, ::1],
    value: cython.double[:, ::1],
    run_start: cython.int[:, ::1],
    run_end: cython.int[:, ::1],
    owners: cython.Py_ssize_t,
    longest: cython.Py_ssize_t,
    pieces: cython.uchar[::1],
    bounds: cython.int[::1],
    labels: cython.Py_ssize_t,
    kinds: cython.Py_ssize_t,
    doubts: cython.Py_ssize_t,
    out: cython.uchar[::1],
    out_bounds: cython.longlong[::1],
):
    """Write the verdict of each article, one behind the other: `out_bounds` says where.

    The constant pieces, in order: the eight that stand between the parts (see the code), then one
    for each of `labels`, `kinds` and `doubts` (the first of these two: none), for each trait (a
    column of `counts`) and for each of `owners`. Reason `r` of an article is that of the owner
    `place[a, r]`, or, from `owners` on, the run of words at `run_start[a, r]` to `run_end[a, r]` of
    the article, of which no more than `longest` characters are shown; -1 is none.
    """
    articles: cython.Py_ssize_t = quality.shape[0]
    traits: cython.Py_ssize_t = counts.shape[1]
    reasons: cython.Py_ssize_t = place.shape[1]
    first_kind: cython.Py_ssize_t = 8 + labels
    first_doubt: cython.Py_ssize_t = first_kind + kinds
    first_trait: cython.Py_ssize_t = first_doubt + doubts
    first_owner: cython.Py_ssize_t = first_trait + traits
    a: cython.Py_ssize_t
    t: cython.Py_ssize_t
    r: cython.Py_ssize_t
    i: cython.Py_ssize_t
    end: cython.Py_ssize_t
    at: cython.Py_ssize_t = 0
    written: cython.int
    cut: cython.int
    with cython.nogil:
        for a in range(articles):
            out_bounds[a] = at
            at = _piece(out, at, pieces, bounds, 0)  # up to the quality
            at = _rounded(out, at, quality[a])
            at = _piece(out, at, pieces, bounds, 8 + label[a])
            at = _piece(out, at, pieces, bounds, first_kind + kind[a])
            at = _piece(out, at, pieces, bounds, 1)  # the traits begin
            written = 0
            for t in range(traits):
                if counts[a, t] > 0:
                    if written:
                        out[at] = 44
                        at += 1
                    at = _piece(out, at, pieces, bounds, first_trait + t)
                    at = _whole(out, at, counts[a, t])
                    written = 1
            at = _piece(out, at, pieces, bounds, 2)  # the reasons begin
            for r in range(reasons):
                if place[a, r] < 0:
                    break
                if r > 0:
                    out[at] = 44
                    at += 1
                if place[a, r] < owners:
                    at = _piece(out, at, pieces, bounds, first_owner + place[a, r])
                    at = _rounded(out, at, value[a, r])
                else:
                    at = _piece(out, at, pieces, bounds, 3)  # what a run's name begins with
                    end = run_end[a, r]
                    cut = end - run_start[a, r] > longest
                    if cut:
                        end = run_start[a, r] + longest - 1
                    for i in range(article_start[a] + run_start[a, r], article_start[a] + end):
                        at = _character(out, at, codes[i])
                    if cut:
                        at = _character(out, at, 0x2026)
                    at = _piece(out, at, pieces, bounds, 4)  # its contribution
                    at = _rounded(out, at, value[a, r])
                    at = _piece(out, at, pieces, bounds, 5)  # its start
                    at = _whole(out, at, run_start[a, r])
                    at = _piece(out, at, pieces, bounds, 6)  # its end
                    at = _whole(out, at, run_end[a, r])
                out[at] = 125
                at += 1
            at = _piece(out, at, pieces, bounds, 7)  # the reasons end
            at = _piece(out, at, pieces, bounds, first_doubt + doubt[a])
            out[at] = 125
            at += 1
        out_bounds[articles] = at
