"""The name of a part of the article, left at the beginning of a line: "Meta description:".

A template or a language model hands over headline, summary, body and keywords, each behind its
name, and somebody pasted the whole of it. The label must open its line and be followed by a colon
or a dash, and it must begin with a capital.

A false alarm where a cast list or a form says "Title: Senior engineer".
"""

import numpy as np

from detector.arrays import CAPITAL, MARKUP, SPACED, Ints, Mask, PhraseHits
from detector.characters import among
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Phrases
from detector.traits.where import opens_line

SEPARATORS = among(":：–—")
HYPHEN = ord("-")


def _labels(lexemes: Lexemes, hits: PhraseHits) -> Mask:
    tokens, end = lexemes.tokens, lexemes.lines.token_end[hits.line]
    following = _behind_markup(lexemes, hits.last + 1)
    mark = np.minimum(following, len(tokens.start) - 1)
    code, spaced = lexemes.codes[tokens.start[mark]], (tokens.shape[mark] & SPACED) > 0
    separated = SEPARATORS.take(code, mode="clip") | ((code == HYPHEN) & spaced)
    capital = (tokens.shape[hits.first] & CAPITAL) > 0
    return np.asarray((following < end) & separated & capital & opens_line()(lexemes, hits))


def _behind_markup(lexemes: Lexemes, tokens: Ints) -> Ints:
    """Return these tokens, or the first one behind each that is no markup."""
    markup = lexemes.marks[lexemes.tokens.kind[lexemes.marks] == MARKUP]
    ends = np.append(markup[1:] != markup[:-1] + 1, True)[: len(markup)]
    run_end = markup[ends] + 1
    place = np.searchsorted(markup, tokens)
    inside = np.append(markup, -1)[place] == tokens
    return np.where(
        inside, np.append(run_end, 0)[np.searchsorted(run_end, tokens, "right")], tokens
    )


TRAIT = Phrases(
    name="section_label",
    doc=__doc__,
    lines="section_label",
    where=_labels,
    flags=[
        Example(
            "Summary – The port reopens.\nArticle –\nIt was shut.", spans=["Summary", "Article"]
        ),
        Example("Headline: Port Reopens\nIt was shut.", spans=["Headline"]),
        Example("It was shut.\n\n**Meta Description:** A port.", spans=["Meta Description"]),
        Example("It was shut.\n\n(Word count: 800)", spans=["Word count"]),
        Example("## SEO Title - Port Reopens\nIt was shut.", spans=["SEO Title"]),
        Example("It was shut.\nFocus Keyword: port\nSlug: port", spans=["Focus Keyword", "Slug"]),
    ],
    passes=[
        "The headline: nobody had asked her. She wrote it herself, on the train.",
        "HTTP/1.1 422\nContent-Type: application/json\nServer: nginx",
        "Summary of the accounts, with the auditor's notes, is on page 4.",
        "Ingredients: flour, salt\nMethod: mix and wait\nServes: 4",
        "MARY: He left.\nJOHN: When?\nMARY: Before the headline was printed.",
        "Body-worn cameras were bought for 40 officers last spring, the chief said.",
        "Every page has a meta description; write it by hand: search engines show it.",
        "Introduction of the euro took three years, and the old notes went to the mill.",
    ],
)
