"""What people do to filler so that a filter passes over it, for measuring and for training.

Each attack is a function of a text, a random generator and good text of others to hide among; it
leaves a text that a person reads as before. The letters that pass for others are written here
once more, apart from those that the detector folds: an attack that took its letters from the
defence would only find what the defence knows.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from training.attacks.characters import (
    accented,
    bidirectional,
    entities,
    full_width,
    homoglyphs,
    mathematical,
    soft_hyphens,
    zero_width,
)
from training.attacks.words import misspelt, padded, spaced_out, split_phrases, split_words

Attack = Callable[[str, random.Random, str], str]

ATTACKS: Mapping[str, Attack] = MappingProxyType(
    {
        "homoglyphs": homoglyphs,
        "zero-width characters": zero_width,
        "soft hyphens": soft_hyphens,
        "bidirectional marks": bidirectional,
        "full-width letters": full_width,
        "mathematical letters": mathematical,
        "combining marks": accented,
        "entities for letters": entities,
        "spaced-out letters": spaced_out,
        "words split by punctuation": split_words,
        "phrases split by punctuation": split_phrases,
        "misspelling": misspelt,
        "padding with good text": padded,
    }
)


def attack(name: str, texts: Sequence[str], good: Sequence[str], seed: int = 0) -> list[str]:
    """Return every text after one attack; `good` are texts of others, of which padding takes some.

    The same texts and seed give the same result, whatever stands beside them.
    """
    changed = []
    for number, text in enumerate(texts):
        rng = random.Random(f"{seed} {name} ".encode() + text.encode("utf-8", "surrogatepass"))
        other = good[(seed + 7919 * number) % len(good)] if good else ""
        changed.append(ATTACKS[name](text, rng, other))
    return changed
