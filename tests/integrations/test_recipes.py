"""Every script and every command line of the recipes runs, over a site on loopback."""

import fcntl
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHECKOUT
from tests.documents import blocks
from tests.integrations.loopback import seed
from tests.integrations.pages import GOOD, LOW, served, write_site

PAGE = CHECKOUT / "docs/integrations/recipes.md"
TRAFILATURA, NEWSPAPER, FEEDPARSER = blocks(PAGE, "python")
PAGES, ONCE, TODAY, WORST, FILTER_DAY = blocks(PAGE, "bash")
# trafilatura refuses loopback, and waits between two pages of one site.
SETTINGS = "[DEFAULT]\nSSRF_PROTECTION = off\nSLEEP_TIME = 0\n"
ALLOWED = (
    "from trafilatura.settings import DEFAULT_CONFIG\n"
    "DEFAULT_CONFIG['DEFAULT']['SSRF_PROTECTION'] = 'off'\n"
)
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()
LAST = (59, 23, 31, 12, 7)  # minute, hour, day, month, weekday


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with `detector` and `trafilatura` to run, and files for them."""
    _command(tmp_path / "bin/detector", "-m detector")
    _command(tmp_path / "bin/trafilatura", "-m trafilatura.cli", "--config-file trafilatura.cfg")
    (tmp_path / "trafilatura.cfg").write_text(SETTINGS)
    (tmp_path / "crawl").mkdir()
    for part in ("a", "b"):
        with gzip.open(tmp_path / f"crawl/{part}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.write(_lines(*GOOD, *LOW))
    (tmp_path / "posts").mkdir()
    for name in (*GOOD, *LOW):
        (tmp_path / f"posts/{name.replace('/', ' ')}.md").write_text(seed(name), "utf-8")
    return tmp_path


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    with served(folder) as address:
        write_site(folder, address)
        yield address


def _command(path: Path, module: str, more: str = "") -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\nexec '{sys.executable}' {module} \"$@\" {more}\n")
    path.chmod(0o755)


def _lines(*names: str) -> str:
    return "".join(json.dumps({"id": name, "text": seed(name)}) + "\n" for name in names)


def run(
    desk: Path, *command: str | Path, input: str | None = None
) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "PATH": f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(CHECKOUT),
        "TMPDIR": str(desk),
        "TLDEXTRACT_CACHE": str(desk),
    }
    return subprocess.run(
        command, cwd=desk, env=environment, input=input, capture_output=True, text=True, check=False
    )


def output(desk: Path, *command: str | Path, input: str | None = None) -> str:
    done = run(desk, *command, input=input)
    assert done.returncode == 0, done.stderr
    return done.stdout


def records(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def kept(path: Path) -> list[dict[str, Any]]:
    return records(gzip.decompress(path.read_bytes()).decode())


@pytest.mark.parametrize("code", [TRAFILATURA, NEWSPAPER, FEEDPARSER])
def test_a_recipe_has_ten_lines(code: str) -> None:
    assert len([line for line in code.splitlines() if line.strip()]) <= 10


@pytest.mark.parametrize(
    ("code", "framework"),
    [(ALLOWED + TRAFILATURA, "trafilatura"), (NEWSPAPER, "newspaper")],
)
def test_pages_are_fetched_and_judged(desk: Path, site: str, code: str, framework: str) -> None:
    pytest.importorskip(framework, reason="needs the group frameworks")
    urls = [f"{site}/{name}.html" for name in (*GOOD, "missing", *LOW)]
    found = records(output(desk, sys.executable, "-c", code, *urls))
    assert [item["url"] for item in found] == [f"{site}/{name}.html" for name in GOOD]
    for item, name in zip(found, GOOD, strict=True):
        assert item["detector"]["label"] == "good"
        assert max(seed(name).splitlines(), key=len).strip() in item["text"]


@pytest.mark.parametrize("feed", ["rss.xml", "atom.xml"])
def test_entries_of_a_feed_are_judged(desk: Path, site: str, feed: str) -> None:
    pytest.importorskip("feedparser", reason="needs the group frameworks")
    entries = output(desk, sys.executable, "-c", FEEDPARSER, f"{site}/{feed}")
    judged = output(desk, "detector", "filter", "-", "--rejected", "low.jsonl", input=entries)
    *articles, brief = records(judged)
    low = records((desk / "low.jsonl").read_text("utf-8"))
    assert [item["url"] for item in articles] == [f"{site}/{name}.html" for name in GOOD]
    assert [item["url"] for item in low] == [f"{site}/{name}.html" for name in LOW]
    assert "<" not in entries
    assert articles[0]["text"].count("\n") > 5
    said = " ".join(brief["text"].split())
    assert said == "The ferry stopped at noon & is to sail again on Friday"
    assert brief["detector"]["label"] == "unsure"


def test_a_feed_that_cannot_be_read_is_told(desk: Path) -> None:
    pytest.importorskip("feedparser", reason="needs the group frameworks")
    done = run(desk, sys.executable, "-c", FEEDPARSER, "http://127.0.0.1:1/feed.xml")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("http://127.0.0.1:1/feed.xml: ")


def test_pages_go_through_trafilatura_and_a_pipe(desk: Path, site: str) -> None:
    pytest.importorskip("trafilatura", reason="needs the extra html")
    (desk / "urls.txt").write_text("".join(f"{site}/{name}.html\n" for name in (*GOOD, *LOW)))
    pipe(desk, PAGES)
    for file, names in (("kept.jsonl", GOOD), ("low.jsonl", LOW)):
        found = records((desk / file).read_text("utf-8"))
        assert {item["source"] for item in found} == {f"{site}/{name}.html" for name in names}


def test_lines_that_stand_twice_are_judged_once(desk: Path) -> None:
    pipe(desk, ONCE)
    assert sorted(item["id"] for item in kept(desk / "kept.jsonl.gz")) == list(GOOD)


def test_the_files_of_today_are_scored(desk: Path) -> None:
    os.utime(desk / "posts/low 27-newsletter-box.md", (0, 0))
    pipe(desk, TODAY)
    assert len(records((desk / "today.jsonl").read_text("utf-8"))) == len(GOOD + LOW) - 1


def test_the_worst_are_shown(desk: Path) -> None:
    if shutil.which("jq") is None:
        pytest.skip("there is no jq")
    shown = [line.split("\t") for line in pipe(desk, WORST).splitlines()]
    qualities = [float(quality) for quality, _, _ in shown]
    assert qualities == sorted(qualities)
    assert all(name.startswith("posts/low") == bool(kind) for _, kind, name in shown)


def pipe(desk: Path, block: str) -> str:
    return output(desk, "bash", "-euo", "pipefail", "-c", block)


def test_the_script_for_cron_may_run_twice(desk: Path) -> None:
    script = _filter_day(desk, *GOOD, *LOW[:1])
    assert run(desk, script).stderr == ""
    assert [item["id"] for item in kept(desk / f"kept/{YESTERDAY}.jsonl.gz")] == list(GOOD)
    assert [item["id"] for item in kept(desk / f"low/{YESTERDAY}.jsonl.gz")] == [LOW[0]]
    made = {path: path.stat().st_mtime_ns for path in desk.glob("*/*")}
    assert output(desk, script) == ""
    assert {path: path.stat().st_mtime_ns for path in desk.glob("*/*")} == made


def test_the_script_for_cron_waits_for_nobody(desk: Path) -> None:
    script = _filter_day(desk, *GOOD)
    with (desk / ".filter-day.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert output(desk, script) == ""
    assert not (desk / "kept").exists()


@pytest.mark.parametrize("names", [(*GOOD[:1], *LOW), ()], ids=["much is low", "nothing came"])
def test_the_script_for_cron_tells_of_a_bad_day(desk: Path, names: tuple[str, ...]) -> None:
    done = run(desk, _filter_day(desk, *names))
    assert done.returncode == 1
    low = sum(name in LOW for name in names)
    assert f"{low} of {len(names)} articles are low" in done.stderr


def test_the_script_for_cron_tells_of_a_crawl_that_is_missing(desk: Path) -> None:
    done = run(desk, _filter_day(desk, *GOOD), "2026-01-31")
    assert done.returncode == 1
    assert "crawl/2026-01-31.jsonl" in done.stderr


def _filter_day(desk: Path, *names: str) -> Path:
    if shutil.which("flock") is None:
        pytest.skip("there is no flock, which is a part of util-linux")
    (desk / f"crawl/{YESTERDAY}.jsonl").write_text(_lines(*names), "utf-8")
    script = desk / "filter-day"
    script.write_text(FILTER_DAY)
    script.chmod(0o755)
    return script


def test_the_line_for_cron_has_five_fields_and_the_script() -> None:
    (table,) = blocks(PAGE, "crontab")
    *settings, line = table.splitlines()
    assert all(re.fullmatch(r"[A-Z]+=\S+", setting) for setting in settings)
    *fields, command = line.split(maxsplit=5)
    for field, most in zip(fields, LAST, strict=True):
        assert field == "*" or 0 <= int(field) <= most
    assert command.endswith("/filter-day")
    assert "%" not in command  # which means a new line to cron
