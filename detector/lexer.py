# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The loops that read every character once: text in, lexeme arrays out.

Restricted plain Python, so that Cython compiles this very file; uncompiled it is the reference and
the fallback, and a property test holds the two equal, bit for bit. The buffers are flat and
allocated by the caller (`detector.lexemes`), which knows what they mean; nothing here knows a
trait.

Hashes are 32-bit FNV-1a over folded code points (Fowler, Noll and Vo, draft-eastlake-fnv), mixed
by the finaliser of MurmurHash3 where a table slot is taken from them. All integers are masked to
32 bits, so that Python's large ones and C's agree.
"""

from __future__ import annotations

try:
    import cython
except ImportError:  # plain Python without Cython
    from detector import uncompiled as cython

COMPILED = bool(cython.compiled)

# C reads a literal above 2**31 as a Python integer, so these have names.
LOW32 = cython.declare(cython.ulonglong, 0xFFFFFFFF)
FNV_OFFSET = cython.declare(cython.ulonglong, 0x811C9DC5)
FNV_PRIME = cython.declare(cython.ulonglong, 0x01000193)
MIX_FIRST = cython.declare(cython.ulonglong, 0x85EBCA6B)
MIX_SECOND = cython.declare(cython.ulonglong, 0xC2B2AE35)
PAIR_PRIME = cython.declare(cython.ulonglong, 0x9E3779B1)
PAIR_SALT = cython.declare(cython.ulonglong, 0x7F4A7C15)
SKIP_SALT = cython.declare(cython.ulonglong, 0x165667B1)
# The hashes of three words after which an address may follow.
HTTP = cython.declare(cython.ulonglong, 0xC96448A5)
HTTPS = cython.declare(cython.ulonglong, 0xDEDEA8E2)
WWW = cython.declare(cython.ulonglong, 0x12ACA1AC)


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _mix(value: cython.ulonglong) -> cython.ulonglong:
    value ^= value >> 16
    value = (value * MIX_FIRST) & LOW32
    value ^= value >> 13
    value = (value * MIX_SECOND) & LOW32
    return value ^ (value >> 16)


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _class_beyond(code: cython.uint) -> cython.int:
    """Class of a code point beyond the Basic Multilingual Plane."""
    if 0x20000 <= code < 0x40000:
        return 9  # ideograph
    if code < 0x1C000 or 0x1D400 <= code < 0x1D800:
        return 3  # letter
    return 8  # symbol


def scan(
    codes: cython.uint[::1],
    bounds: cython.longlong[::1],
    classes: cython.uchar[::1],
    folds: cython.uint[::1],
    trigger_table: cython.ulonglong[::1],
    word_keys: cython.uint[::1],
    word_tiers: cython.int[::1],
    token_start: cython.int[::1],
    token_end: cython.int[::1],
    token_hash: cython.uint[::1],
    token_kind: cython.uchar[::1],
    token_shape: cython.uchar[::1],
    token_tier: cython.uchar[::1],
    line_start: cython.int[::1],
    line_end: cython.int[::1],
    line_token: cython.int[::1],
    line_hash: cython.uint[::1],
    line_first: cython.uint[::1],
    line_last: cython.uint[::1],
    line_triggers: cython.ulonglong[::1],
    line_counts: cython.int[:, ::1],
    article_line: cython.int[::1],
):
    """Cut a batch into tokens and lines, and count what each line holds.

    `codes` are the articles' code points one after the other, article `a` at
    `bounds[a]:bounds[a + 1]`; all other positions refer to it. Returns the numbers of tokens and
    of lines. Classes, kinds, shapes, tiers and the columns of `line_counts` are named in
    `detector.characters` and `detector.lexemes`.
    """
    articles: cython.Py_ssize_t = bounds.shape[0] - 1
    word_mask: cython.ulonglong = word_keys.shape[0] - 1
    a: cython.Py_ssize_t
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    end: cython.Py_ssize_t
    start: cython.Py_ssize_t
    tokens: cython.Py_ssize_t = 0
    lines: cython.Py_ssize_t = 0
    code: cython.uint
    folded: cython.uint
    k: cython.int
    slot: cython.ulonglong
    h: cython.ulonglong
    content: cython.ulonglong
    triggers: cython.ulonglong
    tier: cython.uchar
    shape: cython.int
    letters: cython.int
    uppers: cython.int
    digits: cython.int
    after_lower: cython.int
    spaced: cython.int
    ended: cython.int
    opening: cython.int
    sentence: cython.int
    names: cython.int
    opened: cython.int
    whole: cython.int
    last: cython.uint
    with cython.nogil:
        for a in range(articles):
            article_line[a] = lines
            i = bounds[a]
            end = bounds[a + 1]
            opened = 1
            while i < end or opened:
                # A line begins: reset what is known of it.
                line_start[lines] = i
                line_token[lines] = tokens
                line_first[lines] = 0
                for j in range(24):
                    line_counts[lines, j] = 0
                content = FNV_OFFSET
                triggers = 0
                spaced = 1
                ended = 0
                opening = 1
                sentence = 0
                names = 0
                last = 0
                opened = 0
                while i < end:
                    code = codes[i]
                    if code < 65536:
                        k = classes[code]
                        folded = folds[code]
                        triggers |= trigger_table[code]
                    else:
                        k = _class_beyond(code)
                        folded = code
                    if k == 2:  # the line ends
                        break
                    if k == 1:
                        line_counts[lines, 11] += 1
                        if code == 9:
                            line_counts[lines, 17] += 1
                        spaced = 1
                        i += 1
                        continue
                    if k == 11:
                        line_counts[lines, 15] += 1
                        i += 1
                        continue
                    if line_first[lines] == 0:
                        line_first[lines] = code
                    start = i
                    shape = 8 if spaced else 0
                    spaced = 0
                    tier = 0
                    h = FNV_OFFSET
                    if k == 3 or k == 4 or k == 9:
                        letters = 0
                        uppers = 0
                        digits = 0
                        after_lower = 0
                        if k == 4:
                            shape |= 1
                        if k == 9:
                            shape |= 64
                            h = ((h ^ folded) * FNV_PRIME) & LOW32
                            letters = 1
                            i += 1
                            whole = 1
                        else:
                            whole = 0
                        while whole == 0 and i < end:
                            code = codes[i]
                            if code < 65536:
                                k = classes[code]
                                folded = folds[code]
                                triggers |= trigger_table[code]
                            else:
                                k = _class_beyond(code)
                                folded = code
                            if k == 3:
                                letters += 1
                                after_lower = 1
                            elif k == 4:
                                letters += 1
                                uppers += 1
                                if after_lower:
                                    shape |= 4
                                after_lower = 0
                            elif k == 5:
                                digits += 1
                                after_lower = 0
                            elif k == 11:
                                line_counts[lines, 15] += 1
                                i += 1
                                continue
                            elif k == 10:
                                line_counts[lines, 15] += 1
                            elif (
                                folded == 39
                                and i + 1 < end
                                and codes[i + 1] < 65536
                                and (classes[codes[i + 1]] == 3 or classes[codes[i + 1]] == 4)
                            ):
                                line_counts[lines, 12] += 1
                                after_lower = 0
                            else:
                                break
                            h = ((h ^ folded) * FNV_PRIME) & LOW32
                            last = code
                            i += 1
                        if shape & 64:
                            last = codes[start]
                        if uppers == letters and letters > 1 and (shape & 64) == 0:
                            shape |= 2
                        if h == 0:
                            h = 1
                        slot = _mix(h) & word_mask
                        while word_keys[slot] != 0:
                            if word_keys[slot] == h:
                                tier = word_tiers[slot]
                                break
                            slot = (slot + 1) & word_mask
                        token_kind[tokens] = 1
                        if (
                            (h == HTTP or h == HTTPS or h == WWW)
                            and i + 2 < end
                            and (
                                (codes[i] == 58 and codes[i + 1] == 47 and codes[i + 2] == 47)
                                or (h == WWW and codes[i] == 46)
                            )
                        ):
                            # An address runs to the next space, quote or closing bracket.
                            while (
                                i < end
                                and codes[i] > 32
                                and not (
                                    codes[i] == 41
                                    or codes[i] == 62
                                    or codes[i] == 93
                                    or codes[i] == 34
                                    or codes[i] == 39
                                    or codes[i] == 60
                                    or codes[i] == 124
                                    or (codes[i] < 65536 and classes[codes[i]] <= 2)
                                )
                            ):
                                if codes[i] < 65536:
                                    triggers |= trigger_table[codes[i]]
                                i += 1
                            last = codes[i - 1]
                            token_kind[tokens] = 6
                            line_counts[lines, 23] += 1
                            line_counts[lines, 13] += i - start - letters
                            h = 3
                            tier = 0
                            shape = shape & 8
                        else:
                            line_counts[lines, 0] += 1
                            line_counts[lines, 22] += letters
                            if shape & 1:
                                line_counts[lines, 2] += 1
                            if shape & 2:
                                line_counts[lines, 3] += 1
                            if tier:
                                line_counts[lines, 4] += 1
                                if tier == 3:
                                    line_counts[lines, 5] += 1
                        line_counts[lines, 8] += letters
                        line_counts[lines, 9] += uppers
                        line_counts[lines, 10] += digits
                        if opening or (ended and shape & 65):
                            shape |= 16
                            if ended and sentence:
                                line_counts[lines, 19] += 1
                                line_counts[lines, 20] += sentence
                                line_counts[lines, 21] += min(sentence * sentence, 10000)
                                sentence = 0
                        elif shape & 1:
                            names += 1
                        opening = 0
                        ended = 0
                        sentence += 1
                        content = ((content ^ h) * FNV_PRIME) & LOW32
                    elif k == 5:
                        digits = 0
                        letters = 0
                        while i < end:
                            code = codes[i]
                            k = classes[code] if code < 65536 else 0
                            if k == 5:
                                digits += 1
                            elif k == 3 or k == 4:
                                letters += 1
                            elif (
                                (code == 44 or code == 46 or code == 58)
                                and i + 1 < end
                                and codes[i + 1] < 65536
                                and classes[codes[i + 1]] == 5
                            ):
                                line_counts[lines, 12] += 1
                            else:
                                break
                            triggers |= trigger_table[code]
                            h = ((h ^ folds[code]) * FNV_PRIME) & LOW32
                            last = code
                            i += 1
                        token_kind[tokens] = 2
                        line_counts[lines, 1] += 1
                        line_counts[lines, 8] += letters
                        line_counts[lines, 10] += digits
                        if opening or ended:
                            shape |= 16
                            if ended and sentence:
                                line_counts[lines, 19] += 1
                                line_counts[lines, 20] += sentence
                                line_counts[lines, 21] += min(sentence * sentence, 10000)
                                sentence = 0
                        opening = 0
                        ended = 0
                        sentence += 1
                        content = ((content ^ h) * FNV_PRIME) & LOW32
                        h = 2
                    else:
                        # Punctuation and the like: a run of one character is one token.
                        while i < end and codes[i] == code:
                            i += 1
                        last = code
                        h = ((h ^ folded) * FNV_PRIME) & LOW32
                        if k == 6:
                            token_kind[tokens] = 3
                            line_counts[lines, 12] += i - start
                            if folded == 46 or folded == 33 or folded == 63 or folded == 0x3002:
                                ended = 1
                                if (
                                    folded == 46
                                    and tokens > line_token[lines]
                                    and token_kind[tokens - 1] == 1
                                    and token_shape[tokens - 1] & 1
                                    and token_end[tokens - 1] - token_start[tokens - 1] == 1
                                ):
                                    ended = 0  # an initial, not the end of a sentence
                            elif folded == 34:
                                line_counts[lines, 7] += 1
                            elif folded == 44:
                                line_counts[lines, 18] += 1
                                ended = 0
                            elif folded != 39 and folded != 41 and folded != 93:
                                ended = 0
                        elif k == 7:
                            token_kind[tokens] = 4
                            line_counts[lines, 13] += i - start
                            if code == 124:
                                line_counts[lines, 16] += i - start
                        else:
                            token_kind[tokens] = 5
                            if k == 8:
                                line_counts[lines, 14] += i - start
                            else:
                                line_counts[lines, 15] += i - start
                        content = ((content ^ h) * FNV_PRIME) & LOW32
                    token_start[tokens] = start
                    token_end[tokens] = i
                    token_hash[tokens] = h
                    token_shape[tokens] = shape
                    token_tier[tokens] = tier
                    tokens += 1
                # The line is over: at a line break, or at the end of the article.
                if ended and sentence:
                    line_counts[lines, 19] += 1
                    line_counts[lines, 20] += sentence
                    line_counts[lines, 21] += min(sentence * sentence, 10000)
                if line_counts[lines, 19]:
                    line_counts[lines, 6] = names
                line_end[lines] = i
                line_hash[lines] = content
                line_last[lines] = last
                line_triggers[lines] = triggers
                lines += 1
                if i < end:
                    if codes[i] == 13 and i + 1 < end and codes[i + 1] == 10:
                        i += 1
                    i += 1
                    opened = 1
        article_line[articles] = lines
    line_token[lines] = tokens
    return tokens, lines


def match(
    token_hash: cython.uint[::1],
    token_kind: cython.uchar[::1],
    token_shape: cython.uchar[::1],
    line_token: cython.int[::1],
    lines: cython.Py_ssize_t,
    keys: cython.uint[::1],
    values: cython.int[::1],
    hit_phrase: cython.int[::1],
    hit_first: cython.int[::1],
    hit_last: cython.int[::1],
):
    """Find phrases: sequences of words inside one sentence of one line, whatever stands between.

    `keys` and `values` are a trie in an open-addressing table: the hash of each word sequence, and
    `2 * (phrase + 1)`, plus one where longer phrases begin with it. Every phrase found is
    written, nested ones too, the tokens `hit_first` to `hit_last` inclusive, as long as there is
    room; returns how many there are, so that the caller can come again with more room.
    """
    mask: cython.ulonglong = keys.shape[0] - 1
    room: cython.Py_ssize_t = hit_phrase.shape[0]
    found: cython.Py_ssize_t = 0
    line: cython.Py_ssize_t
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    end: cython.Py_ssize_t
    state: cython.ulonglong
    slot: cython.ulonglong
    value: cython.int
    with cython.nogil:
        for line in range(lines):
            end = line_token[line + 1]
            for i in range(line_token[line], end):
                if token_kind[i] > 2:
                    continue
                state = FNV_OFFSET
                j = i
                while True:
                    state = ((state ^ token_hash[j]) * FNV_PRIME) & LOW32
                    if state == 0:
                        state = 1
                    slot = _mix(state) & mask
                    value = 0
                    while keys[slot] != 0:
                        if keys[slot] == state:
                            value = values[slot]
                            break
                        slot = (slot + 1) & mask
                    if value > 1:
                        if found < room:
                            hit_phrase[found] = (value >> 1) - 1
                            hit_first[found] = i
                            hit_last[found] = j
                        found += 1
                    if (value & 1) == 0:
                        break
                    j += 1
                    while j < end and token_kind[j] > 2:
                        j += 1
                    if j >= end or token_shape[j] & 16:
                        break
    return found


def ngrams(
    token_hash: cython.uint[::1],
    token_kind: cython.uchar[::1],
    token_tier: cython.uchar[::1],
    article_token: cython.int[::1],
    limit: cython.Py_ssize_t,
    out_key: cython.uint[::1],
    out_first: cython.int[::1],
    out_last: cython.int[::1],
    out_bounds: cython.longlong[::1],
):
    """Hash each article's words, pairs of neighbours, and pairs with one word between them.

    Markup is passed over; words of tier 4 are read as one and the same word; no more than `limit`
    tokens of an article are read. `out_first` and `out_last` are the outer tokens; article `a` has
    the entries `out_bounds[a]:out_bounds[a + 1]`, up to three a token. A key is never 0.
    """
    articles: cython.Py_ssize_t = article_token.shape[0] - 1
    a: cython.Py_ssize_t
    i: cython.Py_ssize_t
    count: cython.Py_ssize_t = 0
    read: cython.Py_ssize_t
    before: cython.Py_ssize_t
    earlier: cython.Py_ssize_t
    h: cython.ulonglong
    h_before: cython.ulonglong
    h_earlier: cython.ulonglong
    with cython.nogil:
        for a in range(articles):
            out_bounds[a] = count
            read = 0
            before = 0
            earlier = 0
            h_before = 0
            h_earlier = 0
            for i in range(article_token[a], article_token[a + 1]):
                if token_kind[i] == 4:
                    continue
                if read >= limit:
                    break
                read += 1
                h = token_hash[i]
                if token_tier[i] == 4:
                    h = 4
                out_key[count] = _key(h)
                out_first[count] = i
                out_last[count] = i
                count += 1
                if read > 1:
                    out_key[count] = _key((((h_before * PAIR_PRIME) ^ h) + PAIR_SALT) & LOW32)
                    out_first[count] = before
                    out_last[count] = i
                    count += 1
                if read > 2:
                    out_key[count] = _key((((h_earlier * PAIR_PRIME) ^ h) + SKIP_SALT) & LOW32)
                    out_first[count] = earlier
                    out_last[count] = i
                    count += 1
                h_earlier = h_before
                earlier = before
                h_before = h
                before = i
        out_bounds[articles] = count
    return count


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _key(value: cython.ulonglong) -> cython.ulonglong:
    """Mix a hash into a key; 0 stands for an empty slot of a table, and is no key."""
    value = _mix(value)
    if value == 0:
        value = 1
    return value


def known(
    table_keys: cython.uint[::1],
    table_values: cython.int[::1],
    keys: cython.uint[::1],
    bounds: cython.longlong[::1],
    seen: cython.uint[::1],
    out_value: cython.int[::1],
    out_place: cython.int[::1],
    out_bounds: cython.longlong[::1],
):
    """Look up each article's keys in an open-addressing table; each value once an article.

    `seen` is zeroed scratch with room for every value. `out_place` is the place of a value's first
    key in `keys`; article `a` has the entries `out_bounds[a]:out_bounds[a + 1]`.
    """
    mask: cython.ulonglong = table_keys.shape[0] - 1
    articles: cython.Py_ssize_t = bounds.shape[0] - 1
    a: cython.Py_ssize_t
    i: cython.Py_ssize_t
    count: cython.Py_ssize_t = 0
    slot: cython.ulonglong
    value: cython.int
    with cython.nogil:
        for a in range(articles):
            out_bounds[a] = count
            for i in range(bounds[a], bounds[a + 1]):
                slot = _mix(keys[i]) & mask
                while table_keys[slot] != 0 and table_keys[slot] != keys[i]:
                    slot = (slot + 1) & mask
                if table_keys[slot] == 0:
                    continue
                value = table_values[slot]
                if seen[value] == a + 1:
                    continue
                seen[value] = a + 1
                out_value[count] = value
                out_place[count] = i
                count += 1
        out_bounds[articles] = count
    return count


def repeats(
    word_hash: cython.uint[::1],
    article_word: cython.int[::1],
    length: cython.Py_ssize_t,
    grams: cython.uint[::1],
    slots: cython.int[::1],
    previous: cython.int[::1],
):
    """Find each run of `length` words that the same article had before.

    `previous[w]` becomes the word at which the run that begins at word `w` stood first, or -1.
    `grams` is scratch as long as the words; `slots` a power of two, at least twice as many,
    filled with -1.
    """
    mask: cython.ulonglong = slots.shape[0] - 1
    articles: cython.Py_ssize_t = article_word.shape[0] - 1
    a: cython.Py_ssize_t
    w: cython.Py_ssize_t
    j: cython.Py_ssize_t
    other: cython.Py_ssize_t
    slot: cython.ulonglong
    state: cython.ulonglong
    with cython.nogil:
        for a in range(articles):
            for w in range(article_word[a], article_word[a + 1]):
                previous[w] = -1
                if w + length > article_word[a + 1]:
                    continue
                state = FNV_OFFSET
                for j in range(length):
                    state = ((state ^ word_hash[w + j]) * FNV_PRIME) & LOW32
                grams[w] = state
                slot = _mix(state) & mask
                while slots[slot] >= 0:
                    other = slots[slot]
                    if grams[other] == state:
                        if other >= article_word[a]:
                            previous[w] = other
                        break
                    slot = (slot + 1) & mask
                if previous[w] < 0:
                    slots[slot] = w


def halves(
    codes: cython.uint[::1],
    folds: cython.uint[::1],
    tokens: cython.int[::1],
    token_start: cython.int[::1],
    token_end: cython.int[::1],
    word_keys: cython.uint[::1],
    word_tiers: cython.int[::1],
    cuts: cython.int[::1],
    left_tier: cython.uchar[::1],
    right_tier: cython.uchar[::1],
):
    """Cut each of `tokens` where both halves are words of the lexicon, if there is such a place.

    Of several cuts the one whose rarer half is the commonest wins, then the one with the longer
    left half. `cuts` holds the length of the left half, or 0.
    """
    mask: cython.ulonglong = word_keys.shape[0] - 1
    n: cython.Py_ssize_t = tokens.shape[0]
    t: cython.Py_ssize_t
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    start: cython.Py_ssize_t
    end: cython.Py_ssize_t
    best: cython.int
    score: cython.int
    left: cython.int
    right: cython.int
    h: cython.ulonglong
    g: cython.ulonglong
    slot: cython.ulonglong
    with cython.nogil:
        for t in range(n):
            start = token_start[tokens[t]]
            end = min(token_end[tokens[t]], start + 32)
            cuts[t] = 0
            best = 0
            h = FNV_OFFSET
            for i in range(start, end - 2):
                h = ((h ^ folds[codes[i] & 0xFFFF]) * FNV_PRIME) & LOW32
                if i - start < 1:
                    continue
                left = 0
                slot = _mix(h) & mask
                while word_keys[slot] != 0:
                    if word_keys[slot] == h:
                        left = word_tiers[slot]
                        break
                    slot = (slot + 1) & mask
                if left == 0 or left > 3:
                    continue
                g = FNV_OFFSET
                for j in range(i + 1, end):
                    g = ((g ^ folds[codes[j] & 0xFFFF]) * FNV_PRIME) & LOW32
                right = 0
                slot = _mix(g) & mask
                while word_keys[slot] != 0:
                    if word_keys[slot] == g:
                        right = word_tiers[slot]
                        break
                    slot = (slot + 1) & mask
                if right == 0 or right > 3:
                    continue
                score = 4 * min(left, right) + max(left, right)
                if score >= best:
                    best = score
                    cuts[t] = i + 1 - start
                    left_tier[t] = left
                    right_tier[t] = right


def fill(
    keys: cython.uint[::1],
    values: cython.int[::1],
    table_keys: cython.uint[::1],
    table_values: cython.int[::1],
):
    """Put `keys` (none of them 0) with their values into an empty open-addressing table.

    The table's length is a power of two above the number of keys. Of equal keys the last wins.
    """
    mask: cython.ulonglong = table_keys.shape[0] - 1
    n: cython.Py_ssize_t = keys.shape[0]
    i: cython.Py_ssize_t
    slot: cython.ulonglong
    with cython.nogil:
        for i in range(n):
            slot = _mix(keys[i]) & mask
            while table_keys[slot] != 0 and table_keys[slot] != keys[i]:
                slot = (slot + 1) & mask
            table_keys[slot] = keys[i]
            table_values[slot] = values[i]
