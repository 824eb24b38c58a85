"""What programs are answered: what the command line writes, or a problem that says why not."""

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detector import Detector
from detector.serve.settings import Limits
from tests.cli.samples import FILLER, GOOD, LOW, SHORT, Invoke, write_jsonl

from .asking import asked

JSON = {"Content-Type": "application/json"}
RECORDS: list[dict[str, Any]] = [
    {"id": "a", "text": GOOD, "title": "The ferry — “stopped”"},
    {"id": "b", "text": f"{GOOD}\n\nShare this\nLeave a comment"},
    {"id": 3, "text": LOW, "url": "https://example.org/c"},
    {"text": SHORT},
    {"text": FILLER, "host": "example.org"},
    {"text": ""},
    {"text": "a\u0000b\u2028 \U0001f600"},
]


@pytest.fixture(scope="module")
def client(model: Path) -> Iterator[TestClient]:
    with asked(Detector.load(model)) as client:
        yield client


def _post(client: TestClient, address: str, body: Any, **headers: str) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return client.post(address, content=content, headers={**JSON, **headers})


def _problem(answer: Any, status: int, kind: str) -> Mapping[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: Mapping[str, Any] = answer.json()
    assert said["type"] == f"urn:article-detector:problem:{kind}"
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]
    return said


def _lines(invoke: Invoke, command: list[str], options: list[str], folder: Path) -> list[bytes]:
    data = write_jsonl(folder / "records.jsonl", RECORDS)
    result = invoke(*command, data, "-o", "-", *options)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.splitlines()


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", []),
        ("?explain=true", ["--explain"]),
        ("?clean_first=true", ["--clean-first"]),
        ("?explain=1&clean_first=1&point=strict", ["--explain", "--clean-first", "--point=strict"]),
        ("?threshold=0.9", ["--threshold", "0.9"]),
    ],
)
def test_scores_as_the_command_line(
    client: TestClient, invoke: Invoke, tmp_path: Path, query: str, options: list[str]
) -> None:
    expected = _lines(invoke, ["score"], options, tmp_path)
    stored = (tmp_path / "records.jsonl").read_bytes().splitlines()
    alone = [_post(client, f"/v1/score{query}", line) for line in stored]
    assert [each.content for each in alone] == expected
    together = _post(client, f"/v1/score{query}", RECORDS)
    assert together.status_code == 200
    assert together.json() == [json.loads(line) for line in expected]


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", []),
        ("?level=thorough&keep=share&keep=legal",
         ["--level=thorough", "--keep=share", "--keep=legal"]),
        ("?mark=true", ["--mark"]),
    ],
)  # fmt: skip
def test_cleans_as_the_command_line(
    client: TestClient, invoke: Invoke, tmp_path: Path, query: str, options: list[str]
) -> None:
    expected = _lines(invoke, ["clean"], options, tmp_path)
    stored = (tmp_path / "records.jsonl").read_bytes().splitlines()
    alone = [_post(client, f"/v1/clean{query}", line).content for line in stored]
    assert alone == expected
    assert b"Leave a comment" in b"".join(alone)
    assert _post(client, f"/v1/clean{query}", RECORDS).json() == list(map(json.loads, expected))


@pytest.mark.parametrize(
    ("query", "options"),
    [("", []), ("?unsure=reject&explain=1", ["--unsure=reject", "--explain"])],
)
def test_filters_as_the_command_line(
    client: TestClient, invoke: Invoke, tmp_path: Path, query: str, options: list[str]
) -> None:
    expected = _lines(invoke, ["filter"], options, tmp_path)
    data = (tmp_path / "records.jsonl").read_bytes()
    answer = client.post(f"/v1/filter{query}", content=data)
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert answer.content.splitlines() == expected
    assert 0 < len(expected) < len(RECORDS)


def test_the_stream_loses_nothing(client: TestClient) -> None:
    lines = [json.dumps({"n": n, "text": GOOD if n % 3 else LOW}).encode() for n in range(1000)]
    lines[10], lines[500], lines[700] = b"oops", b'{"text": 7}', b""
    answer = client.post(
        "/v1/filter?counts=true", content=(piece for piece in _pieces(b"\n".join(lines)))
    )
    *said, counts = [json.loads(line) for line in answer.content.splitlines()]
    unreadable = [each["unreadable"]["line"] for each in said if "unreadable" in each]
    kept = [each["n"] for each in said if "n" in each]
    assert unreadable == [11, 501]
    assert kept == [n for n in range(1000) if n % 3 and n not in (10, 500, 700)]
    assert counts == {
        "counts": {
            "read": 999, "kept": len(kept), "rejected": 999 - 2 - len(kept), "unreadable": 2,
        }
    }  # fmt: skip
    quiet = client.post("/v1/filter?unreadable=skip", content=b"\n".join(lines[:20]))
    assert b"unreadable" not in quiet.content


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), 777):
        yield data[start : start + 777]


def test_a_line_that_is_too_long_is_told(model: Path) -> None:
    with asked(Detector.load(model), limits=Limits(line_bytes=2000)) as client:
        data = json.dumps({"text": "a"}).encode()
        body = b"\n".join([data, b'{"text": "' + b"a" * 50_000 + b'"}', data])
        answer = client.post("/v1/filter", content=_pieces(body))
    told, first, last = map(json.loads, answer.content.splitlines())
    assert (first["text"], last["text"]) == ("a", "a")
    assert told["unreadable"]["line"] == 2
    assert told["unreadable"]["offset"] == len(data) + 1
    assert "50012 bytes" in told["unreadable"]["reason"]


