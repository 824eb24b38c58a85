"""A crawl to look at and to label: articles put together from paragraphs of those in `seeds/`."""

import random
from collections.abc import Iterator
from typing import Any

from tests.conftest import SEEDS

# Sites, and how many of ten of their articles are made of paragraphs of low ones.
HOSTS = {
    "harbour-times.example": 0,
    "valley-herald.example": 1,
    "kitchen-garden.example": 1,
    "morning-digest.example": 4,
    "insight-hub.example": 8,
    "best-offers.example": 10,
    "north-shore-sport.example": 0,
    "daily-briefing.example": 6,
}


def crawl(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield so many records, the same each time."""
    source = random.Random(seed)
    parts = {label: _paragraphs(label) for label in ("good", "low")}
    for number in range(count):
        host = source.choice(list(HOSTS))
        label = "low" if source.randrange(10) < HOSTS[host] else "good"
        chosen = [source.choice(source.choice(parts[label])) for _ in range(source.randint(4, 9))]
        words = chosen[0].split()[:7]
        yield {
            "id": f"{host.split('.')[0]}-{number}",
            "url": f"https://{host}/{number}",
            "title": " ".join(words).strip("#*|- .,:;"),
            "text": "\n\n".join(chosen),
        }


def _paragraphs(label: str) -> list[list[str]]:
    """Return the paragraphs of each article."""
    texts = (path.read_text("utf-8") for path in sorted((SEEDS / label).iterdir()))
    return [[part for part in text.split("\n\n") if part.strip()] for text in texts]
