"""The forms in which training shows an article, so that none of them gives its label away.

Where a source lost its line breaks it often lost them on one side only, cut its texts off, or ran
words together. Such articles are shown flattened: one line, single spaces, glued words parted, an
unfinished last sentence dropped. Articles whose layout is true are shown as they are and flattened
too, so that layout helps where it is there and its absence says nothing. Articles of both labels
are shown with invented residue as well, so that a comment tail says nothing of the article above,
and cut to pieces, so that a short text is not judged by its length. What is not good is shown
among good text of others, too, because that is where people hide it; and good articles among good
text, so that to change the subject is no fault.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from training import residue
from training.attacks.words import pad
from training.datasets import Labelled
from training.recipe import Recipe

GLUED = regex.compile(r"([a-z]{2}[,;:!?]?)([A-Z][a-z])")
PADDING = 0.3, 1.3  # of the length of the text, at least and at most
TRIES = 5  # good articles that are looked at for one of another group
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
    its forms is changed goes in turn. Every article that is not good is shown padded, and every
    second one that is.
    """
    good = [article for article in articles if article.good]
    shown = []
    for number, article in enumerate(articles):
        flat = flatten(article.text)
        forms = [article.text, flat] if article.layout else [flat]
        form = forms[number // 2 % len(forms)]
        changed = _changed(form, number, recipe)
        if recipe.padding and not (article.good and number // 2 % 2):
            changed.append((_padded(form, article.group, good, number), recipe.padding))
        changed = [(text, share) for text, share in changed if text != form]
        rest = 1.0 - sum(share for _, share in changed)
        shown += [View(article=number, text=text, weight=rest / len(forms)) for text in forms]
        shown += [View(article=number, text=text, weight=share) for text, share in changed]
    return shown


def _changed(form: str, number: int, recipe: Recipe) -> list[tuple[str, float]]:
    """Return the form with residue or cropped, if the recipe wants that."""
    if number % 2:
        return [(residue.inject(form, number), recipe.residue)] if recipe.residue else []
    return [(crop(form, number), recipe.crops)] if recipe.crops else []


def _padded(form: str, group: str, good: Sequence[Labelled], number: int) -> str:
    """Put good text of another group before or behind, or on both sides."""
    rng = random.Random(number)
    others = [other for other in rng.sample(good, min(TRIES, len(good))) if other.group != group]
    if not others:
        return form
    before, behind = rng.choice([(1.0, 0.0), (0.0, 1.0), (0.5, 0.5), (0.5, 0.5)])
    size = rng.uniform(*PADDING)
    return pad(form, others[0].text, before=size * before, behind=size * behind)
