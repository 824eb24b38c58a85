"""Runs of words in capitals, and runs of exclamation marks.

Spam and rumour raise their voice. Titles, bylines, acronyms, tickers and the labels of a
transcript are in capitals as well: a run counts when an exclamation mark ends it, or when two of
its words are words of shouting and it is not the label of what follows. Legal disclaimers, and
articles that a wire sent in capitals throughout, are borderline; so is a quoted tweet.
"""

import numpy as np

from detector.arrays import ALL_CAPITALS, FUNCTION, SHOUTED, WORD, WORDS, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Positions, Spans, Structure, spans

FEWEST = 3  # known words in capitals in a row


def find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    """Find shouted runs of words and of exclamation marks; `hits` are words of shouting."""
    parts = (shouted_words(lexemes, hits), exclamations(lexemes))
    return spans(*(np.concatenate(edges) for edges in zip(*parts, strict=True)))


def exclamations(lexemes: Lexemes) -> tuple[Positions, Positions]:
    """Three exclamation marks and more, or a mix of four with question marks."""
    tokens, codes = lexemes.tokens, lexemes.codes
    bangs = lexemes.marks[np.flatnonzero(lexemes.mark_codes == ord("!"))]
    asked = np.maximum(bangs - 1, 0)
    article = lexemes.article_of_token
    joined = (codes[tokens.start[asked]] == ord("?")) & (tokens.end[asked] == tokens.start[bangs])
    joined &= article[asked] == article[bangs]
    start = np.where(joined, tokens.start[asked], tokens.start[bangs])
    loud = tokens.end[bangs] - start >= 3
    return start[loud].astype(np.int64), tokens.end[bangs[loud]].astype(np.int64)


def shouted_words(lexemes: Lexemes, hits: PhraseHits) -> tuple[Positions, Positions]:
    """Find the runs of words in capitals that are no title."""
    words, run = capital_runs(lexemes)
    if not len(words):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    tokens, lines = lexemes.tokens, lexemes.lines
    first = words[np.searchsorted(run, np.arange(run[-1] + 1))]
    last = words[np.searchsorted(run, np.arange(run[-1] + 1), side="right") - 1]
    voices = np.zeros(len(tokens.start), np.bool_)
    voices[hits.first] = True
    voiced = voices[words]
    known, voice, glue = (
        np.bincount(run, each)
        for each in (tokens.tier[words] > 0, voiced, tokens.tier[words] == FUNCTION)
    )
    following = lexemes.codes[tokens.start[np.minimum(last + 1, len(tokens.start) - 1)]]
    line = lexemes.line_of_token[first]
    calls = following == ord("!")
    alone = lexemes.count(SHOUTED)[line] >= 0.7 * lexemes.count(WORDS)[line]
    inside = (first > lines.token[line] + 1) & (known > FEWEST) & (glue > 1)
    kept = (calls & ((voice > 0) | (known > FEWEST))) | (
        ((voice > 1) | (glue > 3) & (voice > 0) & inside)
        & (following != ord(":"))
        & (alone | inside)
        & ~lexemes.heading[line]
    )
    kept &= (known >= FEWEST) & (known >= 0.6 * np.bincount(run))
    end = np.where(calls, tokens.end[np.minimum(last + 1, len(tokens.start) - 1)], tokens.end[last])
    return tokens.start[first[kept]].astype(np.int64), end[kept].astype(np.int64)


def capital_runs(lexemes: Lexemes) -> tuple[Positions, Positions]:
    """Return the words in capitals, and the number of the run that each belongs to.

    Lines with too few of them for a run are not looked at.
    """
    tokens, loud = lexemes.tokens, np.flatnonzero(lexemes.count(SHOUTED) >= FEWEST)
    words = lexemes.tokens_of(loud)
    words = words[(tokens.kind[words] == WORD) & (tokens.end[words] - tokens.start[words] > 1)]
    capital = (tokens.shape[words] & ALL_CAPITALS) > 0
    breaks = ~capital | (np.diff(lexemes.line_of_token[words], prepend=-1) != 0)
    return words[capital], np.cumsum(np.diff(np.cumsum(breaks)[capital], prepend=0) > 0) - 1


TRAIT = Structure(
    name="shouting",
    doc=__doc__,
    find=find,
    lines="shouting",
    flags=[
        Example("The dyke is safe!!! Tell them.", spans=["!!!"]),
        Example("DO NOT MISS THIS CHANCE!", spans=["DO NOT MISS THIS CHANCE!"]),
        Example(
            "The council says that THEY WILL NEVER LISTEN TO YOU and goes home.",
            spans=["THEY WILL NEVER LISTEN TO YOU"],
        ),
        Example("THIS CHANGES EVERYTHING\nThe dyke is safe.", spans=["THIS CHANGES EVERYTHING"]),
        Example("Is the dyke safe??!! Nobody knows.", spans=["??!!"]),
    ],
    passes=[
        "LONDON, March 3 - The dyke is safe, the Met Office and the BBC said in a joint note.",
        "REPORT OF THE COMMITTEE ON DYKES AND WEIRS\nThe committee met twice. It found no fault.",
        "MR. HALL: Is it safe?\nTHE CHAIR: It is! We shall see.\nUNIDENTIFIED SPEAKER: Hear, hear!",
        "Dome Petroleum <DMP> said the NYSE and the SEC had asked for its GAAP accounts.",
        "CHAPTER ONE\nWhat a night! The sea came up to the door, and went away again!",
        "Players: ANNA BERG, TOM OKAFOR, LI WEI. Referee: SARA NUNEZ. Attendance: 2,400.",
        "Set MAX_SIZE and MIN_SIZE, or pass NULL; the HTTP header must hold the MIME type.",
    ],
)
