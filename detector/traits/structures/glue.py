"""Words that are two: by what the lexicon knows of their halves, or by a mark without a space."""

from functools import cache
from string import ascii_lowercase

import numpy as np
import numpy.typing as npt
import regex

from detector import characters, lexer
from detector.arrays import (
    ALL_CAPITALS,
    CAPITAL,
    COMMON,
    FUNCTION,
    INNER_CAPITAL,
    KNOWN_WORDS,
    SPACED,
    UNKNOWN,
    WORD,
    WORDS,
    Ints,
    Mask,
)
from detector.characters import among
from detector.hashing import buffers
from detector.lexemes import Lexemes
from detector.lexicon import word_list
from detector.traits.structures.source import holds_identifiers

OPENERS, CLOSERS = frozenset(word_list("openers")), frozenset(word_list("closers"))
SHORTEST = 5  # letters
BEFORE = {"to", "of", "is", "are", "for", "can"}
BEHIND = {"to", "of", "is", "in", "as", "on", "at", "by", "it"}
# "onEnter", "isEmpty": identifiers begin so.
CODE_LIKE = {
    "is", "to", "has", "on", "as", "no", "do", "can", "for", "get", "set", "not", "in", "at", "be",
    "new", "add", "my", "of", "all", "if",
}  # fmt: skip
# A sentence may begin with these; names such as "Butland" do so with others.
CAPITAL_OPENERS = {
    "the", "this", "that", "these", "they", "their", "while", "when", "with", "which", "between",
}  # fmt: skip
FIRST, LAST = frozenset(word_list("compound_first")), frozenset(word_list("compound_last"))
RARE = frozenset(word_list("rare_words"))
INFLECTED = regex.compile(
    r"\w{3,}(?:ed|ing|ly|ies|tion|ment|ity|ance|ence|ous)|\w{5,}(?<!s|u|i)s"
    r"|\w{4,}(?:al|ic|ive|ent|ant)"
)
VERBAL = regex.compile(r"\w{4,}(?:ed|ing|ly|ies)")
SUFFIXED = regex.compile(r"\w*(?:abilit(?:y|ies)|ness)|[ei]ng|ings|ed|ers?|est|ists?|isms?|aires?")
# What these expressions end in, since to ask that takes no time.
INFLECTIONS = (
    "ed", "ing", "ly", "ies", "tion", "ment", "ity", "ance", "ence", "ous", "s", "al", "ic", "ive",
    "ent", "ant",
)  # fmt: skip
SUFFIXES = (
    "ability", "abilities", "ness", "eng", "ing", "ings", "ed", "er", "ers", "est", "ist", "ists",
    "ism", "isms", "aire", "aires",
)  # fmt: skip
BEFORE_NAME = regex.compile(
    r"(and|as|at|but|by|for|from|in|into|of|on|or|that|the|to|with|when|where|which|who|after|before"
    r"|between|against|about|over|through|is|was|says?|said)[A-Z][a-z]{2,}(?:['’]s)?"
)
BESIDE = among("-@#/_\\:&+=~`<>$%{}[]*|^'’‘‑–—")
APOSTROPHES = among("'’")
LOWER = among(ascii_lowercase)
COMMAS, STOPS, JOINTS = among(",;"), among(",.!?"), among(",;.!?")


def glued(lexemes: Lexemes) -> Ints:
    """Find the unknown words that are two known ones and no compound, and are said once."""
    tokens = lexemes.tokens
    words, cuts, rarer = _halves(lexemes)
    source = holds_identifiers(lexemes)[lexemes.article_of_token[words]]
    found = (each.tolist() for each in (words, cuts, rarer, source))
    kept = [
        token
        for token, *how in zip(*found, strict=True)
        if _is_glued(lexemes.text[tokens.start[token] : tokens.end[token]], *how)
    ]
    return _said_once(lexemes, np.array(kept, np.int32))


def before_names(lexemes: Lexemes) -> Ints:
    """Find the unknown words that are a small word and a name: "ofOkafor"."""
    tokens, unknown = lexemes.tokens, lexemes.unknown
    humped = unknown[(tokens.shape[unknown] & (INNER_CAPITAL | CAPITAL)) == INNER_CAPITAL]
    prose = ~holds_identifiers(lexemes)[lexemes.article_of_token[humped]]
    kept = [
        token
        for token, in_prose in zip(humped.tolist(), prose.tolist(), strict=True)
        if (said := BEFORE_NAME.fullmatch(lexemes.text[tokens.start[token] : tokens.end[token]]))
        and (in_prose or said[1] not in CODE_LIKE)
    ]
    return np.array(kept, np.int32)


