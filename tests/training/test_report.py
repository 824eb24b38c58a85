"""The page and the JSON of an evaluation: the same figures, whole, and deaf to the articles."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from detector import DetectorError
from training.evaluate import evaluate
from training.evaluation.page import page
from training.evaluation.publish import places, write
from training.evaluation.report import Report
from training.evaluation.wording import TITLES, percent, span, written

from .samples import Case, Knowing, case, cases, shifted

HOSTILE = (
    "</p><script>alert(1)</script><img src=x onerror=alert(2)>"
    "\"'><style>*{display:none}</style>{policy}{0}&amp;&#x3c;javascript:alert(3)$x^2$\x1b[0m"
)
VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _report(known: list[Case], other: list[Case] | None = None) -> Report:
    articles = [each.article for each in known]
    found = [
        evaluate(articles, Knowing(each), resamples=100)
        for each in (known, other)
        if each is not None
    ]
    return Report(
        inputs=("labelled.jsonl",),
        point="balanced",
        model=found[0],
        folder="models/mine",
        against=found[1] if other else None,
        against_folder="models/old" if other else None,
    )


@pytest.fixture(scope="module")
def report() -> Report:
    known = cases(40)
    return _report(known, shifted(known, noise=3.0))


@pytest.fixture(scope="module")
def source(report: Report) -> str:
    return page(report)


def _checked(source: str) -> Page:
    parsed = Page(source)
    assert parsed.open == []
    assert not {"script", "img", "iframe", "object", "link", "a"} & set(parsed.tags)
    assert parsed.tags.count("style") == 1
    for name, value in parsed.attributes:
        assert not name.startswith("on")
        assert name not in ("src", "style")
        assert name != "href" or (value or "").startswith("#")
    return parsed


def test_nothing_is_fetched(source: str) -> None:
    _checked(source)
    assert not re.search(r"https?:|//[a-z]|url\((?!#)|@import", source)


def test_the_policy_allows_the_style_sheet_and_nothing_else(source: str) -> None:
    policy = re.search(r'Policy" content="([^"]+)"', source)
    sheet = re.search(r"<style>(.*)</style>", source, re.DOTALL)
    assert policy
    assert sheet
    digest = b64encode(sha256(sheet[1].encode()).digest()).decode()
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_the_same_report_gives_the_same_bytes(report: Report, source: str, tmp_path: Path) -> None:
    assert page(report) == source
    again = [write(report, tmp_path / name) for name in ("one", "two")]
    for one, two in zip(*again, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_hostile_words_stay_words() -> None:
    fields = {"id": HOSTILE, "source": HOSTILE, "domain": HOSTILE, "form": HOSTILE}
    known = [
        case(n, ("good", "spam")[n % 2], n / 9, f"{HOSTILE}{n}", text=f"{n} {HOSTILE}", **fields)
        for n in range(9)
    ]
    report = _report(known, known)
    named = replace(report, folder=HOSTILE, inputs=(HOSTILE,), against_folder=HOSTILE)
    source = page(named)
    _checked(source)
    assert "<script" not in source
    assert "<script>alert(1)</script>" in unescape(source)


def test_pictures_have_words_and_captions(source: str) -> None:
    parsed = _checked(source)
    pictures = source.count('role="img"')
    assert pictures == 3
    labels = [value for name, value in parsed.attributes if name == "aria-label"]
    assert all(label and len(label) > 20 for label in labels)
    assert source.count("<figcaption>") == parsed.tags.count("figure") == pictures + 2


def test_ids_and_references_of_pictures_fit(source: str) -> None:
    parsed = _checked(source)
    names = [value for name, value in parsed.attributes if name == "id"]
    assert len(names) == len(set(names))
    used = re.findall(r'(?:href="|url\()#([^")]+)', source)
    assert used
    assert set(used) <= set(names)


def test_light_and_dark_on_a_phone(source: str) -> None:
    assert "prefers-color-scheme: dark" in source
    assert 'name="viewport"' in source
    assert source.count("<table") == source.count('<div class="wide"><table')
    drawn = "".join(re.findall(r"<svg.*?</svg>", source, re.DOTALL))
    assert not re.search(r"#[0-9a-f]{6}", drawn), (
        "a colour that does not follow the reader's choice"
    )


def _cells(source: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", source)
    plain = [[re.sub(r"<[^>]+>", "", cell) for cell in re.split(r"</t[hd]>", row)] for row in rows]
    return [[unescape(cell) for cell in row][:-1] for row in plain]


def test_the_page_says_what_the_json_says(report: Report, source: str, tmp_path: Path) -> None:
    _, data = write(report, tmp_path / "report")
    said, cells = json.loads(data.read_text()), _cells(source)
    for name, each in said["model"]["figures"].items():
        between = span(name, each["low"], each["high"])
        assert [TITLES[name], written(name, each["value"]), between] in cells
    for name, each in said["differences"].items():
        start = [TITLES[name], written(name, each["model"]), written(name, each["against"])]
        shown = next(row for row in cells if row[:3] == start)
        assert shown[-1] == (f"yes: {each['verdict']}" if each["excludes_zero"] else "no")
    for row in said["model"]["tables"]["source"]:
        shown = next(each for each in cells if each[0] == row["name"] and len(each) == 9)
        assert shown[1:3] == [str(row["good"]), str(row["others"])]
        assert shown[3].startswith(percent(row["good_low"]["value"]))
    for error in said["model"]["worst"]:
        assert f"{error['quality']:.3f}" in source
        assert error["begins"] in unescape(source)


def test_the_json_has_everything(report: Report, tmp_path: Path) -> None:
    _, data = write(report, tmp_path / "report")
    said = json.loads(data.read_text())
    assert (said["schema"], said["point"], said["inputs"]) == (1, "balanced", ["labelled.jsonl"])
    assert said["bootstrap"] == {"resamples": 100, "seed": 1979, "share": 0.95}
    model = said["model"]
    assert (model["model"], model["folder"], model["threshold"]) == ("knowing", "models/mine", 0.3)
    assert model["counts"]["groups"] == 40
    assert set(model["curves"]) == {"roc", "precision_recall", "reliability"}
    assert len(model["worst"]) == 20
    assert "resampled" not in model
    assert set(said["against"]) == set(model)


def test_the_documented_keys_are_those_there_are(report: Report) -> None:
    text = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text("utf-8")
    example = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0])
    said = report.to_dict()
    assert list(example) == list(said)
    assert list(example["model"]) == list(said["model"])
    for path in (("tables", "source", 0), ("curves",), ("curves", "reliability", 0), ("worst", 0)):
        one, other = example["model"], said["model"]
        for key in path:
            one, other = one[key], other[key]
        assert list(one) == list(other)
    for name in (*said["model"]["figures"], *said["differences"]["auc"]):
        assert f"`{name}`" in text


def test_without_another_model(tmp_path: Path) -> None:
    report = _report(cases(20))
    _, data = write(report, tmp_path / "report")
    said = json.loads(data.read_text())
    assert (said["against"], said["differences"]) == (None, {})
    assert "Against" not in page(report)


@pytest.mark.parametrize("kind", ["good", "spam"])
def test_one_label_makes_a_page(kind: str) -> None:
    source = page(_report([case(n, kind, n / 20) for n in range(20)]))
    _checked(source)
    assert "Add articles labelled" in source
    assert "<svg" not in source


def test_one_group_makes_a_page() -> None:
    known = [case(n, ("good", "spam")[n % 2], n / 20, "one") for n in range(20)]
    source = page(_report(known, known))
    _checked(source)
    assert "needs at least two groups" in source
    assert "no interval" in source


@pytest.mark.parametrize("name", ["report", "report.html", "report.json"])
def test_any_of_three_names_does(report: Report, tmp_path: Path, name: str) -> None:
    where = write(report, tmp_path / name)
    assert [path.name for path in where] == ["report.html", "report.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.json"]


def test_a_dot_in_the_name_is_no_suffix(tmp_path: Path) -> None:
    assert places(tmp_path / "v1.2")[0].name == "v1.2.html"


def _folder(path: Path) -> Path:
    return path


def _no_folder(path: Path) -> Path:
    return path / "nowhere" / "report"


@pytest.mark.parametrize(
    ("where", "said"), [(_folder, "name a report in it"), (_no_folder, "make it first")]
)
def test_places_that_cannot_be_written(
    tmp_path: Path, where: Callable[[Path], Path], said: str
) -> None:
    with pytest.raises(DetectorError, match=said):
        places(where(tmp_path))


def test_what_cannot_be_written_is_named(report: Report, tmp_path: Path) -> None:
    (tmp_path / "report.json").mkdir()
    with pytest.raises(DetectorError, match=r"report\.json: cannot be written"):
        write(report, tmp_path / "report")
