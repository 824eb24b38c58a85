"""The traits, in order: a plain tuple. To add one, write its file and add its line here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from detector.arrays import Floats, PhraseHits
from detector.disguises import undisguised
from detector.disguises.splice import spliced
from detector.lexemes import Lexemes
from detector.lexing import lex
from detector.traits import (
    affiliate_disclosure,
    assistant_voice,
    blank_run,
    block_page,
    broken_words,
    byline,
    comment_tail,
    cookie_notice,
    copyright_line,
    filler_text,
    glued_words,
    hidden_characters,
    keyword_stuffing,
    lead_bullet,
    mixed_script,
    mojibake,
    navigation_run,
    newsletter_call,
    paywall_stub,
    promotion,
    prompt_leak,
    related_links,
    repeated_line,
    repeated_ngram,
    repeated_paragraph,
    section_label,
    share_prompt,
    shortcode,
    shouting,
    spaced_punctuation,
    stock_heading,
    stock_phrase,
    stray_entity,
    stray_tag,
    templated_table,
)
from detector.traits.measures import MEASURES as MEASURES
from detector.traits.shapes import NOWHERE, Pattern, Phrases, Spans, Trait, spans
from detector.traits.stored import stored_tables
from detector.traits.tables import Compiled

TRAITS: tuple[Trait, ...] = (
    # Left below or around the article.
    comment_tail.TRAIT,
    share_prompt.TRAIT,
    newsletter_call.TRAIT,
    related_links.TRAIT,
    cookie_notice.TRAIT,
    paywall_stub.TRAIT,
    block_page.TRAIT,
    affiliate_disclosure.TRAIT,
    copyright_line.TRAIT,
    navigation_run.TRAIT,
    byline.TRAIT,
    # Left of the page's markup.
    stray_tag.TRAIT,
    stray_entity.TRAIT,
    shortcode.TRAIT,
    mojibake.TRAIT,
    glued_words.TRAIT,
    spaced_punctuation.TRAIT,
    blank_run.TRAIT,
    # Disguise.
    hidden_characters.TRAIT,
    mixed_script.TRAIT,
    broken_words.TRAIT,
    # Templates and stock.
    templated_table.TRAIT,
    lead_bullet.TRAIT,
    stock_heading.TRAIT,
    stock_phrase.TRAIT,
    section_label.TRAIT,
    assistant_voice.TRAIT,
    prompt_leak.TRAIT,
    filler_text.TRAIT,
    # Said again and again.
    keyword_stuffing.TRAIT,
    repeated_line.TRAIT,
    repeated_paragraph.TRAIT,
    repeated_ngram.TRAIT,
    # Selling.
    promotion.TRAIT,
    shouting.TRAIT,
)


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What the traits found in a batch.

    `whole` is all of the batch, as people read it (`Lexemes.disguised` knows the way back), `body`
    is it without the lines that are plainly not part of an article; everything but the comment tail
    was looked for there. `spans` has one entry for each of `TRAITS`.
    """

    whole: Lexemes
    body: Lexemes
    spans: tuple[Spans, ...]


@cache
def compiled() -> Compiled:
    """Return the tables of all traits and measures, made once."""
    return stored_tables((*TRAITS, *MEASURES))


def find(texts: Sequence[str]) -> Findings:
    """Read a batch of articles and find every trait in it."""
    whole = _read(texts)
    body, cut = whole, {}
    for trait in TRAITS:
        if isinstance(trait, Phrases) and trait.cut:
            body, cut[trait.name] = _cut(body, trait)
    return Findings(
        whole=whole,
        body=body,
        spans=tuple(_with(cut.get(trait.name), _find(trait, body)) for trait in TRAITS),
    )


def _read(texts: Sequence[str]) -> Lexemes:
    """Read a batch as people do who see it: without disguise."""
    whole = lex(texts, compiled().tables)
    disguised = undisguised(texts, whole)
    if not disguised:
        return whole
    plain = lex([each.text for each in disguised.values()], compiled().tables)
    return replace(spliced(whole, plain, list(disguised)), disguised=disguised)


def measure(body: Lexemes) -> Floats:
    """Every measure of every article: floats, one row an article, one column a measure."""
    columns = [each.value(body, _hits(each.lines, body)) for each in MEASURES]
    return np.stack(columns, axis=1) if columns else np.empty((len(body), 0))


def _find(trait: Trait, body: Lexemes) -> Spans:
    """Find a trait; one whose expression takes too long is not found, and the others are."""
    hits = _hits(trait.lines, body)
    try:
        if isinstance(trait, Pattern):
            return trait.find(body, hits, compiled().gates[trait.name])
        return trait.find(body, hits)
    except TimeoutError:
        return NOWHERE


def _hits(name: str | None, body: Lexemes) -> PhraseHits:
    return body.hits.at(slice(0)) if name is None else body.listed(name)


def _cut(body: Lexemes, trait: Phrases) -> tuple[Lexemes, Spans]:
    """Take the lines that `trait` cuts out of the body, and say where the trait stood on them."""
    hits = body.hits.where(compiled().members[trait.lines][body.hits.phrase])
    if not len(hits.line) or trait.cut is None:
        return body, spans([], [])
    hits = hits.where(trait.cut(body, hits))
    lines = np.zeros(len(body.lines), np.bool_)
    lines[hits.line] = True
    tokens = body.tokens
    return body.without(lines), spans(tokens.start[hits.first], tokens.end[hits.last])


def _with(first: Spans | None, second: Spans) -> Spans:
    if first is None or not len(first):
        return second
    return spans(np.append(first.start, second.start), np.append(first.end, second.end))