def joined(lexemes: Lexemes) -> tuple[Ints, Ints]:
    """First and last tokens of two words with a mark between them and no space at all."""
    tokens, codes = lexemes.tokens, lexemes.codes
    mark = lexemes.marks[np.flatnonzero(JOINTS.take(lexemes.mark_codes, mode="clip"))]
    mark = mark[slice(*np.searchsorted(mark, [1, len(tokens.start) - 1]))]
    mark = mark[np.flatnonzero(tokens.shape[mark + 1] & SPACED == 0)]
    sides = np.stack([mark - 1, mark + 1])
    word = tokens.kind[sides] == WORD
    word &= (tokens.end[sides] - tokens.start[sides] > 1) | (codes[tokens.start[sides]] == ord("I"))
    beside = tokens.end[mark - 1] == tokens.start[mark]
    beside &= tokens.end[mark] == tokens.start[mark + 1]
    beside &= tokens.end[mark] - tokens.start[mark] == 1
    mark = mark[word.all(axis=0) & beside]
    mark = mark[stand_alone(lexemes, mark - 1, mark + 1)]
    sign, tier = codes[tokens.start[mark]], tokens.tier[[mark - 1, mark + 1]]
    left, right = tokens.shape[[mark - 1, mark + 1]]
    small, prose = tier[1] == FUNCTION, ~holds_identifiers(lexemes)[lexemes.article_of_token[mark]]
    comma = COMMAS.take(sign, mode="clip") & (right & CAPITAL == 0) & (tier[1] > UNKNOWN)
    comma &= small | (tier[0] > UNKNOWN) & (tokens.end[mark - 1] - tokens.start[mark - 1] > 2)
    opens = right & (CAPITAL | ALL_CAPITALS | INNER_CAPITAL) == CAPITAL
    stop = STOPS.take(sign, mode="clip") & (sign != ord(",")) & opens & (tier[1] >= COMMON)
    stop &= (tier[0] > UNKNOWN) & (left & CAPITAL == 0) & (small | prose) | small & prose
    mark = mark[comma | stop]
    return mark - 1, mark + 1


def stand_alone(lexemes: Lexemes, first: Ints, last: Ints) -> Mask:
    """English words with no mark of code or of an address before the first or behind the last."""
    tokens, article = lexemes.tokens, lexemes.article_of_token[first]
    begins, ends = lexemes.article_start[article], lexemes.article_start[article + 1]
    place = np.stack([tokens.start[first] - 1, tokens.end[last], tokens.end[last] + 1])
    inside = (place >= begins) & (place < ends)
    before, after, beyond = np.where(inside, lexemes.codes[np.where(inside, place, 0)], 0)
    named = STOPS.take(after, mode="clip") & (beyond >= ord("0")) & (beyond <= ord("z"))
    named |= STOPS.take(before, mode="clip") | (after == ord("("))
    named |= BESIDE.take(before, mode="clip") | BESIDE.take(after, mode="clip")
    return np.asarray(~named & _is_english(lexemes)[article] & (tokens.end[last] <= ends))


def _is_english(lexemes: Lexemes) -> Mask:
    return np.asarray(lexemes.totals[:, KNOWN_WORDS] >= 0.7 * lexemes.totals[:, WORDS])


