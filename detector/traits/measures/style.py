"""Habits of style that travel between subjects, for each hundred words."""

import numpy as np

from detector.arrays import Floats, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.measures.rates import Value, per_hundred_words, phrase_rate
from detector.traits.shapes import Measure


def _mark_rate(character: str) -> Value:
    """Count tokens that are runs of one punctuation mark."""

    def value(lexemes: Lexemes, _: PhraseHits) -> Floats:
        marks = lexemes.marks[np.flatnonzero(lexemes.mark_codes == ord(character))]
        article = lexemes.article_of_token[marks]
        return per_hundred_words(lexemes, np.bincount(article, minlength=len(lexemes)))

    return value


def _participle_rate(lexemes: Lexemes, _: PhraseHits) -> Floats:
    """Count commas before a word of six letters or more that ends in -ing."""
    tokens, codes = lexemes.tokens, lexemes.codes
    comma = lexemes.marks[np.flatnonzero(lexemes.mark_codes == ord(","))]
    comma = comma[comma + 1 < len(tokens.start)]
    end = tokens.end[comma + 1]
    long = np.flatnonzero(end - tokens.start[comma + 1] >= 6)
    comma, end = comma[long], end[long]
    for back in range(1, 4):
        kept = np.flatnonzero(codes[end - back] == ord("ing"[-back]))
        comma, end = comma[kept], end[kept]
    article = lexemes.article_of_token[comma]
    return per_hundred_words(lexemes, np.bincount(article, minlength=len(lexemes)))


def _listed(name: str, lines: str, doc: str, *examples: tuple[str, float]) -> Measure:
    return Measure(name=name, doc=doc, value=phrase_rate, lines=lines, examples=examples)


MEASURES = (
    Measure(
        name="question_rate",
        doc="Question marks for each hundred words.",
        value=_mark_rate("?"),
        examples=[("Who is it?", 100 / 3), ("It is me.", 0.0)],
    ),
    Measure(
        name="exclamation_rate",
        doc="Exclamation marks for each hundred words; a run of them is one.",
        value=_mark_rate("!"),
        examples=[("Run now!!!", 50.0), ("It is me.", 0.0)],
    ),
    Measure(
        name="dash_rate",
        doc="Long dashes for each hundred words.",
        value=_mark_rate("—"),
        examples=[("It rained—hard", 100 / 3), ("It rained-hard", 0.0)],
    ),
    Measure(
        name="participle_rate",
        doc="Clauses hung on with a comma and an -ing word, for each hundred words.",
        value=_participle_rate,
        examples=[("Rain fell, making roads wet", 20.0), ("Rain fell, and, ring", 0.0)],
    ),
    _listed(
        "first_person_rate", "first_person", "I, we, my, our, for each hundred words.",
        ("I lost my hat", 50.0), ("He lost it", 0.0),
    ),
    _listed(
        "second_person_rate", "second_person", "You and your, for each hundred words.",
        ("You lost your hat", 50.0), ("He lost it", 0.0),
    ),
    _listed(
        "contraction_rate", "contraction", "Contractions such as don't, for each hundred words.",
        ("We don't know", 100 / 3), ("We do not know", 0.0),
    ),
    _listed(
        "hedge_rate", "hedge", "Hedges such as could and potentially, for each hundred words.",
        ("It could rain", 100 / 3), ("It rained", 0.0),
    ),
    _listed(
        "connective_rate", "connective", "Moreover, additionally, for each hundred words.",
        ("Moreover, it rained", 100 / 3), ("It rained", 0.0),
    ),
    _listed(
        "abstraction_rate", "abstraction",
        "Abstract nouns and the verbs that go with them, for each hundred words.",
        ("It reshapes the landscape", 50.0), ("It rained", 0.0),
    ),
    _listed(
        "plain_rate", "plain", "Plain little words such as very, got, as well, for each hundred.",
        ("It was very wet", 25.0), ("It rained", 0.0),
    ),
)  # fmt: skip
