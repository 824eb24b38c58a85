"""Invents articles of realistic length and dirt, as many as are asked for, always the same.

Lengths are log-normal, from 0.5 to 40 KB with a mean of 4 KB. Most articles are clean prose in
paragraphs, with a heading, a list or a table here and there; some are filler, spam, or nothing but
boilerplate, and some are not English. Most have curly quotes and dashes, some have emoji, and a
third carry residue of scraping, as `training.residue` invents it. They make no sense: they show how
fast a program is, not how good.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any

from benchmarks.corpus.skeletons import Skeleton, Stock, known_words, stocks
from benchmarks.corpus.vocabulary import NAME, pools
from training.residue import inject

MEAN, SHORTEST, LONGEST = 4_000, 500, 40_000  # characters
SPREAD = 0.8  # of the logarithm of the length
SEED = 23
OTHER_LANGUAGE = "other language"
SORTS: Mapping[str, float] = {
    "clean": 0.78,
    "filler": 0.13,
    "spam": 0.03,
    "boilerplate": 0.02,
    OTHER_LANGUAGE: 0.04,
}
RESIDUE: Mapping[str, float] = {
    "comment_tail": 0.10,
    "cookie_notice": 0.06,
    "newsletter_call": 0.08,
    "share_prompt": 0.06,
    "related_links": 0.06,
    "stray_tag": 0.06,
}
CURLY, EMOJI = 0.7, 0.12  # shares of articles
JOINED = 0.6  # share of sentences whose halves are from two
FRESH: Mapping[str, float] = {"clean": 0.85, "filler": 0.4, "spam": 0.4, "boilerplate": 0.4}
BLOCKS: Mapping[str, float] = {"clean": 0.05, "filler": 0.35, "spam": 0.4, "boilerplate": 0.7}
PICTURES = ["😀", "🚀", "🎉", "👍🏽", "❤️", "🔥", "👩\u200d🚒", "🌧️", "✅", "⚽"]
OPENING = re.compile(r"(?<![^\s(\[])[\"']")
FIRST_DAY, DAYS = date(2010, 1, 1), 6_000
SECTIONS = ("news", "sport", "culture", "money", "local", "science")
Record = dict[str, Any]
LANGUAGES = Path(__file__).parent / "languages.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Writes articles one after the other, drawing from one source of chance."""

    rng: random.Random
    words: Mapping[str, Iterator[str]]

    def text(self, sort: str, length: int) -> str:
        """Write paragraphs until they are of this length."""
        paragraphs: list[str] = []
        while length > 0:
            paragraphs.append(self._paragraph(sort, length))
            length -= len(paragraphs[-1]) + 2
        return self._typeset("\n\n".join(paragraphs))

    def title(self) -> str:
        """Write a headline."""
        frame = self.rng.choice(("{} {} in {}", "Why {} {} {}", "{}: the {} of {}"))
        return frame.format(self._name(), next(self.words["plain"]), self._name())

    def record(self, number: int, *, sort: str, length: int) -> Record:
        """Return an article with its fields."""
        text, title, host = self.text(sort, length), self.title(), f"{self._name().lower()}.example"
        section = self.rng.choice(SECTIONS)
        day = FIRST_DAY + timedelta(self.rng.randrange(DAYS))
        return {
            "id": f"article-{number:07}",
            "url": f"https://{host}/{section}/{day:%Y/%m/%d}/{title.replace(' ', '-')}",
            "host": host,
            "title": title,
            "author": f"{self._name()} {self._name()}",
            "published": day.isoformat(),
            "section": section,
            "tags": [next(self.words["plain"]) for _ in range(self.rng.randint(0, 6))],
            "fetched": {"status": 200, "bytes": length * 9, "depth": self.rng.randint(1, 5)},
            "sort": sort,
            "text": self._with_residue(text, number),
        }

    def _name(self) -> str:
        return next(self.words[NAME])

    def _paragraph(self, sort: str, room: int) -> str:
        if sort == OTHER_LANGUAGE:
            return self._other_language(room)
        stock = stocks()[sort]
        if self.rng.random() < BLOCKS[sort] or not stock.sentences:
            return self._filled(self.rng.choice(stock.blocks), FRESH[sort])
        return self._prose(stock, FRESH[sort], room)

    def _prose(self, stock: Stock, fresh: float, room: int) -> str:
        sentences: list[str] = []
        for _ in range(self.rng.choice((1, 2, 3, 3, 4, 5, 6))):
            sentences.append(self._sentence(stock, fresh))
            room -= len(sentences[-1])
            if room < 0:
                break
        return " ".join(sentences)

    def _sentence(self, stock: Stock, fresh: float) -> str:
        """Write a sentence like one of the stock, or like the halves of two."""
        choice = self.rng.choice
        if stock.openings and self.rng.random() < JOINED:
            opening, closing = choice(stock.openings), choice(stock.closings)
            return self._filled(opening, fresh) + self._filled(closing, fresh)
        return self._filled(choice(stock.sentences), fresh)

    def _filled(self, skeleton: Skeleton, fresh: float) -> str:
        """Fill the blanks, this share of them with other words than stood there."""
        chance, words = self.rng.random, self.words
        return skeleton.frame % tuple(
            [next(words[kind]) if chance() < fresh else word for word, kind in skeleton.blanks]
        )

    def _other_language(self, room: int) -> str:
        language = self.rng.choice(_languages())
        sentences: list[str] = []
        while room > 0 and len(sentences) < 12:
            parts = [self.rng.choice(language[part]) for part in ("first", "middle", "last")]
            frame = language["joint"].join(parts)
            pieces = [self.rng.choice((self._name(), next(self.words["3"]))) for _ in range(4)]
            sentences.append(frame.format(*pieces))
            room -= len(sentences[-1])
        return " ".join(sentences)

    def _typeset(self, text: str) -> str:
        """Give most texts curly quotes and dashes, and some an emoji in some paragraphs."""
        if self.rng.random() < CURLY:
            text = OPENING.sub(lambda quote: "“" if quote[0] == '"' else "‘", text)
            text = text.replace('"', "”").replace("'", "’").replace(", but ", " — but ")
        if self.rng.random() < EMOJI:
            text = text.replace(".\n\n", f" {self.rng.choice(PICTURES)}\n\n", 2)
        return text

    def _with_residue(self, text: str, number: int) -> str:
        for name, share in RESIDUE.items():
            if self.rng.random() < share:
                text = inject(text, number, (name,))
        return text


def made(count: int, seed: int = SEED) -> Iterator[Record]:
    """Yield so many articles: of the same seed the same ones, and fewer are the first of more."""
    maker = maker_for(seed)
    for number in range(count):
        sort = maker.rng.choices(tuple(SORTS), tuple(SORTS.values()))[0]
        yield maker.record(number, sort=sort, length=_length(maker.rng))


def made_of_length(count: int, length: int, seed: int = SEED) -> Iterator[Record]:
    """Yield clean articles that are all of about this many characters."""
    maker = maker_for(seed)
    for number in range(count):
        yield maker.record(number, sort="clean", length=length)


def maker_for(seed: int) -> Maker:
    """Return a writer of articles that begins at this seed."""
    rng = random.Random(seed)
    return Maker(rng=rng, words=pools(known_words(), rng))


def _length(rng: random.Random) -> int:
    length = exp(rng.gauss(log(MEAN) - SPREAD**2 / 2, SPREAD))
    return int(min(max(length, SHORTEST), LONGEST))


@cache
def _languages() -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads(LANGUAGES.read_text("utf-8")).values())