def _halves(lexemes: Lexemes) -> tuple[Ints, Ints, Ints]:
    """The unknown words that fall into two known ones, where, and how common the rarer one is.

    Left out are most of those of which `_is_glued` cannot hold: it takes much longer.
    """
    tokens, tables, words = lexemes.tokens, lexemes.tables, lexemes.unknown
    words = words[tokens.end[words] - tokens.start[words] >= SHORTEST]
    cuts, (left, right) = np.zeros(len(words), np.int32), np.zeros((2, len(words)), np.uint8)
    given = (lexemes.codes, characters.tables()[1], words, tokens.start, tokens.end, tokens.shape)
    lexer.halves(*buffers(*given, tables.words, *_edges(), cuts, left, right))
    places = np.flatnonzero(cuts)
    words, cuts = words[places], cuts[places]
    left, right = left[places], right[places]
    begin, end = tokens.start[words], tokens.end[words]
    rest, rarer = end - begin - cuts, np.minimum(left, right)
    codes, first = lexemes.codes, tokens.shape[words] & CAPITAL > 0
    small = (left == FUNCTION) | (cuts == 4) & (codes[begin + 3] == ord("s"))  # "says" is none
    closes = (right == FUNCTION) | (rest == 4) & (codes[end - 1] == ord("s"))
    begins = small & (rest > np.where(cuts > 2, 2, 3))
    ends = closes & ((rest > 2) & (cuts > 3) | (cuts > 5)) | APOSTROPHES.take(
        codes[end - 2], mode="clip"
    )
    long = ~first & (cuts > 4) & ((rest > 5) | (rest > 3) & (rarer >= COMMON))
    humped = small & (rest > 3) | (np.minimum(cuts, rest) > 3) & (rarer >= COMMON)
    humped = (closes | humped & ~first) & ~LOWER.take(codes[begin + cuts], mode="clip")
    tried = np.flatnonzero(begins | ends | long | humped)
    return words[tried], cuts[tried], rarer[tried].astype(np.int32)


@cache
def _edges() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Tables of three letters that `CAPITAL_OPENERS` begin with, and that `CLOSERS` end with."""
    begins, ends = np.zeros((2, 1 << 15), np.uint8)
    for table, parts in (
        (begins, {word[:3] for word in CAPITAL_OPENERS}),
        (ends, {word[-3:] for word in CLOSERS}),
    ):
        for part in parts:
            first, second, third = (ord(letter) & 31 for letter in part)
            table[first << 10 | second << 5 | third] = 1
    return begins, ends


def _said_once(lexemes: Lexemes, words: Ints) -> Ints:
    """Those of `words` whose article has no other unknown word like it that stands alone."""
    if not len(words):
        return words
    likely = np.zeros(1 << 16, np.bool_)
    hashes = lexemes.tokens.hash
    likely[hashes[words] & 0xFFFF] = True
    among = lexemes.unknown[likely[hashes[lexemes.unknown] & 0xFFFF]]
    among = among[stand_alone(lexemes, among, among)]
    said = lexemes.article_of_token[among].astype(np.uint64) << np.uint64(32) | hashes[among]
    _, place, times = np.unique(said, return_inverse=True, return_counts=True)
    return np.intersect1d(words, among[times[place] == 1])


def _is_glued(word: str, cut: int, rarer: int, source: bool) -> bool:
    """Tell whether a word that falls into two at `cut` is really two.

    Source text has identifiers in it, so there one half must be a small word.
    """
    word = word.removesuffix("'s").removesuffix("’s")
    left, right = word[:cut].lower(), word[cut:]
    if not right or word.lower() in RARE or len(word) < SHORTEST:
        return False
    if not right.islower():
        return _is_humped(word[:cut], right, rarer, source)
    if left in OPENERS and (word[0].islower() or left in CAPITAL_OPENERS):
        return len(right) >= (6 if rarer < COMMON else 3 if left in ("and", "that") else 4)
    if right in CLOSERS:
        return len(left) >= (6 if word[0].isupper() else 4)
    if word[0].isupper():
        return False
    if right in BEHIND:
        return len(left) >= 6
    if left in BEFORE:
        return len(right) >= (6 if rarer < COMMON or left not in ("to", "of") else 5)
    if source or left in FIRST or (right.endswith(SUFFIXES) and SUFFIXED.fullmatch(right)):
        return False
    if right in LAST and not VERBAL.fullmatch(left):
        return False
    if left.endswith(INFLECTIONS) and INFLECTED.fullmatch(left):
        return len(right) >= (4 if rarer >= COMMON else 6)
    return len(word) >= 13 and min(cut, len(right)) >= 5 and rarer >= COMMON


def _is_humped(left: str, right: str, rarer: int, source: bool) -> bool:
    """Tell the same of a word with one capital inside, at the cut: "byThe", not "getName"."""
    if not (right[:1].isupper() and right[1:].islower() and left[1:].islower()):
        return False
    if right.lower() in CLOSERS | {"he", "she"}:
        return left.lower() not in CODE_LIKE
    if left in OPENERS:
        return len(right) >= 4 and rarer >= COMMON
    common = min(len(left), len(right)) >= 4 and rarer >= COMMON
    return left.islower() and common and not source
