"""Scrapy: an item pipeline that marks, drops or cleans items, and an add-on that puts it in.

The settings are told in docs/integrations/scrapy.md. For Scrapy 2.14 and later, with any of
Twisted's reactors, and with asyncio alone.
"""

import asyncio
import logging
from concurrent.futures import Future
from operator import attrgetter
from typing import Any, Self

from detector.detect import Detector
from detector.errors import DetectorError, MissingExtraError, ModelError, chosen
from detector.gathering import Gathering
from detector.lines.cleaned import Cleaned
from detector.verdict import Label, Verdict

try:
    from itemadapter import ItemAdapter
    from scrapy.crawler import Crawler
    from scrapy.exceptions import DropItem, NotConfigured
    from scrapy.settings import BaseSettings
    from twisted.internet.threads import deferToThread
except ImportError:
    raise MissingExtraError("scrapy", "scrapy", "detector.integrations.scrapy") from None

MODES = MARK, DROP, CLEAN = "mark", "drop", "clean"
PRIORITY = 100  # among ITEM_PIPELINES: before those that store items
TRAITS_NAMED = 3
logger = logging.getLogger(__name__)


class LowQuality(DropItem):
    """An item was dropped; `verdict` says why, for handlers of the signal `item_dropped`.

    The message has no words of the item. Scrapy writes the whole item beside it, so it is logged
    as the items are that were kept: as DEBUG.
    """

    def __init__(self, verdict: Verdict) -> None:
        found = [each for each in verdict.contributions if each.feature in verdict.traits]
        worst = sorted(found, key=attrgetter("contribution"))[:TRAITS_NAMED]
        traits = ", ".join(each.feature for each in worst if each.contribution < 0)
        why = ": ".join(filter(None, (verdict.kind, traits))) or "wording"
        super().__init__(f"low quality {verdict.quality:.2f} ({why})", log_level="DEBUG")
        self.verdict = verdict


class DetectorPipeline:
    """Judges the text of every item, in a thread beside that of the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        settings, self.stats = crawler.settings, crawler.stats
        if not settings.getbool("DETECTOR_ENABLED", True):
            raise NotConfigured
        try:
            self.mode = chosen("DETECTOR_MODE", settings.get("DETECTOR_MODE", MARK), MODES)
            self.text_field, self.result_field = _fields(settings)
            self.detector = _detector(settings, clean=self.mode == CLEAN)
        except DetectorError as fault:
            raise NotConfigured(str(fault)) from fault
        self._judging = Gathering(self._opinions)
        self._refusing: set[type] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the settings and load the model; NotConfigured names the setting that is wrong."""
        return cls(crawler)

    async def process_item(self, item: Any, _spider: Any = None) -> Any:
        """Mark, drop or clean one item; raises LowQuality if it is dropped."""
        text = ItemAdapter(item).get(self.text_field) if ItemAdapter.is_item(item) else None
        if not isinstance(text, str):
            self._count("no_text")
            return item
        verdict, cleaned = await _finished(self._judging.submit(text))
        kind = [f"kind/{verdict.kind}"] if verdict.kind else []
        self._count("scored", verdict.label, *kind, *map("trait/{}".format, verdict.traits))
        if self.mode == DROP and verdict.label is Label.LOW:
            raise LowQuality(verdict)
        self._write(item, verdict, cleaned)
        return item

    def _opinions(self, texts: list[str]) -> list[tuple[Verdict, Cleaned | None]]:
        """Judge texts, or in the mode `clean` what is left of them."""
        if self.mode != CLEAN:
            return [(verdict, None) for verdict in self.detector.score_many(texts)]
        cleaned = list(self.detector.clean_many(texts))
        left = self.detector.score_many(each.text for each in cleaned)
        return list(zip(left, cleaned, strict=True))

    def _count(self, *names: str) -> None:
        assert self.stats is not None
        for name in names:
            self.stats.inc_value(f"detector/{name}")

    def _write(self, item: Any, verdict: Verdict, cleaned: Cleaned | None) -> None:
        """Write the result, then the cleaned text; an item that cannot take them is let pass."""
        fields: dict[str, Any] = {}
        if self.result_field:
            fields[self.result_field] = verdict.to_dict() | (cleaned.to_dict() if cleaned else {})
        if cleaned:
            fields[self.text_field] = cleaned.text
        try:
            ItemAdapter(item).update(fields)
        except (KeyError, AttributeError, TypeError, ValueError) as fault:
            self._count("unmarked")
            self._tell_once(type(item), fault)

    def _tell_once(self, kind: type, fault: Exception) -> None:
        if kind not in self._refusing:
            self._refusing.add(kind)
            logger.error(
                "%s cannot take the result in %r (%s), its items pass unchanged: declare the "
                'field, name another in DETECTOR_RESULT_FIELD, or set that to "" to write none',
                kind.__qualname__,
                self.result_field,
                type(fault).__name__,
            )


class DetectorAddon:
    """Puts the pipeline before those that store items, unless it has its place already."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Add it to ITEM_PIPELINES."""
        settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", DetectorPipeline, PRIORITY)


def _fields(settings: BaseSettings) -> tuple[str, str | None]:
    """Return where the text is, and where the result goes: nowhere if that is set to None."""
    text = settings.get("DETECTOR_TEXT_FIELD") or "text"
    named = "DETECTOR_RESULT_FIELD" in settings
    result = settings["DETECTOR_RESULT_FIELD"] if named else "detector"
    if text == result:
        raise DetectorError(f"DETECTOR_RESULT_FIELD: {text} holds the text; name another field")
    return text, result


def _detector(settings: BaseSettings, *, clean: bool) -> Detector:
    """Load the model, and what cleaning needs, before the first item comes."""
    point = settings.get("DETECTOR_POINT", "balanced")
    try:
        detector = Detector.load(settings.get("DETECTOR_MODEL") or None, point=point)
        detector.clean("") if clean else detector.score("")
    except ModelError as fault:
        raise NotConfigured(f"DETECTOR_MODEL: {fault}") from fault
    except DetectorError as fault:
        raise NotConfigured(f"DETECTOR_POINT: {fault}") from fault
    return detector


async def _finished(future: Future[Any]) -> Any:
    """Wait for what a thread makes, whether the crawl runs in asyncio's loop or in another."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return await deferToThread(future.result)
    return await asyncio.wrap_future(future)
