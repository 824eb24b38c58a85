"""Real spiders crawl a local site, in processes of their own; what they exported is looked at."""

import asyncio
import dataclasses
import importlib
import inspect
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.misc import load_object

from detector import Detector, restore
from detector.errors import MissingExtraError
from detector.integrations import scrapy
from detector.integrations.scrapy import PRIORITY, DetectorAddon, DetectorPipeline, LowQuality
from detector.verdict import Verdict
from tests.conftest import CHECKOUT
from tests.documents import blocks
from tests.integrations.site import ARTICLES, BOILERPLATE, FILLER, GOOD, WITHOUT_ARTICLE, served

PAGE = CHECKOUT / "docs/integrations/scrapy.md"
PIPELINE = "detector.integrations.scrapy.DetectorPipeline"
ADDONS = {"ADDONS": {"detector.integrations.scrapy.DetectorAddon": 500}}
ALONE = {"ITEM_PIPELINES": {PIPELINE: 300}}
QUIET = {"LOG_LEVEL": "INFO", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}

ITEM_TYPES = ("dict", "item", "dataclass", "attrs", "pydantic")
HOW = {"mark": ALONE, "drop": ADDONS, "clean": ADDONS}
CRAWLS: dict[str, dict[str, Any]] = {
    f"{mode}-{item}": {"item": item, "settings": {**how, "DETECTOR_MODE": mode}}
    for mode, how in HOW.items()
    for item in ITEM_TYPES
}
CRAWLS |= {
    "placed": {"settings": {**ADDONS, "ITEM_PIPELINES": {PIPELINE: 900}}},
    "disabled": {"settings": {**ADDONS, "DETECTOR_ENABLED": "False"}},
    "wrong": {"settings": {**ADDONS, "DETECTOR_MODE": "sieve"}},
    "bare": {"item": "bare", "settings": {**ADDONS, "DETECTOR_MODE": "drop"}},
    "unwritten": {
        "item": "bare",
        "settings": {**ADDONS, "DETECTOR_MODE": "drop", "DETECTOR_RESULT_FIELD": None},
    },
}
LOW = {f"/{name}" for name in (*FILLER, *BOILERPLATE)}
KEPT = {f"/{name}" for name in GOOD} | {"/brief"}


def records(path: Path) -> list[dict[str, Any]]:
    return list(map(json.loads, path.read_text("utf-8").splitlines()))


@dataclasses.dataclass(frozen=True)
class Run:
    """What a process left behind: the items and the stats of each crawl, and one log."""

    folder: Path
    log: str

    def items(self, name: str) -> list[dict[str, Any]]:
        """Return the items that a crawl has exported."""
        return records(self.folder / f"{name}.jsonl")

    def pages(self, name: str) -> dict[str, dict[str, Any]]:
        """Return the items by the path of their page."""
        return {urlsplit(item["url"]).path: item for item in self.items(name)}

    def stats(self, name: str) -> dict[str, Any]:
        (stats,) = records(self.folder / f"{name}.json")
        return stats

    def counts(self, name: str) -> dict[str, int]:
        """Return the stats that are the detector's, without its name."""
        stats = self.stats(name).items()
        return {key[9:]: value for key, value in stats if key.startswith("detector/")}


def crawled(crawls: dict[str, Any], folder: Path, url: str = "", **settings: Any) -> Run:
    told = {"url": url, "folder": str(folder), "settings": {**QUIET, **settings}, "crawls": crawls}
    run = [sys.executable, "-c", "from tests.integrations.crawls import main; main()"]
    done = subprocess.run(
        run, input=json.dumps(told), capture_output=True, text=True, cwd=CHECKOUT, check=False
    )
    assert done.returncode == 0, done.stderr
    return Run(folder, done.stderr)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture(scope="module")
def run(site: str, tmp_path_factory: pytest.TempPathFactory) -> Run:
    crawls = {name: {"spider": "news", **crawl} for name, crawl in CRAWLS.items()}
    return crawled(crawls, tmp_path_factory.mktemp("crawls"), site)


def pipeline(**settings: Any) -> DetectorPipeline:
    crawler = Crawler(Spider, settings)
    crawler.stats = MemoryStatsCollector(crawler)
    return DetectorPipeline.from_crawler(crawler)


def processed(items: list[Any], **settings: Any) -> dict[str, Any]:
    """Process items in place, and return the stats."""
    made = pipeline(**settings)

    async def process() -> None:
        for item in items:
            assert await made.process_item(item) is item

    asyncio.run(process())
    assert made.stats is not None
    return made.stats.get_stats()