def test_gzip_is_unpacked_within_the_limit(model: Path) -> None:
    with asked(Detector.load(model), limits=Limits(body_bytes=10_000)) as client:
        packed = gzip.compress(json.dumps({"text": GOOD}).encode())
        encoded = {"Content-Encoding": "gzip"}
        answer = client.post("/v1/score", content=packed, headers={**JSON, **encoded})
        assert answer.json()["text"] == GOOD
        bomb = gzip.compress(b" " * 50_000_000)
        answer = client.post("/v1/score", content=bomb, headers={**JSON, **encoded})
        _problem(answer, 413, "too-large")
        for broken in (packed[:-9], b"plain"):
            answer = client.post("/v1/score", content=broken, headers={**JSON, **encoded})
            _problem(answer, 400, "not-gzip")
        answer = client.post("/v1/score", content=packed, headers={"Content-Encoding": "br"})
        _problem(answer, 415, "unknown-encoding")


@pytest.mark.parametrize(
    ("body", "status", "kind", "pointer"),
    [
        (b"{oops", 400, "not-json", None),
        (b'{"text":\n"a",\n}', 400, "not-json", None),
        (b"", 400, "not-json", None),
        (b'"text"', 422, "wrong-article", ""),
        (b"{}", 422, "wrong-article", "/text"),
        (b'{"text": null}', 422, "wrong-article", "/text"),
        (b'[{"text": "a"}, {"text": 7}]', 422, "wrong-article", "/1/text"),
        (b'[{"text": "a"}, 7]', 422, "wrong-article", "/1"),
        (b'{"text": "a", "url": []}', 422, "wrong-article", "/url"),
        (b'{"text": "a", "id": 7, "te/x~t": 1}', 422, "wrong-article", "/te~1x~0t"),
        (b'{"text": "a", "id": true}', 422, "wrong-article", "/id"),
    ],
)
@pytest.mark.parametrize("address", ["/v1/score", "/v1/clean"])
def test_what_is_no_article(
    client: TestClient, address: str, body: bytes, status: int, kind: str, pointer: str | None
) -> None:
    said = _problem(_post(client, address, body), status, kind)
    assert said.get("pointer") == pointer
    if body.count(b"\n") == 2:
        assert said["line"] == 2


def test_fields_of_ones_own_stay_when_asked(client: TestClient) -> None:
    record = {"n": 1.50, "text": GOOD, "more": {"a": [1]}}
    said = _problem(_post(client, "/v1/score", record), 422, "wrong-article")
    assert "extra=keep" in said["detail"]
    answer = _post(client, "/v1/score?extra=keep", b'{"n": 1.50, "text": "a", "more": [1]}')
    assert answer.content.startswith(b'{"n": 1.50, "text": "a", "more": [1],"detector":')


@pytest.mark.parametrize(
    "query", ["explain=maybe", "bogus=1", "point=harsh", "threshold=2", "threshold=nan",
              "explain=1&explain=0", "level=gentle"],
)  # fmt: skip
def test_options_that_are_wrong(client: TestClient, query: str) -> None:
    answer = _post(client, f"/v1/score?{query}", {"text": "a"})
    assert answer.status_code == 422
    assert answer.json()["option"] in query


def test_limits(model: Path) -> None:
    limits = Limits(body_bytes=1000, articles=3, seconds=5)
    with asked(Detector.load(model), limits=limits) as client:
        said = _problem(_post(client, "/v1/score", {"text": "a" * 2000}), 413, "too-large")
        assert said["limit"] == 1000
        chunked = client.post("/v1/score", content=_pieces(b"a" * 5000), headers=JSON)
        _problem(chunked, 413, "too-large")
        said = _problem(_post(client, "/v1/score", [{"text": "a"}] * 4), 413, "too-many-articles")
        assert said["limit"] == 3
        assert _post(client, "/v1/score", [{"text": "a"}] * 3).status_code == 200
        assert _post(client, "/v1/score", []).json() == []


def test_a_request_that_takes_too_long(model: Path) -> None:
    with asked(Detector.load(model), limits=Limits(seconds=0.001)) as client:
        answer = _post(client, "/v1/clean", [{"text": GOOD * 50}] * 50)
        _problem(answer, 503, "too-slow")
        assert answer.headers["retry-after"] == "1"


def test_other_types_and_methods(client: TestClient) -> None:
    answer = client.post("/v1/score", content=b"a", headers={"Content-Type": "text/plain"})
    _problem(answer, 415, "unknown-type")
    _problem(client.get("/v1/score"), 405, "method-not-allowed")
    assert client.get("/v1/score").headers["allow"] == "POST"
    _problem(client.get("/nothing"), 404, "not-found")
    _problem(client.delete("/"), 405, "method-not-allowed")


def test_a_fault_is_a_problem_and_no_traceback(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("detector.serve.work.score", fail)
    answer = _post(client, "/v1/score", {"text": "a"})
    _problem(answer, 500, "unexpected")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_health_and_counters(model: Path) -> None:
    with asked(Detector.load(model)) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").status_code == 200
        _post(client, "/v1/score", [{"text": GOOD}, {"text": LOW}])
        lines = f"{json.dumps({'text': LOW})}\n" * 3
        client.post("/v1/filter", content=lines.encode())
        text = client.get("/metrics").text
    name = Detector.load(model).model.name
    assert 'detector_articles_total{label="good"} 1.0' in text
    assert 'detector_articles_total{label="low"} 4.0' in text
    assert 'detector_trait_hits_total{trait="comment_tail"} ' in text
    assert "detector_score_seconds_count 2.0" in text
    assert f'name="{name}"' in text
    assert "detector_model_info{" in text
