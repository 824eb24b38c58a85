"""The pages of scored articles, as a browser without JavaScript meets them."""

import gzip
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from detector import Detector
from detector.errors import DetectorError
from detector.formats import ReadOptions, Record, open_writer, read
from detector.serve.app import create_app
from detector.serve.browsing import library
from detector.serve.browsing.query import Query
from detector.serve.pages.browse import ROWS
from detector.serve.pages.rendering import POLICY
from detector.serve.settings import Settings
from tests.cli import hostile
from tests.cli.samples import GOOD, LOW, write_jsonl

from . import shelves
from .asking import asked

RECORDS = shelves.scored(130, seed=2)
ROW = re.compile(r'<th scope="row" dir="auto"><a href="/browse/article/(\d+)')


@contextmanager
def browsed(detector: Detector, *paths: Path | str) -> Iterator[TestClient]:
    """Yield what asks a service that has read everything."""
    with asked(detector, browse=tuple(map(str, paths))) as client:
        client.app.state.library.wait()  # type: ignore[attr-defined]
        yield client


@pytest.fixture(scope="module")
def client(detector: Detector, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("scored")
    with browsed(detector, write_jsonl(folder / "scored.jsonl", RECORDS)) as client:
        yield client


def _get(client: TestClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-security-policy"] == POLICY
    return answer.text


def _found(html: str) -> list[int]:
    return [int(number) - 1 for number in ROW.findall(html)]


def test_pages_of_the_table_hold_every_article_once(client: TestClient) -> None:
    seen: list[int] = []
    for number in (1, 2, 3):
        html = _get(client, f"/browse?sort=file&page={number}")
        assert f"Page {number} of 3" in html
        seen += _found(html)
    assert seen == list(range(len(RECORDS)))
    assert len(_found(_get(client, "/browse"))) == ROWS
    assert _found(_get(client, "/browse?sort=file&page=999")) == seen[2 * ROWS :]


def test_filters_stand_in_the_address_and_in_the_form(client: TestClient) -> None:
    address = "/browse?label=low&trait=stray_tag&words=ferry&least=0.05&most=1&sort=-length"
    html = _get(client, address)
    query = Query(label="low", trait="stray_tag", words="ferry", least=0.05)
    expected = shelves.asked(RECORDS, query)
    assert sorted(_found(html)) == expected
    assert f"<b>{len(expected)}</b> of {len(RECORDS)} articles" in html
    assert re.search(r'<option value="low" selected>low \(\d+\)', html)
    assert re.search(r'<option value="stray_tag" selected>stray_tag \(\d+\)', html)
    assert 'name="words" value="ferry"' in html
    assert re.search(r'class="by-length" aria-sort="descending"', html)
    without = len(shelves.asked(RECORDS, query, but="label")) - len(expected)
    others = re.findall(r'<option value="(?:good|unsure)">\w+ \((\d+)\)', html)
    assert sum(map(int, others)) == without


def test_a_bar_leads_to_its_articles(client: TestClient) -> None:
    html = _get(client, "/browse?label=low")
    bars = re.findall(r'<a href="([^"]+)" aria-label="Quality [\d.]+ to [\d.]+: (\d+) art', html)
    assert len(bars) == 20
    for address, count in bars[::7]:
        assert f"<b>{count}</b>" in _get(client, unescape(address))


def test_an_article_is_explained_and_leads_on(client: TestClient, detector: Detector) -> None:
    first, second, third = _found(_get(client, "/browse?label=low&sort=-length"))[:3]
    html = _get(client, f"/browse/article/{second + 1}?label=low&sort=-length")
    quality = detector.score(RECORDS[second]["text"]).quality
    assert f'<span class="quality">{quality:.3f}</span>' in html
    ways = dict(re.findall(r'<a href="/browse/article/(\d+)[^"]*" rel="(\w+)"', html))
    assert ways == {str(first + 1): "prev", str(third + 1): "next"}
    assert 'href="/browse?label=low&amp;sort=-length"' in html
    assert "by the model made-up" in html


def test_the_way_back_is_to_the_page_with_the_article(client: TestClient) -> None:
    last = _found(_get(client, "/browse?page=3"))[-1]
    html = _get(client, f"/browse/article/{last + 1}")
    assert '<a class="back" href="/browse?page=3">' in html
    assert 'rel="next"' not in html


def test_hosts_lead_to_their_articles(client: TestClient) -> None:
    html = _get(client, "/browse/hosts")
    low = re.findall(r'<a href="(/browse\?[^"]+)" aria-label="(\d+) low articles of ([^:]+):', html)
    assert {name for _, _, name in low} == {"a.example", "b.example", "c.example", "no host"}
    for address, count, _ in low:
        assert f"<b>{count}</b>" in _get(client, unescape(address))


@pytest.mark.parametrize("query", ["label=bad", "least=2", "page=x", "sort=%00%ff", "kind=%3Cb%3E"])
def test_a_broken_address_is_told(client: TestClient, query: str) -> None:
    html = _get(client, f"/browse?{query}", status=400)
    assert 'role="alert"' in html
    assert query.partition("=")[0] + " is " in html
    assert len(_found(html)) == ROWS
    assert client.get(f"/browse/article/1?{query}").status_code == 400


@pytest.mark.parametrize("number", ["0", "131", "-1", "x", "²", "9" * 30, "1/2"])
def test_there_is_no_such_article(client: TestClient, number: str) -> None:
    assert client.get(f"/browse/article/{number}").status_code == 404


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.jsonl.gz", "a.jsonl.zst"]
)
def test_every_format(detector: Detector, tmp_path: Path, name: str) -> None:
    """A folder with a file as the detector writes it shows what the records say."""
    records = RECORDS[:12]
    plain = [{name: each[name] for name in ("id", "title", "url", "text")} for each in records]
    source = write_jsonl(tmp_path / "plain.jsonl", plain)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    with open_writer(str(tmp_path / "in" / "deep" / name)) as writer:
        for record, said in zip(read(str(source), ReadOptions()), records, strict=True):
            assert isinstance(record, Record)
            writer.write(record, said["detector"])
    made, shelf = shelves.shelved(detector, tmp_path / "in")
    entries = [made.entry(row) for row in range(len(shelf.columns))]
    texts = [made.article(row).text for row in range(len(entries))]
    made.stop()
    assert made.progress.scored == made.progress.unreadable == 0
    assert texts == [each["text"] for each in records]
    for entry, expected in zip(entries, records, strict=True):
        said = expected["detector"]
        assert (entry.quality, entry.label, entry.kind) == (
            said["quality"], said["label"], said["kind"]
        )  # fmt: skip
        assert {*entry.traits} == {*said["traits"]}
        assert [tuple(each) for each in entry.reasons] == [("stray_tag", -1.5)]
        assert (entry.id, entry.title, entry.url) == (
            expected["id"], expected["title"], expected["url"] or ""
        )  # fmt: skip


BROKEN: tuple[Any, ...] = (
    {},
    "a string",
    {"quality": "0.5", "label": "low"},
    {"quality": 7, "label": "low"},
    {"quality": float("nan"), "label": "low"},
    {"quality": True, "label": "low"},
    {"quality": 0.5, "label": ["low"]},
    {"quality": 0.5, "label": "rubbish"},
)


def test_what_is_no_verdict_is_made_anew_and_told(detector: Detector, tmp_path: Path) -> None:
    records = [{"text": LOW, "detector": each} for each in BROKEN]
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": GOOD}, *records])
    with browsed(detector, path) as client:
        html = _get(client, "/browse?sort=file")
        entry = client.app.state.library.entry(1)  # type: ignore[attr-defined]
    assert f"{len(BROKEN) + 1} articles came without a verdict" in html
    assert entry.quality == detector.score(LOW).to_dict()["quality"]


def test_odd_parts_of_a_verdict_are_left_out(detector: Detector, tmp_path: Path) -> None:
    said = {
        "quality": 1,
        "label": "low",
        "kind": {"a": 1},
        "traits": ["x"],
        "reasons": [3, {"feature": 4}, {"feature": "a", "contribution": float("inf")}],
        "model": 5,
    }
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": GOOD, "detector": said}])
    with browsed(detector, path) as client:
        assert _found(_get(client, "/browse?least=0.95&label=low")) == [0]
        _get(client, "/browse/article/1")
        _get(client, "/browse/hosts")


def test_what_cannot_be_read_is_told(detector: Detector, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", RECORDS[:2])
    path.write_text(path.read_text() + '{oops <b>\n{"title": "no text"}\n')
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n' * 9)[:-9])
    with browsed(detector, path, tmp_path / "b.jsonl.gz", tmp_path / "gone.jsonl") as client:
        html = unescape(_get(client, "/browse"))
    assert "4 records could not be read" in html
    assert f"{path}:3: not JSON" in html
    assert f"{path}:4: there is no field 'text'" in html
    assert "gone.jsonl: there is no such file" in html


def test_nothing_to_read_is_told_at_once(detector: Detector, tmp_path: Path) -> None:
    with pytest.raises(DetectorError, match=r"gone\.jsonl: there is no such file"):
        create_app(detector, Settings(browse=(str(tmp_path / "gone.jsonl"),)))


def test_an_empty_file(detector: Detector, tmp_path: Path) -> None:
    with browsed(detector, write_jsonl(tmp_path / "a.jsonl", [])) as client:
        assert "No article is like that" in _get(client, "/browse")
        assert "No article is like that" in _get(client, "/browse?words=a&host=-&trait=b")
        assert "There are no articles" in _get(client, "/browse/hosts")
        assert client.get("/browse/article/1").status_code == 404


def test_while_it_reads(
    detector: Detector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", RECORDS)
    seen, go_on = Event(), Event()

    def slowly(path: str, options: ReadOptions) -> Iterator[Any]:
        for number, each in enumerate(read(path, options)):
            if number == 2 * library.TOGETHER - 1:
                seen.set()
                assert go_on.wait(20)
            yield each

    monkeypatch.setattr(library, "read", slowly)
    with asked(detector, browse=(str(path),)) as client:
        assert seen.wait(20)
        for address in ("/browse", "/browse/hosts", "/browse/article/1?label=bad"):
            html = _get(client, address)
            share = re.search(r"Reading … (\d+) %", html)
            assert share
            assert 30 < int(share[1]) < 70
            assert f"{library.TOGETHER} articles so far" in html
        go_on.set()
        client.app.state.library.wait()  # type: ignore[attr-defined]
        assert len(_found(_get(client, "/browse"))) == ROWS


def test_stopping_does_not_wait_for_the_rest(
    detector: Detector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", RECORDS)
    item = next(read(str(path), ReadOptions()))

    def endless(_path: str, _options: ReadOptions) -> Iterator[Any]:
        while True:
            yield item

    monkeypatch.setattr(library, "read", endless)
    begun = time.monotonic()
    with asked(detector, browse=(str(path),)) as client:
        _get(client, "/browse")
    assert time.monotonic() - begun < 10


@pytest.fixture(scope="module")
def tags(client: TestClient) -> set[str]:
    """Every element, attribute and class of the pages where no text is hostile."""
    pages = ("/browse?words=ferry&label=low", "/browse/hosts", "/browse?words=zebra")
    return {tag for each in pages for tag in _tags(_get(client, each))}


def _tags(html: str) -> set[str]:
    return set(re.findall(r"<\s*/?\s*[a-zA-Z]+", html))


def test_hostile_texts_are_text(detector: Detector, tmp_path: Path, tags: set[str]) -> None:
    records = [_hostile(said) for said in hostile.PAGE]
    with browsed(detector, write_jsonl(tmp_path / "a.jsonl", records)) as client:
        html = _get(client, "/browse?sort=file")
        assert len(_found(html)) == len(records)
        pages = [html, _get(client, "/browse/hosts"), _get(client, "/browse/article/1")]
        for address in re.findall(r'href="(/browse\?host=[^"]+)"', html)[::5]:
            pages.append(_get(client, unescape(address)))
            assert _found(pages[-1])
    allowed = tags | {"<mark", "</mark", "<del", "</del", "<b", "<i", "</i", "<small", "</small"}
    for page in pages:
        assert _tags(page) <= allowed | _tags(_article(detector, tmp_path)), page
        assert not re.search(r"[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", page)
        assert not re.search(r'<[^<>]*href="\s*(?:javascript|data|file)', page, re.IGNORECASE)
    assert 'rel="noreferrer noopener"' not in pages[0]


def _article(detector: Detector, folder: Path) -> str:
    with browsed(detector, write_jsonl(folder / "b.jsonl", RECORDS[:3])) as client:
        return _get(client, "/browse/article/1")


def _hostile(said: str) -> dict[str, Any]:
    verdict = {
        **RECORDS[0]["detector"],
        "model": said,
        "traits": {said: 1},
        "reasons": [{"feature": said, "contribution": 1.0}],
    }
    names = dict.fromkeys(("id", "title", "host"), said)
    return {**names, "url": f"javascript:{said}", "text": f"{said} {GOOD}", "detector": verdict}


def test_only_addresses_of_the_web_are_links(detector: Detector, tmp_path: Path) -> None:
    urls = ("https://a.example/?b=1&c", "javascript:alert(1)", "http://[", "//a.example/")
    records = [{**RECORDS[0], "url": url} for url in urls]
    with browsed(detector, write_jsonl(tmp_path / "a.jsonl", records)) as client:
        html = _get(client, "/browse")
    links = re.findall(r'href="([^/"][^"]*)" rel="noreferrer noopener"', html)
    assert links == ["https://a.example/?b=1&amp;c"]


def test_without_scored_files_there_is_no_such_page(detector: Detector) -> None:
    with asked(detector) as client:
        assert client.get("/browse").status_code == 404
        assert "Browse" not in client.get("/").text


def test_texts_stay_on_disk(detector: Detector, tmp_path: Path) -> None:
    """A record of ten megabytes is shown, and what is kept of it in memory is small."""
    record = {"title": "t" * 100_000, "text": "The ferry stopped. " * 500_000}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({**record, "detector": RECORDS[0]["detector"]}))
    made, shelf = shelves.shelved(detector, path)
    assert made.article(0).text == record["text"]
    assert len(shelf.columns.names[0]) < 1000
    made.stop()