def counted(verdicts: list[Verdict], **more: int) -> dict[str, int]:
    counts: Counter[str] = Counter(scored=len(verdicts), **more)
    for verdict in verdicts:
        counts.update([verdict.label, *(f"trait/{trait}" for trait in verdict.traits)])
        counts.update([f"kind/{verdict.kind}"] if verdict.kind else [])
    return dict(counts)


@pytest.mark.parametrize("item_type", ITEM_TYPES)
def test_mark_adds_the_verdict_and_keeps_all(run: Run, detector: Detector, item_type: str) -> None:
    items = run.pages(f"mark-{item_type}")
    unmarked = items.pop(WITHOUT_ARTICLE)
    assert unmarked["text"] is None
    assert not unmarked.get("detector")
    assert {path: item["text"] for path, item in items.items()} == ARTICLES
    for item in items.values():
        assert item["detector"] == detector.score(item["text"]).to_dict()


@pytest.mark.parametrize("item_type", ITEM_TYPES)
def test_drop_keeps_what_is_not_low(run: Run, detector: Detector, item_type: str) -> None:
    items = run.pages(f"drop-{item_type}")
    assert items.keys() == KEPT | {WITHOUT_ARTICLE}
    for path in KEPT:
        assert items[path]["text"] == ARTICLES[path]
        assert items[path]["detector"] == detector.score(ARTICLES[path]).to_dict()
    stats = run.stats(f"drop-{item_type}")
    assert stats["item_dropped_reasons_count/LowQuality"] == len(LOW)


@pytest.mark.parametrize("item_type", ITEM_TYPES)
def test_clean_replaces_the_text_and_keeps_what_it_cut(
    run: Run, detector: Detector, item_type: str
) -> None:
    items = run.pages(f"clean-{item_type}")
    assert items.keys() == ARTICLES.keys() | {WITHOUT_ARTICLE}
    cleaned = {path: detector.clean(text) for path, text in ARTICLES.items()}
    assert sum(bool(each.residue) for each in cleaned.values()) >= 5
    for path, each in cleaned.items():
        assert items[path]["text"] == each.text
        judged = detector.score(each.text).to_dict()
        assert items[path]["detector"] == {**judged, **each.to_dict()}
        assert restore(each.text, each.residue) == ARTICLES[path]


@pytest.mark.parametrize("crawl", ["mark-dict", "drop-attrs", "clean-pydantic"])
def test_the_stats_add_up(run: Run, detector: Detector, crawl: str) -> None:
    texts = [
        detector.clean(text).text if crawl.startswith("clean") else text
        for text in ARTICLES.values()
    ]
    assert run.counts(crawl) == counted(list(detector.score_many(texts)), no_text=1)


def test_the_site_is_judged_as_it_was_made(run: Run) -> None:
    counts = run.counts("mark-dict")
    assert counts["scored"] == len(ARTICLES)
    assert counts["good"] == len(GOOD)
    assert counts["low"] == len(LOW)
    assert counts["unsure"] == 1
    assert counts["kind/filler"] == len(FILLER)
    assert counts["kind/boilerplate"] == len(BOILERPLATE)
    assert counts["trait/comment_tail"] >= 2


def test_the_addon_leaves_a_pipeline_where_it_stands(run: Run) -> None:
    assert run.counts("placed")["scored"] == len(ARTICLES)
    settings = Settings({"ITEM_PIPELINES": {PIPELINE: 900}})
    DetectorAddon().update_settings(settings)
    assert dict(settings["ITEM_PIPELINES"]) == {PIPELINE: 900}


def test_the_addon_puts_the_pipeline_before_others() -> None:
    settings = Settings({"ITEM_PIPELINES": {"scrapy.pipelines.files.FilesPipeline": 300}})
    DetectorAddon().update_settings(settings)
    assert settings["ITEM_PIPELINES"][DetectorPipeline] == PRIORITY < 300


def test_a_disabled_detector_says_nothing(run: Run) -> None:
    assert run.counts("disabled") == {}
    assert run.pages("disabled").keys() == ARTICLES.keys() | {WITHOUT_ARTICLE}
    with pytest.raises(NotConfigured) as raised:
        pipeline(DETECTOR_ENABLED="0")
    assert not raised.value.args


