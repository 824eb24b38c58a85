# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The loops over the tokens of a batch that serve traits and measures only.

Restricted plain Python, as `detector.lexer` is: Cython compiles this very file, and uncompiled it
is the reference and the fallback. The caller allocates the buffers. Where a loop returns how much
it found, and that is more than there was room for, it must be run again with as much room.
"""

from __future__ import annotations

try:
    import cython
except ImportError:  # plain Python without Cython
    from detector import uncompiled as cython

COMPILED = bool(cython.compiled)

# What a string is stored in: one, two or four bytes a code point.
Codes = cython.fused_type(cython.uchar, cython.ushort, cython.uint)

# C reads a literal above 2**31 as a Python integer, so these have names.
LOW64 = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)
GOLDEN = cython.declare(cython.ulonglong, 0x9E3779B97F4A7C15)


def sort_out(
    token_kind: cython.uchar[::1],
    token_tier: cython.uchar[::1],
    spoken: cython.int[::1],
    marks: cython.int[::1],
    unknown: cython.int[::1],
):
    """Tell words and numbers from marks, and the words that the lexicon does not know.

    `spoken[t]` becomes the number of words and numbers before token `t`; `marks` are all other
    tokens, `unknown` words of tier 0. Returns how many there are of these two; there must be room
    for as many as tokens, and one more.
    """
    tokens: cython.Py_ssize_t = token_kind.shape[0]
    t: cython.Py_ssize_t
    said: cython.int = 0
    marked: cython.Py_ssize_t = 0
    strange: cython.Py_ssize_t = 0
    kind: cython.int
    with cython.nogil:
        for t in range(tokens):
            kind = token_kind[t]
            spoken[t] = said
            said += kind <= 2
            # Written in any case and kept by the count: to guess a branch would take longer.
            marks[marked] = t
            marked += kind > 2
            unknown[strange] = t
            strange += (kind == 1) & (token_tier[t] == 0)
        spoken[tokens] = said
    return marked, strange


def split(
    hit_phrase: cython.int[::1],
    hit_first: cython.int[::1],
    hit_last: cython.int[::1],
    hit_line: cython.int[::1],
    phrase_bounds: cython.int[::1],
    phrase_lists: cython.int[::1],
    bounds: cython.longlong[::1],
    phrase: cython.int[::1],
    first: cython.int[::1],
    last: cython.int[::1],
    line: cython.int[::1],
):
    """Sort hits by the lists that their phrases are on, in the order in which they come.

    Phrase `p` is on the lists `phrase_lists[phrase_bounds[p]:phrase_bounds[p + 1]]`, and list `n`
    gets the places `bounds[n]:bounds[n + 1]`; `bounds` must be zeroed, and two longer than the
    lists are many.
    """
    hits: cython.Py_ssize_t = hit_phrase.shape[0]
    lists: cython.Py_ssize_t = bounds.shape[0] - 2
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    n: cython.Py_ssize_t
    place: cython.Py_ssize_t
    with cython.nogil:
        for i in range(hits):
            for j in range(phrase_bounds[hit_phrase[i]], phrase_bounds[hit_phrase[i] + 1]):
                bounds[phrase_lists[j] + 2] += 1
        for n in range(lists):
            bounds[n + 2] += bounds[n + 1]
        # `bounds[n + 1]` is where list `n` begins; filled, it is where it ends.
        for i in range(hits):
            for j in range(phrase_bounds[hit_phrase[i]], phrase_bounds[hit_phrase[i] + 1]):
                place = bounds[phrase_lists[j] + 1]
                bounds[phrase_lists[j] + 1] = place + 1
                phrase[place] = hit_phrase[i]
                first[place] = hit_first[i]
                last[place] = hit_last[i]
                line[place] = hit_line[i]


def add_up(
    values: cython.int[:, ::1],
    rows: cython.int[::1],
    totals: cython.double[:, ::1],
):
    """Add row `i` of `values` to row `rows[i]` of `totals`."""
    count: cython.Py_ssize_t = values.shape[0]
    columns: cython.Py_ssize_t = values.shape[1]
    i: cython.Py_ssize_t
    c: cython.Py_ssize_t
    row: cython.Py_ssize_t
    with cython.nogil:
        for i in range(count):
            row = rows[i]
            for c in range(columns):
                totals[row, c] += values[i, c]


def types(
    token_hash: cython.uint[::1],
    token_kind: cython.uchar[::1],
    bounds: cython.int[::1],
    window: cython.Py_ssize_t,
    slots: cython.uint[::1],
    words: cython.int[::1],
    different: cython.int[::1],
):
    """Count the first words of each article, at most `window`, and how many of them differ.

    Article `a` has the tokens `bounds[a]:bounds[a + 1]`. `slots` is scratch: a power of two above
    `window`. The hash of a word is never 0.
    """
    mask: cython.ulonglong = slots.shape[0] - 1
    articles: cython.Py_ssize_t = bounds.shape[0] - 1
    a: cython.Py_ssize_t
    t: cython.Py_ssize_t
    s: cython.Py_ssize_t
    slot: cython.ulonglong
    h: cython.uint
    with cython.nogil:
        for a in range(articles):
            words[a] = 0
            different[a] = 0
            for s in range(slots.shape[0]):
                slots[s] = 0
            for t in range(bounds[a], bounds[a + 1]):
                if token_kind[t] != 1:
                    continue
                if words[a] == window:
                    break
                words[a] += 1
                h = token_hash[t]
                slot = (h ^ (h >> 15)) & mask
                while slots[slot] != 0 and slots[slot] != h:
                    slot = (slot + 1) & mask
                different[a] += slots[slot] == 0
                slots[slot] = h


def twins(
    line_hash: cython.uint[::1],
    line_article: cython.int[::1],
    lines: cython.int[::1],
    slots: cython.int[::1],
    held: cython.uchar[::1],
):
    """Mark in `held` the articles in which two of `lines` have the same hash.

    `slots` is scratch, a power of two, at least twice as many as there are `lines`, filled with -1.
    """
    mask: cython.ulonglong = slots.shape[0] - 1
    count: cython.Py_ssize_t = lines.shape[0]
    i: cython.Py_ssize_t
    line: cython.Py_ssize_t
    article: cython.ulonglong
    slot: cython.ulonglong
    with cython.nogil:
        for i in range(count):
            line = lines[i]
            article = line_article[line]
            if held[article]:
                continue
            slot = (((line_hash[line] + article) * GOLDEN & LOW64) >> 32) & mask
            while slots[slot] >= 0:
                if (
                    line_hash[slots[slot]] == line_hash[line]
                    and line_article[slots[slot]] == line_article[line]
                ):
                    held[article] = 1
                    break
                slot = (slot + 1) & mask
            slots[slot] = line


def repeats(
    token_hash: cython.uint[::1],
    token_kind: cython.uchar[::1],
    line_token: cython.int[::1],
    line_end: cython.int[::1],
    line_article: cython.int[::1],
    lines: cython.int[::1],
    least: cython.int[::1],
    length: cython.Py_ssize_t,
    words: cython.int[::1],
    said: cython.uchar[::1],
    slots: cython.uint[::1],
    run_first: cython.int[::1],
    run_last: cython.int[::1],
):
    """Find the runs of words, `length` long and longer, that the same article had before.

    Only words on `lines` are read. An article in which fewer than `least[article]` words are said
    again has none. Scratch: `words` and `said`, as long as the tokens of an article and one more,
    and `slots`, a power of two, at least 16 and four times as long. Returns how many there are.
    """
    count: cython.Py_ssize_t = lines.shape[0]
    room: cython.Py_ssize_t = run_first.shape[0]
    found: cython.Py_ssize_t = 0
    i: cython.Py_ssize_t = 0
    t: cython.Py_ssize_t
    w: cython.Py_ssize_t
    n: cython.Py_ssize_t
    until: cython.Py_ssize_t
    again: cython.Py_ssize_t
    size: cython.Py_ssize_t
    article: cython.int
    mask: cython.ulonglong
    slot: cython.ulonglong
    state: cython.ulonglong
    gram: cython.ulonglong
    oldest: cython.ulonglong = 1
    tag: cython.uint
    with cython.nogil:
        w = 1
        while w < length:
            oldest = (oldest * GOLDEN) & LOW64
            w += 1
        while i < count:
            article = line_article[lines[i]]
            n = 0
            while i < count and line_article[lines[i]] == article:
                for t in range(line_token[lines[i]], line_end[lines[i]]):
                    words[n] = t
                    n += token_kind[t] == 1
                i += 1
            if n < length or n <= least[article]:
                continue
            size = 16
            while size < 4 * n:
                size *= 2
            mask = size - 1
            for w in range(size):
                slots[w] = 0
            # A rolling hash: the next word comes in, the oldest one goes out.
            state = 0
            for w in range(length - 1):
                state = (state * GOLDEN + token_hash[words[w]]) & LOW64
            again = 0
            until = 0
            for w in range(n):
                if w + length <= n:
                    state = (state * GOLDEN + token_hash[words[w + length - 1]]) & LOW64
                    # The last words are in the low bits only, which must reach the high ones.
                    gram = ((state ^ (state >> 29)) * GOLDEN) & LOW64
                    tag = gram >> 32 | 1
                    slot = (gram >> 20) & mask
                    while slots[slot] != 0 and slots[slot] != tag:
                        slot = (slot + 1) & mask
                    if slots[slot] != 0:
                        until = w + length
                    else:
                        slots[slot] = tag
                    state = (state - oldest * token_hash[words[w]]) & LOW64
                said[w] = w < until
                again += w < until
            if again < least[article]:
                continue
            for w in range(n):
                if said[w]:
                    if w == 0 or not said[w - 1]:
                        if found < room:
                            run_first[found] = words[w]
                        found += 1
                    if found <= room:
                        run_last[found - 1] = words[w]
    return found


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _is_code(mark: cython.uint) -> cython.int:
    """Tell whether a mark of code, an address or a compound stands beside a word."""
    return (
        mark == 96 or mark == 45 or mark == 95 or mark == 47 or mark == 64 or mark == 35
        or mark == 61 or mark == 60 or mark == 62 or mark == 36 or mark == 38 or mark == 92
    )  # fmt: skip


@cython.cfunc
@cython.exceptval(check=False)
@cython.nogil
def _is_bare(
    codes: Codes[::1],
    article_start: cython.longlong[::1],
    token_start: cython.int[::1],
    token_end: cython.int[::1],
    token_kind: cython.uchar[::1],
    article_token: cython.int[::1],
    article: cython.int,
    word: cython.int,
) -> cython.int:
    """Tell whether a word is no contraction, and has no number before it and no code beside it."""
    start: cython.Py_ssize_t = token_start[word]
    end: cython.Py_ssize_t = token_end[word]
    if codes[end - 2] == 39 or codes[end - 2] == 0x2019:
        return 0
    if codes[end - 3] == 39 or codes[end - 3] == 0x2019:
        return 0
    if start > article_start[article] and (codes[start - 1] == 46 or _is_code(codes[start - 1])):
        return 0
    if end < article_start[article + 1] and _is_code(codes[end]):
        return 0
    if word > article_token[article] and token_kind[word - 1] == 2:
        return 0
    return 1


def crowds(
    codes: Codes[::1],
    article_start: cython.longlong[::1],
    token_start: cython.int[::1],
    token_end: cython.int[::1],
    token_hash: cython.uint[::1],
    token_kind: cython.uchar[::1],
    token_shape: cython.uchar[::1],
    token_tier: cython.uchar[::1],
    article_token: cython.int[::1],
    line_token: cython.int[::1],
    line_end: cython.int[::1],
    line_article: cython.int[::1],
    lines: cython.int[::1],
    kinds: cython.int[:, ::1],
    word: cython.int[::1],
    place: cython.int[::1],
    before: cython.int[::1],
    state: cython.uchar[::1],
    heads: cython.int[::1],
    first: cython.int[::1],
    last: cython.int[::1],
):
    """Find phrases that are said too often too near, among the words on `lines`.

    Each of `kinds` is a number of words (up to five), how often they must be said, and within how
    many words. A phrase is made of words of three letters and more that are no small words, names,
    units, contractions or pieces of code. Returns how many there are.

    Scratch, as long as the tokens of an article and one more: the words that a phrase may hold,
    each one's place among all words, the last one before it with the same last bits of the hash,
    and what is known of it; `heads` has a power of two.
    """
    room: cython.Py_ssize_t = first.shape[0]
    count: cython.Py_ssize_t = lines.shape[0]
    sorts: cython.Py_ssize_t = kinds.shape[0]
    mask: cython.uint = heads.shape[0] - 1
    found: cython.Py_ssize_t = 0
    i: cython.Py_ssize_t = 0
    k: cython.Py_ssize_t
    t: cython.Py_ssize_t
    w: cython.Py_ssize_t
    q: cython.Py_ssize_t
    n: cython.Py_ssize_t
    p: cython.int
    widest: cython.int = 0
    fewest: cython.int = 1 << 30
    said: cython.int
    within: cython.int
    length: cython.int
    times: cython.int
    article: cython.int
    shape: cython.int
    kind: cython.int
    step: cython.int
    turn: cython.int
    held: cython.int
    h: cython.uint
    with cython.nogil:
        for k in range(sorts):
            widest = max(widest, kinds[k, 2])
            fewest = min(fewest, kinds[k, 1])
        while i < count:
            article = line_article[lines[i]]
            n = 0
            p = 0
            while i < count and line_article[lines[i]] == article:
                for t in range(line_token[lines[i]], line_end[lines[i]]):
                    # Written in any case and kept by the count, since no branch can be guessed.
                    shape = token_shape[t]
                    kind = token_kind[t]
                    word[n] = t
                    place[n] = p
                    n += (
                        (kind == 1)
                        & (token_tier[t] != 3)
                        & (token_end[t] - token_start[t] >= 3)
                        & ((shape & 17) != 1)
                    )
                    p += kind == 1
                i += 1
            for w in range(heads.shape[0]):
                heads[w] = -1
            for w in range(n):
                h = token_hash[word[w]]
                q = heads[h & mask]
                heads[h & mask] = w
                before[w] = q
                state[w] = 1
                p = place[w]
                if q < 0 or p - place[q] > widest:
                    continue
                said = 1
                while q >= 0 and p - place[q] <= widest and said < fewest:
                    said += token_hash[word[q]] == h
                    q = before[q]
                if said < fewest:
                    continue
                for k in range(sorts):
                    length = kinds[k, 0]
                    times = kinds[k, 1]
                    within = kinds[k, 2]
                    # First count how often the phrase that ends here is said, then tell of it.
                    for turn in range(2):
                        said = 0
                        q = w
                        while q >= 0 and p - place[q] <= within and said < times:
                            held = token_hash[word[q]] == h and q + 1 >= length
                            step = 0
                            while held and step < length:
                                if state[q - step] == 1:
                                    # What is left to ask is asked of the few that are said again.
                                    state[q - step] = 2 * _is_bare(
                                        codes, article_start, token_start, token_end, token_kind,
                                        article_token, article, word[q - step],
                                    )  # fmt: skip
                                held = (
                                    state[q - step] >= 2
                                    and place[q - step] == place[q] - step
                                    and token_hash[word[q - step]] == token_hash[word[w - step]]
                                )
                                step += 1
                            if held:
                                said += 1
                                if turn == 1 and not (state[q] >> (length + 1)) & 1:
                                    state[q] |= 1 << (length + 1)
                                    if found < room:
                                        first[found] = word[q - length + 1]
                                        last[found] = word[q]
                                    found += 1
                            elif q == w:
                                break
                            q = before[q]
                        if said < times:
                            break
    return found
