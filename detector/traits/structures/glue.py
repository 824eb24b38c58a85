"""Words that are two: by what the lexicon knows of their halves, or by a mark without a space."""

import numpy as np
import regex

from detector import characters, lexer
from detector.lexemes import (
    ALL_CAPITALS,
    CAPITAL,
    COMMON,
    FUNCTION,
    INNER_CAPITAL,
    KNOWN_WORDS,
    UNKNOWN,
    WORD,
    WORDS,
    Ints,
    Lexemes,
    Mask,
)
from detector.lexicon import word_list
from detector.lexing import buffers
from detector.traits.structures.source import holds_identifiers

OPENERS, CLOSERS = frozenset(word_list("openers")), frozenset(word_list("closers"))
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
BEFORE_NAME = regex.compile(
    r"(and|as|at|but|by|for|from|in|into|of|on|or|that|the|to|with|when|where|which|who|after|before"
    r"|between|against|about|over|through|is|was|says?|said)[A-Z][a-z]{2,}(?:['’]s)?"
)
BESIDE = np.array([ord(c) for c in "-@#/_\\:&+=~`<>$%{}[]*|^'’‘‑–—"], np.uint32)
COMMAS = np.array([ord(c) for c in ",;"], np.uint32)
STOPS = np.array([ord(c) for c in ",.!?"], np.uint32)


def glued(lexemes: Lexemes) -> Ints:
    """Find the unknown words that are two known ones and no compound."""
    tokens = lexemes.tokens
    words, cuts, rarer = _halves(lexemes, _unknown(lexemes))
    once = _said_once(lexemes, words)
    source = holds_identifiers(lexemes)[lexemes.article_of_token[words]]
    found = (each[once].tolist() for each in (words, cuts, rarer, source))
    kept = [
        token
        for token, *how in zip(*found, strict=True)
        if _is_glued(lexemes.text[tokens.start[token] : tokens.end[token]], *how)
    ]
    return np.union1d(np.array(kept, np.int32), _before_names(lexemes))


def _before_names(lexemes: Lexemes) -> Ints:
    """Find the unknown words that are a small word and a name: "ofOkafor"."""
    tokens, unknown = lexemes.tokens, _unknown(lexemes)
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
    length = tokens.end - tokens.start
    word = (tokens.kind == WORD) & ((length > 1) | (codes[tokens.start] == ord("I")))
    beside = tokens.start[1:] == tokens.end[:-1]
    joined = word[:-2] & beside[:-1] & (length[1:-1] == 1) & beside[1:] & word[2:]
    mark = np.flatnonzero(joined).astype(np.int32) + np.int32(1)
    mark = mark[stand_alone(lexemes, mark - 1, mark + 1)]
    sign, tier = codes[tokens.start[mark]], tokens.tier[[mark - 1, mark + 1]]
    left, right = tokens.shape[[mark - 1, mark + 1]]
    small, prose = tier[1] == FUNCTION, ~holds_identifiers(lexemes)[lexemes.article_of_token[mark]]
    comma = np.isin(sign, COMMAS) & (right & CAPITAL == 0) & (tier[1] > UNKNOWN)
    comma &= small | (tier[0] > UNKNOWN) & (length[mark - 1] > 2)
    opens = right & (CAPITAL | ALL_CAPITALS | INNER_CAPITAL) == CAPITAL
    stop = np.isin(sign, STOPS) & (sign != ord(",")) & opens & (tier[1] >= COMMON)
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
    named = np.isin(after, STOPS) & (beyond >= ord("0")) & (beyond <= ord("z"))
    named |= np.isin(before, STOPS) | (after == ord("("))
    named |= np.isin(before, BESIDE) | np.isin(after, BESIDE)
    return np.asarray(~named & _is_english(lexemes)[article] & (tokens.end[last] <= ends))


def _is_english(lexemes: Lexemes) -> Mask:
    return np.asarray(lexemes.totals[:, KNOWN_WORDS] >= 0.7 * lexemes.totals[:, WORDS])


def _halves(lexemes: Lexemes, words: Ints) -> tuple[Ints, Ints, Ints]:
    """Those words that fall into two known ones, where, and how common the rarer one is."""
    cuts = np.zeros(len(words), np.int32)
    left, right = np.zeros((2, len(words)), np.uint8)
    tokens, tables = lexemes.tokens, lexemes.tables
    given = (lexemes.codes, characters.tables()[1], words, tokens.start, tokens.end)
    known = (tables.word_keys, tables.word_tiers)
    lexer.halves(*buffers(*given, *known, cuts, left, right))
    cut = cuts > 0
    return words[cut], cuts[cut], np.minimum(left, right)[cut].astype(np.int32)


def _said_once(lexemes: Lexemes, words: Ints) -> Mask:
    article = lexemes.article_of_token[words].astype(np.uint64)
    said = article << np.uint64(32) | lexemes.tokens.hash[words]
    _, place, times = np.unique(said, return_inverse=True, return_counts=True)
    return np.asarray(times[place] == 1)


def _is_glued(word: str, cut: int, rarer: int, source: bool) -> bool:
    """Tell whether a word that falls into two at `cut` is really two.

    Source text has identifiers in it, so there one half must be a small word.
    """
    word = word.removesuffix("'s").removesuffix("’s")
    left, right = word[:cut].lower(), word[cut:]
    if not right or word.lower() in RARE or len(word) < 5:
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
    if source or left in FIRST or SUFFIXED.fullmatch(right):
        return False
    if right in LAST and not VERBAL.fullmatch(left):
        return False
    if INFLECTED.fullmatch(left):
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


def _unknown(lexemes: Lexemes) -> Ints:
    """Words that the lexicon does not know."""
    tokens = lexemes.tokens
    unknown = (tokens.kind == WORD) & (tokens.tier == UNKNOWN)
    words = np.flatnonzero(unknown).astype(np.int32)
    return words[stand_alone(lexemes, words, words)]