def test_a_wrong_setting_leaves_the_crawl_alone_and_is_told(run: Run) -> None:
    assert run.counts("wrong") == {}
    assert (
        "WARNING: Disabled <class 'detector.integrations.scrapy.DetectorPipeline'>: no " in run.log
    )
    assert "no DETECTOR_MODE 'sieve'; there are mark, drop, clean" in run.log


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"DETECTOR_MODE": "sieve"}, "no DETECTOR_MODE 'sieve'; there are mark, drop, clean"),
        ({"DETECTOR_POINT": "harsh"}, "DETECTOR_POINT: no point 'harsh'; there are .*balanced"),
        ({"DETECTOR_MODEL": "/nowhere"}, "DETECTOR_MODEL: /nowhere: no model here .*; name a"),
        ({"DETECTOR_RESULT_FIELD": "text"}, "DETECTOR_RESULT_FIELD: text holds the text; name"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_setting_is_named(settings: dict[str, str], reason: str) -> None:
    with pytest.raises(NotConfigured, match=reason):
        pipeline(**settings)


def test_the_model_and_the_point_are_those_of_the_settings() -> None:
    made = pipeline(DETECTOR_MODEL=str(CHECKOUT / "models/default"), DETECTOR_POINT="strict")
    assert made.detector.threshold == Detector.load(point="strict").threshold


def test_an_item_type_without_the_field_is_told_once(run: Run) -> None:
    items = run.pages("bare")
    assert items.keys() == KEPT | {WITHOUT_ARTICLE}
    assert all(items[path]["text"] == ARTICLES[path] for path in KEPT)
    assert run.counts("bare")["unmarked"] == len(KEPT)
    told = [line for line in run.log.splitlines() if " ERROR: " in line]
    assert len(told) == 1
    assert "Bare cannot take the result in 'detector' (KeyError)" in told[0]
    assert "declare the field, name another in DETECTOR_RESULT_FIELD" in told[0]


def test_a_result_need_not_be_written(run: Run, detector: Detector) -> None:
    assert run.pages("unwritten") == run.pages("bare")
    verdicts = list(detector.score_many(ARTICLES.values()))
    assert run.counts("unwritten") == counted(verdicts, no_text=1)


def test_the_log_is_not_flooded(run: Run) -> None:
    assert "low quality" not in run.log
    assert not [line for line in run.log.splitlines() if " WARNING: " in line][1:]
    for text in ARTICLES.values():
        assert max(text.split("\n"), key=len)[:60] not in run.log


@pytest.mark.parametrize(
    "loop",
    [
        {},
        {"TWISTED_REACTOR": "twisted.internet.selectreactor.SelectReactor"},
        {"TWISTED_REACTOR_ENABLED": False},
    ],
    ids=["asyncio reactor", "select reactor", "no reactor"],
)
def test_the_loop_gets_turns_while_an_article_is_judged(
    tmp_path: Path, loop: dict[str, Any]
) -> None:
    counting = "tests.integrations.crawls.CountTurns"
    judging = {"beside": PIPELINE, "in-the-way": "tests.integrations.crawls.JudgeInTheWay"}
    crawls = {
        name: {
            "spider": "long",
            "settings": {
                "ITEM_PIPELINES": {counting: 1, pipeline: 2, f"{counting}Again": 3},
                "CONCURRENT_ITEMS": 1,
            },
        }
        for name, pipeline in judging.items()
    }
    run = crawled(crawls, tmp_path, **loop)
    assert run.counts("beside")["scored"] == 3
    assert all(item["turns"] > 0 for item in run.items("beside"))
    assert [item["turns"] for item in run.items("in-the-way")] == [0, 0, 0]


@dataclasses.dataclass(frozen=True)
class Frozen:
    text: str
    detector: None = None


def test_what_has_no_text_passes_as_it_is() -> None:
    items: list[Any] = [{}, {"text": None}, {"text": b"bytes"}, {"body": "words"}, "no item", None]
    before = repr(items)
    assert processed(items) == {"detector/no_text": len(items)}
    assert repr(items) == before


def test_the_fields_are_those_of_the_settings(detector: Detector) -> None:
    text = ARTICLES[f"/{GOOD[0]}"]
    item = {"text": "x", "body": text}
    processed([item], DETECTOR_TEXT_FIELD="body", DETECTOR_RESULT_FIELD="quality")
    assert item == {"text": "x", "body": text, "quality": detector.score(text).to_dict()}


@pytest.mark.parametrize("nowhere", ["", None])
def test_without_a_result_field_cleaning_only_changes_the_text(
    detector: Detector, nowhere: str | None
) -> None:
    text = ARTICLES[f"/{BOILERPLATE[0]}"]
    item = {"text": text}
    processed([item], DETECTOR_MODE="clean", DETECTOR_RESULT_FIELD=nowhere)
    assert item == {"text": detector.clean(text).text}


def test_an_item_that_cannot_take_the_result_is_not_cleaned(
    caplog: pytest.LogCaptureFixture,
) -> None:
    text = ARTICLES[f"/{BOILERPLATE[0]}"]
    items = [Frozen(text), Frozen(text)]
    stats = processed(items, DETECTOR_MODE="clean")
    assert items == [Frozen(text), Frozen(text)]
    assert stats["detector/unmarked"] == 2
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "Frozen cannot take the result in 'detector' (FrozenInstanceError)" in caplog.text


@pytest.mark.parametrize("path", sorted(LOW))
def test_the_message_of_a_dropped_item_is_short_and_quotes_nothing(
    detector: Detector, path: str
) -> None:
    verdict = detector.score(ARTICLES[path])
    dropped = LowQuality(verdict)
    shape = re.fullmatch(
        r"low quality 0\.\d\d \((\w+): ([a-z_]+(?:, [a-z_]+){0,2})\)", str(dropped)
    )
    assert shape
    assert shape[1] == verdict.kind
    assert verdict.traits.keys() >= set(shape[2].split(", "))
    assert dropped.log_level == "DEBUG"
    assert dropped.verdict is verdict


def test_without_scrapy_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "itemadapter", None)
    monkeypatch.delitem(sys.modules, "detector.integrations.scrapy")
    with pytest.raises(MissingExtraError, match=r"needs .* scrapy: pip install '.*\[scrapy\]'"):
        importlib.import_module("detector.integrations.scrapy")


