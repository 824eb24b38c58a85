"""The first page, as a browser without JavaScript meets it."""

import gzip
import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from detector import Detector
from detector.serve.pages.explaining import MOST_LISTED, link
from detector.serve.pages.rendering import POLICY
from tests.cli import hostile
from tests.cli.samples import GOOD, LOW

from .asking import asked

TAIL = f"{GOOD}\n\nLeave a comment"


@pytest.fixture(scope="module")
def client(detector: Detector) -> Iterator[TestClient]:
    with asked(detector) as client:
        yield client


def _give(client: TestClient, status: int = 200, **form: object) -> str:
    files = {"file": form.pop("file")} if "file" in form else {"none": b""}
    answer = client.post("/", data=form, files=files)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert answer.headers["content-security-policy"] == POLICY
    return answer.text


def test_the_empty_form(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert 'action="/"' in answer.text
    assert 'class="verdict"' not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert "script-src 'self'" in POLICY
    assert "unsafe" not in POLICY


def test_a_text_is_explained(client: TestClient, detector: Detector) -> None:
    html = _give(client, text=TAIL)
    assert f'<span class="quality">{detector.score(TAIL).quality:.3f}</span>' in html
    assert re.search(r"<del[^>]*><mark[^>]*>Leave a comment</mark></del>", html)
    assert 'id="about-comment_tail"' in html
    cleaned = re.search(r'id="cleaned">(.*?)</div>', html, re.DOTALL)
    assert cleaned
    assert unescape(cleaned[1]) == detector.clean(TAIL).text
    assert unescape(re.search(r"<textarea.*?>(.*?)</textarea>", html, re.DOTALL)[1]) == TAIL  # type: ignore[index]


def test_line_breaks_are_those_of_the_text_not_of_the_form(client: TestClient) -> None:
    quality = re.compile(r'"quality">([\d.]+)<')
    assert quality.findall(_give(client, text=TAIL.replace("\n", "\r\n"))) == quality.findall(
        _give(client, text=TAIL)
    )


def test_a_record_is_known_by_its_text(client: TestClient) -> None:
    record = {"text": GOOD, "title": "The <ferry>", "url": "https://example.org/a?b=1&c"}
    html = _give(client, text=json.dumps(record, indent=2))
    assert "The &lt;ferry&gt;" in html
    assert '<a href="https://example.org/a?b=1&amp;c" rel="noreferrer noopener">' in html
    assert 'class="listed"' not in html


def test_a_bracket_alone_is_no_record(client: TestClient) -> None:
    assert 'class="verdict"' in _give(client, text=f"[Update] {GOOD}")
    assert 'class="verdict"' in _give(client, text=f"{{template}} {GOOD}")


@pytest.mark.parametrize("number", [1, 2])
def test_of_several_records_one_is_explained(client: TestClient, number: int) -> None:
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in ABC.items())
    html = _give(client, text=lines, record=str(number))
    assert html.count('name="record"') == 2
    assert f'value="{number}" aria-current="true"' in html
    assert f'id="answer" tabindex="-1">{list(ABC)[number - 1]}</h2>' in html


ABC = {"a": GOOD, "b": LOW}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", GOOD.encode()),
        ("a.b.c.d.md", GOOD.encode()),
        ("a.csv", f'id,text\n1,"{GOOD}"\n'.encode()),
        ("a.jsonl.gz", gzip.compress(json.dumps({"text": GOOD}).encode())),
        ("../../etc/a.html", f"<html><body><article><p>{GOOD}</p></article></html>".encode()),
    ],
)
def test_a_file_of_any_format(client: TestClient, name: str, data: bytes) -> None:
    html = _give(client, file=(name, data))
    assert 'class="verdict"' in html


def test_many_records_are_listed_up_to_a_limit(client: TestClient) -> None:
    data = b"".join(b'{"text": "The port was closed."}\n' for _ in range(MOST_LISTED + 20))
    html = _give(client, file=("many.jsonl", data))
    assert f"The first {MOST_LISTED} articles" in html
    assert html.count('name="record"') == MOST_LISTED


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"text": "  "}, "there is no text"),
        ({"file": ("a.exe", b"MZ")}, "suffix names no format"),
        ({"file": ("a.jsonl", b"{oops")}, "record 1: not JSON"),
        ({"file": ("a.txt", b"")}, "there are no articles"),
        ({"text": '{"text": "a"}', "record": "7"}, "there is no record 7"),
    ],
)
def test_what_cannot_be_read_is_told(
    client: TestClient, form: dict[str, object], said: str
) -> None:
    html = _give(client, status=422, **form)
    assert 'role="alert"' in html
    assert said in unescape(html)
    assert "Traceback" not in html


def test_a_number_that_is_none(client: TestClient) -> None:
    answer = client.post("/", data={"text": "a", "record": "²"}, files={"none": b""})
    assert answer.status_code == 400


@pytest.mark.parametrize("said", hostile.PAGE)
def test_hostile_texts_are_text(client: TestClient, said: str) -> None:
    record = dict.fromkeys(("text", "title", "id", "url"), f"{said} {GOOD}")
    html = _give(client, text=json.dumps(record))
    tags = re.findall(r"<\s*/?\s*([a-zA-Z]+)", html)
    expected = _give(client, text=json.dumps(dict.fromkeys(record, GOOD)))
    assert set(tags) <= {*re.findall(r"<\s*/?\s*([a-zA-Z]+)", expected), "details", "summary"} | {
        "mark", "del", "small", "a"
    }  # fmt: skip
    assert "\u202e" not in html


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//host/x", "http://[", "", None, " file:///"],
)
def test_only_addresses_of_the_web_are_links(url: str | None) -> None:
    assert link(url) is None
    assert link("https://example.org/") == "https://example.org/"


def test_style_and_scripts(client: TestClient) -> None:
    html = client.get("/").text
    for address in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html)):
        answer = client.get(address)
        assert answer.status_code == 200, address
        again = client.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
    assert client.get("/static/nothing.js").status_code == 404
    assert client.get("/static/..%2fapp.py").status_code == 404
    assert "//" not in re.sub(r"https?://www\.w3\.org", "", "".join(re.findall('="([^"]+)"', html)))
