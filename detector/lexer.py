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

if cython.compiled:
    from cython.cimports.cpython.unicode import PyUnicode_DATA, PyUnicode_KIND
    from cython.cimports.detector.prefetch import prefetch

COMPILED = bool(cython.compiled)

# What a string is stored in: one, two or four bytes a code point.
Codes = cython.fused_type(cython.uchar, cython.ushort, cython.uint)

# C reads a literal above 2**31 as a Python integer, so these have names.
LOW32 = cython.declare(cython.ulonglong, 0xFFFFFFFF)
BIT = cython.declare(cython.ulonglong, 1)
FNV_OFFSET = cython.declare(cython.ulonglong, 0x811C9DC5)
FNV_PRIME = cython.declare(cython.ulonglong, 0x01000193)
MIX_FIRST = cython.declare(cython.ulonglong, 0x85EBCA6B)
MIX_SECOND = cython.declare(cython.ulonglong, 0xC2B2AE35)
PAIR_PRIME = cython.declare(cython.ulonglong, 0x9E3779B1)
PAIR_SALT = cython.declare(cython.ulonglong, 0x7F4A7C15)
SKIP_SALT = cython.declare(cython.ulonglong, 0x165667B1)
AHEAD = cython.declare(cython.Py_ssize_t, 16)  # keys: so long before its turn a place is fetched
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


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
@cython.nogil
def _tier(words: cython.uint[::1], h: cython.ulonglong) -> cython.int:
    """Look up how common a word is, by its hash; 0 is unknown."""
    mask: cython.ulonglong = words.shape[0] - 1
    slot: cython.ulonglong = _mix(h) & mask
    entry: cython.ulonglong = words[slot]
    while entry != 0:
        if (entry ^ h) < 8:
            return entry & 7
        slot = (slot + 1) & mask
        entry = words[slot]
    return 0


def stored(text: str):
    """Return where a string keeps its code points, and how many bytes each of them takes.

    They stay there as long as the string does. Compiled only: plain Python cannot see them.
    """
    return cython.cast(cython.size_t, PyUnicode_DATA(text)), cython.cast(
        cython.int, PyUnicode_KIND(text)
    )


