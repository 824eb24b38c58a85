"""The examples of docs/service.md are answered, and the page tells of all there is."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from detector.serve.api import queries
from detector.serve.api.description import OF_BODIES
from tests.cli.samples import GOOD, LOW, write_jsonl
from tests.conftest import CHECKOUT

from .process import Served, served

PAGE = (CHECKOUT / "docs" / "service.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8000"
LINES = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]


@pytest.fixture(scope="module")
def service(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("documentation")
    (folder / "article.json").write_text(json.dumps({"text": LOW}))
    write_jsonl(folder / "news.jsonl", [{"text": GOOD}, {"text": LOW}, {"more": 1, "text": GOOD}])
    with served(folder, "--model", model, "--workers", "0") as service:
        yield service


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
@pytest.mark.parametrize("line", LINES)
def test_every_line_is_answered(service: Served, line: str) -> None:
    told = line.replace(ADDRESS, service.address).replace("curl -s", "curl -sS --fail-with-body")
    done = subprocess.run(["sh", "-c", told], cwd=service.log.parent, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    if "-o" in line:
        kept = (service.log.parent / "kept.jsonl").read_bytes()
        assert [json.loads(each)["detector"]["label"] for each in kept.splitlines()] == ["good"] * 2
    elif "metrics" not in line:
        assert json.loads(done.stdout)


def test_there_are_lines() -> None:
    assert len(LINES) > 10
    assert all(ADDRESS in line for line in LINES)


@pytest.mark.parametrize("name", sorted({*queries.SCORE, *queries.CLEAN, *queries.FILTER}))
def test_every_option_is_told(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("status", sorted(OF_BODIES))
def test_every_refusal_is_told(status: int) -> None:
    assert re.search(rf"^\|[^|]*\b{status}\b", PAGE, re.MULTILINE)
