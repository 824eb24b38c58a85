"""The forms in which training shows an article, so that none of them gives its label away.

Where a source lost its line breaks it often lost them on one side only, cut its texts off, or ran
words together. Such articles are shown flattened: one line, single spaces, glued words parted, an
unfinished last sentence dropped. Articles whose layout is true are shown as they are and flattened
too, so that layout helps where it is there and its absence says nothing. Articles of both labels
are shown with invented residue as well, so that a comment tail says nothing of the article above,
and cut to pieces, so that a short text is not judged by its length.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from training import residue
from training.datasets import Labelled
from training.recipe import Recipe

GLUED = regex.compile(r"([a-z]{2}[,;:!?]?)([A-Z][a-z])")
CROP = 120, 320  # words, at least and at most
LAST_SENTENCE_END = regex.compile(r"""(?r)[.!?]["'”’)]*(?=\s|$)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One form of one article: which article, its text, and how much of its weight it carries."""

    article: int
    text: str
    weight: float


def flatten(text: str) -> str:
    """Put a text on one line, and drop a last sentence that does not end."""
    flat = " ".join(GLUED.sub(r"\1 \2", text).split())
    end = LAST_SENTENCE_END.search(flat)
    return flat[: end.end()] if end and end.end() > len(flat) // 2 else flat


def crop(text: str, seed: int) -> str:
    """Cut a piece of 120 to 320 words out of a longer text, from sentence to sentence if it can."""
    rng = random.Random(seed)
    words, size = text.split(" "), rng.randint(*CROP)
    if len(words) <= size + CROP[0]:
        return text
    start = rng.choice([0, rng.randrange(len(words) - size)])
    piece = " ".join(words[start : start + size])
    begin = piece.find(". ") + 2 if start else 0
    end = LAST_SENTENCE_END.search(piece)
    return piece[begin if begin < len(piece) // 3 else 0 : end.end() if end else None]


def views(articles: Sequence[Labelled], recipe: Recipe) -> list[View]:
    """Every form in which these articles are learned; the weights of an article add up to 1.

    Every second article is shown with residue, and the others cropped if they are long; which of
    its forms is changed goes in turn.
    """
    shown = []
    for number, article in enumerate(articles):
        flat = flatten(article.text)
        forms = [article.text, flat] if article.layout else [flat]
        form = forms[number // 2 % len(forms)]
        if number % 2:
            share, changed = (
                recipe.residue,
                residue.inject(form, number) if recipe.residue else form,
            )
        else:
            share, changed = recipe.crops, crop(form, number) if recipe.crops else form
        if changed == form:
            share = 0.0
        shown += [
            View(article=number, text=text, weight=(1.0 - share) / len(forms)) for text in forms
        ]
        if share:
            shown.append(View(article=number, text=changed, weight=share))
    return shown