def scan(
    codes: Codes[::1],
    bounds: cython.longlong[::1],
    glyphs: cython.uint[::1],
    trigger_table: cython.ulonglong[::1],
    words: cython.uint[::1],
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
    `bounds[a]:bounds[a + 1]`; all other positions refer to it. `glyphs` packs what is known of a
    code point below U+10000: its class (bits 0 to 3), whether it is a trigger (bit 4), what it
    folds to (from bit 16). `words` is an open-addressing table of word hashes, the last three bits
    of each replaced by the word's tier: so small, it stays near the processor. Classes, kinds, shapes, tiers and the columns of `line_counts` are named in
    `detector.characters` and `detector.lexemes`.

    There must be room for as many tokens as code points. Returns the numbers of tokens and of
    lines, the latter -1 if the room for lines (less one) did not do.
    """
    articles: cython.Py_ssize_t = bounds.shape[0] - 1
    room: cython.Py_ssize_t = line_start.shape[0]
    a: cython.Py_ssize_t
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    end: cython.Py_ssize_t
    start: cython.Py_ssize_t
    tokens: cython.Py_ssize_t = 0
    lines: cython.Py_ssize_t = 0
    code: cython.uint
    glyph: cython.uint
    folded: cython.uint
    k: cython.uint
    h: cython.ulonglong
    content: cython.ulonglong
    triggers: cython.ulonglong
    tier: cython.uchar
    kind: cython.uchar
    shape: cython.int
    letters: cython.int
    uppers: cython.int
    digits: cython.int
    spaces: cython.int
    spoken: cython.int
    word_letters: cython.int
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
                if lines == room:
                    lines = -1
                    break
                line_start[lines] = i
                line_token[lines] = tokens
                line_first[lines] = 0
                for j in range(24):
                    line_counts[lines, j] = 0
                content = FNV_OFFSET
                triggers = 0
                spaces = 0
                spoken = 0
                word_letters = 0
                spaced = 1
                ended = 0
                opening = 1
                sentence = 0
                names = 0
                last = 0
                opened = 0
                while i < end:
                    code = codes[i]
                    glyph = glyphs[code] if code < 65536 else _class_beyond(code)
                    k = glyph & 15
                    if k == 1:
                        spaces += 1
                        if code == 9:
                            line_counts[lines, 17] += 1
                        if glyph & 16:
                            triggers |= trigger_table[code]
                        spaced = 1
                        i += 1
                        continue
                    folded = glyph >> 16 if code < 65536 else code
                    if glyph & 16:
                        triggers |= trigger_table[code]
                    if k == 2:  # the line ends
                        break
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
                            last = code
                            i += 1
                            whole = 1
                        else:
                            whole = 0
                        while whole == 0:
                            # `code`, `glyph` and `folded` are those of `i`, a letter at first.
                            while k == 3:
                                h = ((h ^ folded) * FNV_PRIME) & LOW32
                                last = code
                                letters += 1
                                after_lower = 1
                                i += 1
                                if i == end:
                                    k = 2
                                    break
                                code = codes[i]
                                glyph = glyphs[code] if code < 65536 else _class_beyond(code)
                                if glyph & 16:
                                    triggers |= trigger_table[code]
                                k = glyph & 15
                                folded = glyph >> 16 if code < 65536 else code
                            if k <= 2:
                                break
                            if k == 4:
                                letters += 1
                                uppers += 1
                                if after_lower:
                                    shape |= 4
                                after_lower = 0
                                h = ((h ^ folded) * FNV_PRIME) & LOW32
                                last = code
                            elif k == 5:
                                digits += 1
                                after_lower = 0
                                h = ((h ^ folded) * FNV_PRIME) & LOW32
                                last = code
                            elif k == 11:
                                line_counts[lines, 15] += 1
                            elif k == 10:
                                line_counts[lines, 15] += 1
                                h = ((h ^ folded) * FNV_PRIME) & LOW32
                                last = code
                            elif (
                                folded == 39
                                and i + 1 < end
                                and codes[i + 1] < 65536
                                and (
                                    glyphs[codes[i + 1]] & 15 == 3 or glyphs[codes[i + 1]] & 15 == 4
                                )
                            ):
                                line_counts[lines, 12] += 1
                                after_lower = 0
                                h = ((h ^ folded) * FNV_PRIME) & LOW32
                                last = code
                            else:
                                break
                            i += 1
                            if i == end:
                                break
                            code = codes[i]
                            glyph = glyphs[code] if code < 65536 else _class_beyond(code)
                            if glyph & 16:
                                triggers |= trigger_table[code]
                            k = glyph & 15
                            folded = glyph >> 16 if code < 65536 else code
                        if uppers == letters and letters > 1 and (shape & 64) == 0:
                            shape |= 2
                        if h == 0:
                            h = 1
                        tier = _tier(words, h)
                        kind = 1
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
                                    or (codes[i] < 65536 and glyphs[codes[i]] & 15 <= 2)
                                )
                            ):
                                if codes[i] < 65536:
                                    triggers |= trigger_table[codes[i]]
                                i += 1
                            last = codes[i - 1]
                            kind = 6
                            line_counts[lines, 23] += 1
                            line_counts[lines, 13] += i - start - letters
                            h = 3
                            tier = 0
                            shape = shape & 8
                        else:
                            spoken += 1
                            word_letters += letters
                            if shape & 3:
                                line_counts[lines, 2] += shape & 1
                                line_counts[lines, 3] += (shape >> 1) & 1
                            line_counts[lines, 4] += tier != 0
                            line_counts[lines, 5] += tier == 3
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
                            glyph = glyphs[code] if code < 65536 else 0
                            k = glyph & 15
                            if k == 5:
                                digits += 1
                            elif k == 3 or k == 4:
                                letters += 1
                            elif (
                                (code == 44 or code == 46 or code == 58)
                                and i + 1 < end
                                and codes[i + 1] < 65536
                                and glyphs[codes[i + 1]] & 15 == 5
                            ):
                                line_counts[lines, 12] += 1
                            else:
                                break
                            triggers |= trigger_table[code]
                            h = ((h ^ (glyph >> 16)) * FNV_PRIME) & LOW32
                            last = code
                            i += 1
                        kind = 2
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
                        i += 1
                        while i < end and codes[i] == code:
                            i += 1
                        last = code
                        h = ((h ^ folded) * FNV_PRIME) & LOW32
                        if k == 6:
                            kind = 3
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
                            kind = 4
                            line_counts[lines, 13] += i - start
                            if code == 124:
                                line_counts[lines, 16] += i - start
                        else:
                            kind = 5
                            if k == 8:
                                line_counts[lines, 14] += i - start
                            else:
                                line_counts[lines, 15] += i - start
                        content = ((content ^ h) * FNV_PRIME) & LOW32
                    token_start[tokens] = start
                    token_end[tokens] = i
                    token_hash[tokens] = h
                    token_kind[tokens] = kind
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
                line_counts[lines, 0] = spoken
                line_counts[lines, 11] = spaces
                line_counts[lines, 22] = word_letters
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
            if lines < 0:
                break
        if lines >= 0:
            article_line[articles] = lines
            line_token[lines] = tokens
    return tokens, lines


def match(
    token_hash: cython.uint[::1],
    token_kind: cython.uchar[::1],
    token_shape: cython.uchar[::1],
    line_token: cython.int[::1],
    lines: cython.Py_ssize_t,
    alone: cython.ulonglong[::1],
    pairs: cython.ulonglong[::1],
    entries: cython.ulonglong[::1],
    spoken: cython.int[::1],
    held: cython.int[::1],
    hit_phrase: cython.int[::1],
    hit_first: cython.int[::1],
    hit_last: cython.int[::1],
    hit_line: cython.int[::1],
):
    """Find phrases: sequences of words inside one sentence of one line, whatever stands between.

    `entries` is a trie in an open-addressing table: the hash of each word sequence, and above bit
    31 `2 * (phrase + 1)`, plus one where longer phrases begin with it. The sieves `alone` and
    `pairs` (see `sift`) let through the phrases of one word, and the first two words of longer
    ones. `spoken` and `held` are scratch as long as the tokens and one more. Every phrase found is
    written, nested ones too, the tokens `hit_first` to `hit_last` inclusive, as long as there is room; returns how many
    there are, so that the caller can come again with more room.
    """
    mask: cython.ulonglong = entries.shape[0] - 1
    room: cython.Py_ssize_t = hit_phrase.shape[0]
    found: cython.Py_ssize_t = 0
    line: cython.Py_ssize_t
    i: cython.Py_ssize_t
    s: cython.Py_ssize_t
    j: cython.Py_ssize_t
    words: cython.Py_ssize_t
    passed: cython.Py_ssize_t
    state: cython.ulonglong
    pair: cython.ulonglong
    mixed: cython.ulonglong
    passes: cython.ulonglong
    entry: cython.ulonglong
    value: cython.int
    alone_bits: cython.ulonglong = 64 * alone.shape[0] - 1
    pairs_bits: cython.ulonglong = 64 * pairs.shape[0] - 1
    with cython.nogil:
        for line in range(lines):
            words = 0
            for i in range(line_token[line], line_token[line + 1]):
                spoken[words] = i
                words += token_kind[i] <= 2
            passed = 0
            for s in range(words):
                # Both sieves are asked, and what passes is put down, without a jump: most does not.
                state = ((FNV_OFFSET ^ token_hash[spoken[s]]) * FNV_PRIME) & LOW32
                if state == 0:
                    state = 1
                mixed = _mix(state)
                passes = (alone[(mixed & alone_bits) >> 6] >> (mixed & 63)) & 1
                if s + 1 < words:
                    pair = ((state ^ token_hash[spoken[s + 1]]) * FNV_PRIME) & LOW32
                    if pair == 0:
                        pair = 1
                    pair = _mix(pair)
                    passes |= (pairs[(pair & pairs_bits) >> 6] >> (pair & 63)) & 1
                held[passed] = s
                passed += passes
                if cython.compiled:
                    prefetch(cython.address(entries[mixed & mask]))
            for i in range(passed):
                s = held[i]
                state = ((FNV_OFFSET ^ token_hash[spoken[s]]) * FNV_PRIME) & LOW32
                if state == 0:
                    state = 1
                mixed = _mix(state)
                j = s
                while True:
                    value = 0
                    entry = entries[mixed & mask]
                    while entry != 0:
                        if entry & LOW32 == state:
                            value = entry >> 32
                            break
                        mixed += 1
                        entry = entries[mixed & mask]
                    if value > 1:
                        if found < room:
                            hit_phrase[found] = (value >> 1) - 1
                            hit_first[found] = spoken[s]
                            hit_last[found] = spoken[j]
                            hit_line[found] = line
                        found += 1
                    j += 1
                    if (value & 1) == 0 or j == words or token_shape[spoken[j]] & 16:
                        break
                    state = ((state ^ token_hash[spoken[j]]) * FNV_PRIME) & LOW32
                    if state == 0:
                        state = 1
                    mixed = _mix(state)
    return found


def sift(keys: cython.uint[::1], mixed: cython.int, sieve: cython.ulonglong[::1]):
    """Set the bit of each key in `sieve` (zeroed, its length a power of two).

    Keys that are not `mixed` yet are, as in `fill`.

    A key whose bit is not set is not among them, which one small table can tell that stays near
    the processor (Bloom, Space/Time Trade-offs in Hash Coding, 1970, with a single hash).
    """
    bits: cython.ulonglong = 64 * sieve.shape[0] - 1
    n: cython.Py_ssize_t = keys.shape[0]
    i: cython.Py_ssize_t
    place: cython.ulonglong
    with cython.nogil:
        for i in range(n):
            place = keys[i] if mixed else _mix(keys[i])
            sieve[(place & bits) >> 6] |= BIT << (place & 63)


def ngrams(
    token_hash: cython.uint[::1],
    token_kind: cython.uchar[::1],
    token_tier: cython.uchar[::1],
    article_token: cython.int[::1],
    limit: cython.Py_ssize_t,
    sieve: cython.ulonglong[::1],
    out_key: cython.uint[::1],
    out_first: cython.int[::1],
    out_last: cython.int[::1],
    out_bounds: cython.longlong[::1],
):
    """Hash each article's words, pairs of neighbours, and pairs with one word between them.

    Markup is passed over; words of tier 4 are read as one and the same word; no more than `limit`
    tokens of an article are read. Only keys that `sieve` (see `detector.lexer.sift`) lets through
    are written. `out_first` and `out_last` are the outer tokens; article `a` has the entries
    `out_bounds[a]:out_bounds[a + 1]`, up to three a token. A key is never 0.
    """
    articles: cython.Py_ssize_t = article_token.shape[0] - 1
    bits: cython.ulonglong = 64 * sieve.shape[0] - 1
    a: cython.Py_ssize_t
    i: cython.Py_ssize_t
    count: cython.Py_ssize_t = 0
    read: cython.Py_ssize_t
    before: cython.int
    earlier: cython.int
    h: cython.ulonglong
    h_before: cython.ulonglong
    h_earlier: cython.ulonglong
    key: cython.ulonglong
    mixed: cython.ulonglong
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
                # Each is written, and stays only if the sieve lets it: no jump to foresee.
                key = _key(h)
                mixed = key & bits
                out_key[count] = key
                out_first[count] = i
                out_last[count] = i
                count += (sieve[mixed >> 6] >> (mixed & 63)) & 1
                if read > 1:
                    key = _key((((h_before * PAIR_PRIME) ^ h) + PAIR_SALT) & LOW32)
                    mixed = key & bits
                    out_key[count] = key
                    out_first[count] = before
                    out_last[count] = i
                    count += (sieve[mixed >> 6] >> (mixed & 63)) & 1
                if read > 2:
                    key = _key((((h_earlier * PAIR_PRIME) ^ h) + SKIP_SALT) & LOW32)
                    mixed = key & bits
                    out_key[count] = key
                    out_first[count] = earlier
                    out_last[count] = i
                    count += (sieve[mixed >> 6] >> (mixed & 63)) & 1
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
    entries: cython.ulonglong[::1],
    keys: cython.uint[::1],
    first: cython.int[::1],
    last: cython.int[::1],
    bounds: cython.longlong[::1],
    seen: cython.uchar[::1],
    out_row: cython.int[::1],
    out_first: cython.int[::1],
    out_last: cython.int[::1],
    out_bounds: cython.longlong[::1],
):
    """Look up each article's mixed keys in an open-addressing table; each value once an article.

    An entry of the table is a key with its value above bit 31. `seen` is zeroed scratch with room
    for every value and one more. `out_first` and `out_last` are those of the value's first key; article `a` has
    the entries `out_bounds[a]:out_bounds[a + 1]`.
    """
    mask: cython.ulonglong = entries.shape[0] - 1
    articles: cython.Py_ssize_t = bounds.shape[0] - 1
    values: cython.int = seen.shape[0] - 1
    end: cython.Py_ssize_t
    a: cython.Py_ssize_t
    i: cython.Py_ssize_t
    stamp: cython.uchar
    count: cython.Py_ssize_t = 0
    key: cython.ulonglong
    slot: cython.ulonglong
    entry: cython.ulonglong
    following: cython.ulonglong
    empty: cython.int
    value: cython.int
    with cython.nogil:
        for a in range(articles):
            out_bounds[a] = count
            end = bounds[articles] - 1
            stamp = 1 + a % 255
            if a > 0 and stamp == 1:
                for i in range(values):
                    seen[i] = 0
            for i in range(bounds[a], bounds[a + 1]):
                if cython.compiled:
                    prefetch(cython.address(entries[keys[min(i + AHEAD, end)] & mask]))
                # Two places are looked at, and the answer is chosen by arithmetic: whether a key is
                # known is a toss-up, and a jump that cannot be foreseen costs more than both.
                key = keys[i]
                slot = key & mask
                entry = entries[slot]
                slot = (slot + 1) & mask
                following = entries[slot]
                empty = (entry == 0) | (following == 0)
                following = following if following & LOW32 == key else 0
                entry = entry if entry & LOW32 == key else following
                if (empty | (entry != 0)) == 0:
                    slot = (slot + 1) & mask
                    entry = entries[slot]
                    while entry != 0 and entry & LOW32 != key:
                        slot = (slot + 1) & mask
                        entry = entries[slot]
                value = entry >> 32
                value = value if entry != 0 else values
                out_row[count] = value
                out_first[count] = first[i]
                out_last[count] = last[i]
                count += (entry != 0) & (seen[value] != stamp)
                seen[value] = stamp
        out_bounds[articles] = count
    return count


def fill(
    keys: cython.uint[::1],
    values: cython.int[::1],
    mixed: cython.int,
    entries: cython.ulonglong[::1],
):
    """Put `keys` (none of them 0) with their values into an empty open-addressing table.

    A key's place is the key itself if it is `mixed`, as n-grams are, and else what `_mix` makes of
    it: the hashes of words differ too little in their last bits.
    An entry is a key with its value, which is not negative, above bit 31. The table's length is a
    power of two above the number of keys. Of equal keys the last wins.
    """
    mask: cython.ulonglong = entries.shape[0] - 1
    n: cython.Py_ssize_t = keys.shape[0]
    i: cython.Py_ssize_t
    slot: cython.ulonglong
    value: cython.ulonglong
    with cython.nogil:
        for i in range(n):
            slot = (keys[i] if mixed else _mix(keys[i])) & mask
            while entries[slot] != 0 and entries[slot] & LOW32 != keys[i]:
                slot = (slot + 1) & mask
            value = values[i]
            entries[slot] = (value << 32) | keys[i]


def halves(
    codes: Codes[::1],
    folds: cython.uint[::1],
    tokens: cython.int[::1],
    token_start: cython.int[::1],
    token_end: cython.int[::1],
    token_shape: cython.uchar[::1],
    words: cython.uint[::1],
    begins: cython.uchar[::1],
    ends: cython.uchar[::1],
    cuts: cython.int[::1],
    left_tier: cython.uchar[::1],
    right_tier: cython.uchar[::1],
):
    """Cut each of `tokens` where both halves are words of the lexicon, if there is such a place.

    Of several cuts the one whose rarer half is the commonest wins, then the one with the longer
    left half. `cuts` holds the length of the left half, or 0. Most capitalised words are names:
    they are tried only with first or last three letters that `begins` and `ends` tell of, five
    bits a letter, or with another capital inside. Words have at least five letters.
    """
    n: cython.Py_ssize_t = tokens.shape[0]
    t: cython.Py_ssize_t
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    start: cython.Py_ssize_t
    end: cython.Py_ssize_t
    last: cython.Py_ssize_t
    best: cython.int
    score: cython.int
    left: cython.int
    right: cython.int
    h: cython.ulonglong
    g: cython.ulonglong
    with cython.nogil:
        for t in range(n):
            start = token_start[tokens[t]]
            end = min(token_end[tokens[t]], start + 32)
            cuts[t] = 0
            if (token_shape[tokens[t]] & 5) == 1:
                last = token_end[tokens[t]] - 1
                if (codes[last] & 31) == 19 and (
                    codes[last - 1] == 39 or codes[last - 1] == 0x2019
                ):
                    last -= 2
                if not (
                    begins[
                        (codes[start] & 31) << 10
                        | (codes[start + 1] & 31) << 5
                        | (codes[start + 2] & 31)
                    ]
                    or ends[
                        (codes[last - 2] & 31) << 10
                        | (codes[last - 1] & 31) << 5
                        | (codes[last] & 31)
                    ]
                ):
                    continue
            best = 0
            h = FNV_OFFSET
            for i in range(start, end - 2):
                h = ((h ^ folds[codes[i] & 0xFFFF]) * FNV_PRIME) & LOW32
                if i - start < 1:
                    continue
                left = _tier(words, h)
                if left == 0 or left > 3:
                    continue
                g = FNV_OFFSET
                for j in range(i + 1, end):
                    g = ((g ^ folds[codes[j] & 0xFFFF]) * FNV_PRIME) & LOW32
                right = _tier(words, g)
                if right == 0 or right > 3:
                    continue
                score = 4 * min(left, right) + max(left, right)
                if score >= best:
                    best = score
                    cuts[t] = i + 1 - start
                    left_tier[t] = left
                    right_tier[t] = right
