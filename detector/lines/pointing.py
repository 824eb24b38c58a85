"""What points at the kind of a line on the line itself: traits, phrases, wordings, signs.

The traits look at the places where residue stands in an article, a comment tail near the end; on a
whole page it stands anywhere, so their phrases count here wherever they make up most of a line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.arrays import CAPITAL, DIGITS, NUMBER, WORD, Floats, Ints, Mask, PhraseHits
from detector.lexemes import Lexemes
from detector.lines.cleaned import PLACE
from detector.lines.cleaned import ResidueKind as Kind
from detector.lines.wordings import BEFORE_A_NAME, Said, find
from detector.traits import TRAITS, Findings, compiled
from detector.traits.shapes import Spans
from detector.traits.structures.signatures import elements
from detector.traits.structures.source import line_at

# Of two kinds that are equally likely, the one that stands first here.
ORDER = (
    Kind.MARKUP, Kind.COOKIE, Kind.PROMOTION, Kind.NEWSLETTER, Kind.COMMENTS, Kind.SHARE,
    Kind.LEGAL, Kind.RELATED, Kind.BYLINE, Kind.NAVIGATION,
)  # fmt: skip
NONE = -1
OF_TRAITS = {
    "comment_tail": Kind.COMMENTS,
    "share_prompt": Kind.SHARE,
    "newsletter_call": Kind.NEWSLETTER,
    "related_links": Kind.RELATED,
    "cookie_notice": Kind.COOKIE,
    "paywall_stub": Kind.PROMOTION,
    "affiliate_disclosure": Kind.PROMOTION,
    "promotion": Kind.PROMOTION,
    "block_page": Kind.NAVIGATION,
    "navigation_run": Kind.NAVIGATION,
    "copyright_line": Kind.LEGAL,
    "stray_tag": Kind.MARKUP,
    "stray_entity": Kind.MARKUP,
    "shortcode": Kind.MARKUP,
}
# Lists whose phrases say what they say wherever they stand; the others feed a pattern.
LISTED = (
    "comment_tail", "share_prompt", "related_links", "block_page", "promotion", "navigation_run",
)  # fmt: skip
Shares = npt.NDArray[np.floating[Any]]
MOST = 0.45  # of a line, in characters, must be said by phrases
SPAN, RUN, LEAD, CERTAIN = 0.6, 0.4, 0.45, 0.9  # how likely what is found otherwise is
ITEM = 0.6  # an item of a menu may name a page of any other kind
LEAD_SIZE, SIGNED_SIZE = 25, 7
CODE = [ord(character) for character in "{}<>;=\\"]
SIGNS = 4  # of code on a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """The kind that each line points at (`NONE`: nothing does), and how clearly, 0..1.

    `alive` are lines with a time of day or a button of a comment somewhere on them.
    """

    kind: npt.NDArray[np.int8]
    score: npt.NDArray[np.float32]
    alive: Mask


def point(findings: Findings, size: Floats, prose: Mask) -> Pointed:
    """Find what each line says of itself; `size` is in words, `prose` are whole sentences."""
    whole = findings.whole
    said, visible = find(whole), _visible(whole)
    kind = np.full(len(whole.lines), NONE, np.int8)
    score = np.zeros(len(whole.lines), np.float32)
    for each in ORDER:
        for points in _of_kind(each, findings, said, visible, size, prose):
            better = points > score
            kind[better], score[better] = PLACE[each], points[better]
    alive = np.bincount(said.of(Kind.COMMENTS).line, minlength=len(size)) > 0
    alive[_times(whole)[1]] = True
    return Pointed(kind=kind, score=score, alive=alive & (size <= LEAD_SIZE))


def _of_kind(
    kind: Kind,
    findings: Findings,
    said: Said,
    visible: Ints,
    size: Floats,
    prose: Mask,
) -> Iterator[Shares]:
    whole = findings.whole
    for trait, spans in zip(TRAITS, findings.spans, strict=True):
        if OF_TRAITS.get(trait.name) is kind:
            yield _spanned(whole, spans, visible, least=MOST if kind is Kind.MARKUP else 0.0)
    for listed in (said.of(kind), _listed(kind, whole)):
        hits = _widest(listed)
        share = _covered(whole, hits, visible)
        share[share < MOST] = 0
        yield share * np.float32(ITEM if kind is Kind.NAVIGATION else 1)
        yield np.float32(LEAD) * _leads(whole, hits, (size <= LEAD_SIZE) & ~prose)
    if kind is Kind.COOKIE:
        yield np.float32(SPAN) * (np.bincount(said.of(Kind.COOKIE).line, minlength=len(size)) > 2)
    if kind is Kind.BYLINE:
        yield np.float32(CERTAIN) * _signed(findings, said, visible, size)
    if kind is Kind.MARKUP:
        yield np.float32(CERTAIN) * _coded(whole, visible)


def _listed(kind: Kind, whole: Lexemes) -> PhraseHits:
    members = np.zeros_like(compiled().members[LISTED[0]])
    for name in LISTED:
        members |= compiled().members[name] & (OF_TRAITS[name] is kind)
    hits = whole.hits.where(members[whole.hits.phrase])
    return hits.where(hits.last > hits.first) if kind is Kind.PROMOTION else hits


def _visible(whole: Lexemes) -> Ints:
    """Characters of each line from its first token to its last, at least 1."""
    lines, tokens = whole.lines, whole.tokens
    length = np.ones(len(lines), np.int32)
    some = lines.token_end > lines.token
    first, last = lines.token[some], lines.token_end[some] - 1
    length[some] = tokens.end[last] - tokens.start[first]
    return length


def _widest(hits: PhraseHits) -> PhraseHits:
    """Keep of overlapping phrases the first and longest."""
    order = np.lexsort((-hits.last, hits.first))
    hits = PhraseHits(**{name: getattr(hits, name)[order] for name in hits.__slots__})
    before = np.concatenate(([-1], np.maximum.accumulate(hits.last)[:-1]))[: len(hits.line)]
    return hits.where(hits.first > before)


def _covered(whole: Lexemes, hits: PhraseHits, visible: Ints) -> Shares:
    """Share of each line that the phrases cover."""
    length = whole.tokens.end[hits.last] - whole.tokens.start[hits.first]
    share = np.bincount(hits.line, length, len(visible)) / visible
    return share.astype(np.float32)


def _spanned(whole: Lexemes, spans: Spans, visible: Ints, least: float) -> Shares:
    """Share of each line that the spans cover; a line inside a longer span has `RUN`."""
    first, last = line_at(whole, spans.start), line_at(whole, spans.end - 1)
    within, alone = np.zeros(len(visible) + 1, np.int32), first == last
    np.add.at(within, first[~alone], 1)
    np.add.at(within, last[~alone] + 1, -1)
    inside = np.cumsum(within[:-1], dtype=np.int32) > 0
    length = (spans.end - spans.start)[alone]
    share = np.bincount(first[alone], length, len(visible)) / visible
    counted = (share > 0) & (share >= least)
    share = np.where(counted, np.clip(share, SPAN, 1), 0)
    share[inside & (share < RUN)] = RUN
    return share.astype(np.float32)


def _leads(whole: Lexemes, hits: PhraseHits, likely: Mask) -> Mask:
    """Tell which of the `likely` lines begin with a phrase and a mark, or hold little more."""
    lines, tokens = whole.lines, whole.tokens
    following = np.minimum(hits.last + 1, len(tokens.start) - 1)
    more = lines.token_end[hits.line] - hits.last - 1
    marked = (more > 0) & (tokens.kind[following] > NUMBER)
    before = hits.first - lines.token[hits.line]
    opens = (before == 0) | ((before == 1) & (tokens.kind[lines.token[hits.line]] != WORD))
    leads = np.zeros(len(lines), np.bool_)
    leads[hits.line[opens & (marked | (more <= 2))]] = True
    return leads & likely


def _signed(findings: Findings, said: Said, visible: Ints, size: Floats) -> Mask:
    """Tell which lines name an author, or hold little but figures and the words of dates."""
    whole = findings.whole
    hits = whole.hits.where(compiled().members["byline"][whole.hits.phrase])
    signed = elements(whole, hits) > 0
    moments, tokens = _widest(said.of("moments")), whole.tokens
    figures = np.flatnonzero(tokens.kind == NUMBER)
    line = np.searchsorted(whole.lines.token, figures, side="right") - 1
    length = tokens.end[figures] - tokens.start[figures]
    share = _covered(whole, moments, visible) + np.bincount(line, length, len(visible)) / visible
    some = np.bincount(moments.line, minlength=len(visible)) > 0
    signed |= some & (whole.count(DIGITS) > 0) & (share >= MOST) & (size <= LEAD_SIZE)
    times, on = _times(whole)
    signed[on[(tokens.end[times] - tokens.start[times]) == visible[on]]] = True
    return np.asarray(signed | _named(whole, said.of(BEFORE_A_NAME), size))


def _times(whole: Lexemes) -> tuple[Ints, Ints]:
    """Return the tokens that are a time of day, and their lines."""
    tokens, last = whole.tokens, max(len(whole.codes) - 1, 0)
    tried = np.flatnonzero(tokens.kind == NUMBER)
    colon = [whole.codes[np.minimum(tokens.start[tried] + at, last)] == ord(":") for at in (1, 2)]
    inside = tokens.end[tried] - tokens.start[tried] >= len("1:23")
    times = tried[inside & (colon[0] | colon[1])]
    return times, np.searchsorted(whole.lines.token, times, side="right") - 1


def _named(whole: Lexemes, hits: PhraseHits, size: Floats) -> Mask:
    """Tell which short lines begin with one of the phrases and a capitalised word."""
    following = np.minimum(hits.last + 1, len(whole.tokens.start) - 1)
    named = (whole.tokens.shape[following] & CAPITAL) > 0
    named &= (hits.first == whole.lines.token[hits.line]) & (size[hits.line] <= SIGNED_SIZE)
    lines = np.zeros(len(whole.lines), np.bool_)
    lines[hits.line[named & (hits.last + 1 < whole.lines.token_end[hits.line])]] = True
    return lines & ~whole.ends_sentence


def _coded(whole: Lexemes, visible: Ints) -> Mask:
    """Tell which lines have many signs of program code or of tags."""
    signs = np.flatnonzero(np.isin(whole.codes[whole.tokens.start], CODE))
    line = np.searchsorted(whole.lines.token, signs, side="right") - 1
    count = np.bincount(line, minlength=len(visible))
    return np.asarray((count >= SIGNS) & (count >= 0.04 * visible))
