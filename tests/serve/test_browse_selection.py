"""Filters, counts, orders and hosts of scored articles, against the same done record by record."""

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Detector
from detector.errors import DetectorError
from detector.serve.browsing.library import Shelf
from detector.serve.browsing.query import NO_HOST, SORTS, Query, parse
from detector.serve.browsing.ranking import wilson
from detector.serve.browsing.selection import BINS
from tests.cli.samples import GOOD, write_jsonl

from . import shelves

RECORDS = shelves.scored(150)
QUERIES = st.builds(
    lambda ends, **rest: Query(least=min(ends), most=max(ends), **rest),
    st.tuples(*[st.sampled_from(shelves.EDGES)] * 2),
    label=st.sampled_from(["", "", "good", "low", "unsure"]),
    kind=st.sampled_from(["", "", *shelves.KINDS]),
    trait=st.sampled_from(["", "", *shelves.TRAITS, "no_such_trait"]),
    host=st.sampled_from(["", "", "a.example", "c.example", NO_HOST, "elsewhere.example"]),
    words=st.sampled_from(["", "", "FERRY", "queue harb", "n1", "example/", "zebra"]),
    sort=st.sampled_from(list(SORTS)),
    page=st.integers(1, 9),
)


@pytest.fixture(scope="module")
def shelf(detector: Detector, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    path = write_jsonl(tmp_path_factory.mktemp("shelf") / "scored.jsonl", RECORDS)
    library, shelf = shelves.shelved(detector, path)
    yield shelf
    library.stop()


@given(query=QUERIES)
def test_what_is_found(shelf: Shelf, query: Query) -> None:
    assert sorted(shelf.select(query).rows.tolist()) == shelves.asked(RECORDS, query)


@given(query=QUERIES)
def test_counts_are_those_under_the_other_filters(shelf: Shelf, query: Query) -> None:
    selection = shelf.select(query)

    def of(name: str) -> list[dict[str, object]]:
        return [RECORDS[place]["detector"] for place in shelves.asked(RECORDS, query, but=name)]

    def without_none(counts: dict[str, int]) -> dict[str, int]:
        return {name: count for name, count in counts.items() if count}

    labels, kinds = selection.labels(), selection.kinds()
    assert without_none(labels) == shelves.counted([each["label"] for each in of("label")])
    assert without_none(kinds) == shelves.counted([each["kind"] for each in of("kind")])
    traits = [name for each in of("trait") for name in each["traits"]]  # type: ignore[attr-defined]
    assert without_none(selection.traits(99)) == shelves.counted(traits)
    hosts = [shelves.host_of(RECORDS[place]) for place in shelves.asked(RECORDS, query, but="host")]
    named = {name or NO_HOST: count for name, count in selection.hosts(99).items()}
    assert without_none(named) == shelves.counted(hosts)
    assert (query.host or "a.example") in {*named, "a.example"}


@given(query=QUERIES)
def test_a_bar_shows_as_many_as_it_counts(shelf: Shelf, query: Query) -> None:
    bins = shelf.select(query).bins()
    assert len(bins) == BINS
    assert (bins[0].least, bins[-1].most) == (0.0, 1.0)
    assert sum(each.total for each in bins) == len(shelves.asked(RECORDS, query, but="quality"))
    for each in bins[::4]:
        alone = query.with_(least=each.least, most=each.most)
        assert len(shelf.select(alone).rows) == each.total


@given(query=QUERIES)
def test_an_address_asks_the_same_again(query: Query) -> None:
    assert parse(query.written()) == query
    assert query.with_(label="low").page == 1


@pytest.mark.parametrize("sort", SORTS)
def test_the_order(shelf: Shelf, sort: str) -> None:
    keys: dict[str, Callable[[int], Any]] = {
        "quality": lambda place: RECORDS[place]["detector"]["quality"],
        "host": lambda place: shelves.host_of(RECORDS[place]).replace(NO_HOST, ""),
        "length": lambda place: len(RECORDS[place]["text"]),
        "file": lambda place: place,
    }
    key = keys[sort.removeprefix("-")]
    rows = [key(row) for row in shelf.select(Query(sort=sort)).rows.tolist()]
    assert rows == sorted(rows, reverse=sort.startswith("-"))
    assert len(rows) == len(RECORDS)


def test_the_way_from_one_article_to_the_next(shelf: Shelf) -> None:
    selection = shelf.select(Query(label="low", sort="-quality"))
    rows = selection.rows.tolist()
    way, row = [rows[0]], rows[0]
    while (after := selection.beside(row)[1]) is not None:
        assert selection.beside(after)[0] == row
        way.append(row := after)
    assert way == rows
    assert selection.beside(rows[4])[2] == 5
    good = shelf.select(Query(label="good")).rows.tolist()[0]
    assert selection.beside(good) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"label": "bad"}, "label is 'bad': take one of good, low, unsure"),
        ({"kind": "Spam"}, "kind is 'Spam'"),
        ({"sort": "name"}, "sort is 'name': take one of quality, -quality"),
        ({"page": "0"}, "page is '0': it is a number from 1"),
        ({"page": "²"}, "page is"),
        ({"page": "9" * 5000}, "page is '999"),
        ({"least": "low"}, "least is 'low': a quality is a number from 0 to 1"),
        ({"most": "nan"}, "most is 'nan'"),
        ({"least": "-0.1"}, "least is '-0.1'"),
        ({"least": "0.6", "most": "0.5"}, "least is 0.6, more than most, 0.5: swap them"),
    ],
)
def test_what_cannot_be_understood(said: dict[str, str], told: str) -> None:
    with pytest.raises(DetectorError) as fault:
        parse(said)
    assert str(fault.value).startswith(told)
    assert len(str(fault.value)) < 200