def test_the_example_of_the_page_runs(site: str, tmp_path: Path, detector: Detector) -> None:
    (example,) = (block for block in blocks(PAGE, "python") if "Spider" in block)
    (tmp_path / "articles.py").write_text(example, "utf-8")
    run = [sys.executable, "-m", "scrapy", "runspider", "articles.py"]
    run += ["-a", f"url={site}/", "-O", "kept.jsonl"]
    path = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(run, capture_output=True, text=True, cwd=tmp_path, env=path, check=False)
    assert done.returncode == 0, done.stderr
    items = records(tmp_path / "kept.jsonl")
    assert {item["text"] for item in items} == {None, *(ARTICLES[path] for path in KEPT)}
    for item in items:
        assert not item["text"] or item["detector"] == detector.score(item["text"]).to_dict()
    told = re.findall(r"INFO: (\S+): (low quality .*)", done.stderr)
    assert sorted(told) == sorted(
        (f"{site}{path}", str(LowQuality(detector.score(ARTICLES[path])))) for path in LOW
    )
    assert not re.findall("WARNING|ERROR", done.stderr)
    assert "'detector/low': 6" in done.stderr


def test_the_settings_of_the_page_are_understood() -> None:
    addon, placed, *_ = blocks(PAGE, "python")
    settings: dict[str, Any] = {}
    exec(addon + placed, settings)
    assert load_object(next(iter(settings["ADDONS"]))) is DetectorAddon
    assert load_object(next(iter(settings["ITEM_PIPELINES"]))) is DetectorPipeline
    assert pipeline(**{name: settings[name] for name in settings if name.isupper()}).mode == "drop"
    named = set(re.findall(r"^\| `(DETECTOR_\w+)`", PAGE.read_text("utf-8"), re.MULTILINE))
    assert named == set(re.findall(r"DETECTOR_\w+", inspect.getsource(scrapy)))


def test_the_pipeline_of_the_page_drops_what_is_low_after_cleaning() -> None:
    names: dict[str, Any] = {}
    exec(blocks(PAGE, "python")[-1], names)
    paths = [f"/{GOOD[0]}", f"/{FILLER[0]}"]
    good, low = items = [{"text": ARTICLES[path]} for path in paths]
    processed(items, DETECTOR_MODE="clean")
    assert names["DropLow"]().process_item(good) is good
    with pytest.raises(DropItem):
        names["DropLow"]().process_item(low)
    assert names["DropLow"]().process_item({"url": "no text"}) == {"url": "no text"}
