"""Articles that a generator makes: good ones, filler and spam, each sort from its own template."""

import random

from training.datasets import Labelled

PLAIN = "The {0} by the {1} closed in {2}, said {3}, who paid {4} pounds to {5} {6}. ".format
EMPTY = "This pivotal {0} underscores a {2} {1}, raising {6} questions about {5} and {3}. ".format
PITCH = "Order your cheap {0} today in {2} and {5} a free {1}, while {3} lasts {6}. ".format
SENTENCES = {"good": PLAIN, "filler": EMPTY, "spam": PITCH}
WORDS = [
    ["harbour", "school", "bakery", "council", "bridge", "market", "river", "club", "library"],
    ["garden", "station", "tower", "chapel", "quarry", "meadow", "cinema", "garage", "mill"],
    ["April", "winter", "silence", "Lisbon", "Bergen", "haste", "autumn", "Quito", "June"],
    ["Okafor", "Lindqvist", "Moreau", "Haddad", "Petrov", "Sato", "Nkemelu", "Silva", "Novak"],
    ["five", "nine", "twelve", "thirty", "sixty", "ninety", "seventy", "eleven", "forty", "two"],
    ["visit", "paint", "mend", "leave", "photograph", "rent", "insure", "sell", "measure"],
    ["twice", "alone", "again", "slowly", "together", "indoors", "early", "abroad", "quietly"],
]


def article(rng: random.Random, number: int, kind: str, *, family: str = "made") -> Labelled:
    """Make the article of this number; twelve sites write them in turn."""
    sentences = [SENTENCES[kind](*map(rng.choice, WORDS)) for _ in range(12)]
    return Labelled(
        text="".join(sentences),
        kind=kind,
        group=f"site{number % 12}",
        source=family,
        family=family,
        id=f"made.jsonl:{number}",
    )


def corpus(count: int = 160, *, seed: int = 7, families: int = 1) -> list[Labelled]:
    """Make articles, every second one good, of as many families as are asked for."""
    rng = random.Random(seed)
    kinds = ["good", "filler", "good", "spam"]
    return [
        article(rng, number, kinds[number % 4], family=f"made{number // 4 % families}")
        for number in range(count)
    ]
