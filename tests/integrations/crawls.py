"""Runs several spiders in one process, since Twisted's reactor starts only once in each.

`main` reads what to run as JSON from standard input: the address of the site, a folder, settings
for all, and for each crawl its spider, type of item and settings. It writes `NAME.jsonl`, the
items, and `NAME.json`, the stats, into the folder.
"""

import json
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import attrs
import pydantic
import scrapy
from scrapy.crawler import AsyncCrawlerProcess, Crawler, CrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.utils.asyncio import create_looping_call
from twisted.internet.defer import Deferred

from detector.integrations.scrapy import DetectorPipeline
from tests.integrations.site import ARTICLES

LONG = 300_000


class ArticleItem(scrapy.Item):
    url = scrapy.Field()
    text = scrapy.Field()
    detector = scrapy.Field()


@dataclass
class ArticleData:
    url: str
    text: str | None
    detector: dict[str, Any] | None = None


@attrs.define
class ArticleAttrs:
    url: str
    text: str | None
    detector: dict[str, Any] | None = None


class ArticleModel(pydantic.BaseModel):
    url: str
    text: str | None
    detector: dict[str, Any] | None = None


@dataclass
class Bare:
    """Has no field for the result."""

    url: str
    text: str | None


ITEMS: dict[str, Any] = {
    "dict": dict,
    "item": ArticleItem,
    "dataclass": ArticleData,
    "attrs": ArticleAttrs,
    "pydantic": ArticleModel,
    "bare": Bare,
}


class NewsSpider(scrapy.Spider):
    """Reads every page of the site."""

    item: Any
    url: str

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request(self.url)

    def parse(self, response: Response, **_: Any) -> Iterator[scrapy.Request]:
        assert isinstance(response, TextResponse)
        yield from response.follow_all(css="a", callback=self.parse_page)

    def parse_page(self, response: Response, **_: Any) -> Iterator[Any]:
        lines = response.css("article p").xpath("string()").getall()
        yield self.item(url=response.url, text="\n".join(lines) or None)


class LongSpider(scrapy.Spider):
    """Counts how often its loop gets a turn, and yields long articles without any download."""

    turns = 0

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request("data:,")

    def parse(self, _response: Response, **_: Any) -> Iterator[Any]:
        text = "\n".join(ARTICLES.values())
        self.beat = create_looping_call(self.turn)
        self.beat.start(0.001)
        long = (text * (LONG // len(text) + 1))[:LONG]
        yield from ({"text": long, "turns": 0} for _ in range(3))

    def turn(self) -> None:
        self.turns += 1

    def closed(self, reason: str) -> None:
        assert reason == "finished"
        self.beat.stop()


class CountTurns:
    """Stands before and after another pipeline: `turns` is how many there were in between."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        assert isinstance(self.crawler.spider, LongSpider)
        item["turns"] = self.crawler.spider.turns - item["turns"]
        return item


class CountTurnsAgain(CountTurns):
    pass


class JudgeInTheWay(DetectorPipeline):
    """What the pipeline must not be: it judges while the loop waits."""

    async def process_item(self, item: Any, _spider: Any = None) -> Any:
        self._opinions([item["text"]])
        return item


SPIDERS: dict[str, type[scrapy.Spider]] = {"news": NewsSpider, "long": LongSpider}


def begin(process: Any, crawlers: Iterator[Crawler]) -> None:
    """Run crawlers one after another."""
    if crawler := next(crawlers, None):
        begun = process.crawl(crawler)
        when_done = begun.addBoth if isinstance(begun, Deferred) else begun.add_done_callback
        when_done(lambda _: begin(process, crawlers))


def spider(name: str, told: dict[str, Any]) -> type[scrapy.Spider]:
    """Return a spider class of its own, since that is what settings belong to."""
    crawl = told["crawls"][name]
    feed = {"FEEDS": {Path(told["folder"], f"{name}.jsonl"): {"format": "jsonlines"}}}
    held = {
        "name": name,
        "url": told["url"],
        "item": ITEMS[crawl.get("item", "dict")],
        "custom_settings": {**crawl["settings"], **feed},
    }
    return type(name, (SPIDERS[crawl["spider"]],), held)


def main() -> None:
    told = json.load(sys.stdin)
    alone = told["settings"].get("TWISTED_REACTOR_ENABLED") is False
    process: Any = (AsyncCrawlerProcess if alone else CrawlerProcess)(told["settings"])
    crawlers = {name: process.create_crawler(spider(name, told)) for name in told["crawls"]}
    begin(process, iter(crawlers.values()))
    process.start()
    for name, crawler in crawlers.items():
        stats = json.dumps(crawler.stats.get_stats(), default=str)
        Path(told["folder"], f"{name}.json").write_text(stats)