def test_what_was_left_empty_is_not_asked_for() -> None:
    form = dict.fromkeys(Query().written() | dict.fromkeys(("label", "least", "sort", "page")), "")
    assert parse({**form, "token": "x", "words": "  "}) == Query()
    assert not Query(sort="host", page=3).narrows
    assert Query(least=0.5).narrows


def test_hosts_come_in_the_order_of_what_is_sure(shelf: Shelf) -> None:
    hosts = list(shelf.ranking.hosts(0, len(shelf.ranking)))
    assert [host.least for host in hosts] == sorted((host.least for host in hosts), reverse=True)
    for host in hosts:
        of = [each for each in RECORDS if shelves.host_of(each) == (host.name or NO_HOST)]
        said = [each["detector"] for each in of]
        assert host.articles == len(of)
        assert host.low == sum(each["label"] == "low" for each in said)
        assert host.quality == pytest.approx(statistics.median(each["quality"] for each in said))
        kinds = shelves.counted([each["kind"] for each in said])
        assert kinds[host.kind] == max(kinds.values())
        traits = shelves.counted([name for each in said for name in each["traits"]])
        counts = sorted(traits.values(), reverse=True)
        assert [traits[name] for name in host.traits] == counts[: len(host.traits)]


def test_a_small_host_does_not_head_the_list(detector: Detector, tmp_path: Path) -> None:
    """One low article of one is less sure than ninety of a hundred."""

    def record(host: str, label: str) -> dict[str, object]:
        said = {"quality": 0.5, "label": label, "kind": None, "traits": {}, "reasons": []}
        return {"text": GOOD, "host": host, "detector": said}

    rotten = [record("rotten.example", "low" if place < 90 else "good") for place in range(100)]
    records = [record("small.example", "low"), *rotten, record("good.example", "good")]
    library, shelf = shelves.shelved(detector, write_jsonl(tmp_path / "a.jsonl", records))
    names = [host.name for host in shelf.ranking.hosts(0, 9)]
    library.stop()
    assert names == ["rotten.example", "small.example", "good.example"]


def test_the_interval_is_wilsons() -> None:
    """Against the solutions of its definition: (p - share)² = z² p (1 - p) / n."""
    hits, of = np.array([0, 1, 5, 90, 7]), np.array([1, 1, 10, 100, 7])
    least, most = wilson(hits, of)
    for ends in (least, most):
        gap = (ends - hits / of) ** 2 - 1.959964**2 * ends * (1 - ends) / of
        assert np.allclose(gap, 0)
    assert (least < hits / of + 1e-12).all()
    assert (most > hits / of - 1e-12).all()
