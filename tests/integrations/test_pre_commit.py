"""A blog in Git with the hooks of the page: pre-commit makes their environment and runs them."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import compiler, copied, script
from tests.conftest import CHECKOUT
from tests.documents import blocks
from tests.integrations.loopback import seed
from tests.integrations.pages import GOOD, LOW

yaml: Any = pytest.importorskip("yaml", reason="needs pre-commit, which brings it")
pytest.importorskip("pre_commit", reason="needs the group dev")
if shutil.which("git") is None:
    pytest.skip("there is no git", allow_module_level=True)

PAGE = CHECKOUT / "docs/integrations/git-and-ci.md"
POSTS, HTML, GITHUB, GITLAB = (yaml.safe_load(block) for block in blocks(PAGE, "yaml"))
(CHANGED,) = blocks(PAGE, "bash")
PERSON = {"NAME": "A Person", "EMAIL": "person@example.org"}
BAD = "posts/2026-01-31-port-strike.md"


class Blog:
    """A repository with a main branch, whose remote is itself."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "blog"
        self.folder.mkdir()
        self._variables = _variables(home)
        self.run("git", "init", "--quiet", "--initial-branch", "main")
        self.run("git", "remote", "add", "origin", ".")

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, "utf-8")
        self.run("git", "add", path)

    def begin(self, branch: str) -> None:
        """Begin a branch where main is."""
        self.run("git", "fetch", "--quiet", "origin")
        self.run("git", "switch", "--quiet", "--create", branch, "main")

    def commit(self, *options: str) -> "subprocess.CompletedProcess[str]":
        return self.attempt("git", "commit", "--message", "A post", *options)

    def run(self, *command: str, **more: str) -> str:
        done = self.attempt(*command, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def attempt(self, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        variables = {**self._variables, **more}
        return subprocess.run(
            command, cwd=self.folder, env=variables, capture_output=True, text=True, check=False
        )


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """Return a blog with both hooks of the page, which share one environment here."""
    rev = _released(tmp_path)
    hooks = [hook for config in (POSTS, HTML) for hook in config["repos"][0]["hooks"]]
    packages = HTML["repos"][0]["hooks"][0]["additional_dependencies"]
    for hook in hooks:
        hook["additional_dependencies"] = packages
    blog = Blog(tmp_path)
    config = {"repos": [{"repo": str(tmp_path / "copy"), "rev": rev, "hooks": hooks}]}
    blog.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    blog.write("posts/good.md", seed(GOOD[0]))
    blog.write("posts/archive/low.md", seed(LOW[0]))
    blog.write("LICENSE", seed(LOW[0]))
    blog.run("pre-commit", "install", "--install-hooks")
    return blog


def _released(home: Path) -> str:
    """Commit the checkout as it stands, in a copy, and return the commit."""
    copy, variables = copied(home / "copy"), _variables(home)
    for command in ("init --quiet", "add --all", "commit --quiet --message copy"):
        subprocess.run(["git", *command.split()], cwd=copy, env=variables, check=True)
    said = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=copy, env=variables, capture_output=True, check=True
    )
    return said.stdout.decode().strip()


def _variables(home: Path) -> dict[str, str]:
    """Return an environment in which nothing is written but at home."""
    (home / "bin").mkdir(exist_ok=True)
    detector = f"#!/bin/sh\nPYTHONPATH='{CHECKOUT}' exec '{sys.executable}' -m detector \"$@\"\n"
    script(home / "bin/detector", detector)
    places = [str(home / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
    return {
        **os.environ,
        **{f"GIT_{role}_{key}": PERSON[key] for role in ("AUTHOR", "COMMITTER") for key in PERSON},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PYTHONPATH": "",
        "CC": str(compiler(home / "bin/cc")),
        "PATH": os.pathsep.join(places),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "VIRTUALENV_OVERRIDE_APP_DATA": str(home / "virtualenv"),
        "PIP_CACHE_DIR": str(home / "pip"),
    }


def test_the_hook_stops_commits_of_low_posts(blog: Blog) -> None:
    """One test, for the environment takes so long to make."""
    said = blog.commit()
    assert said.returncode == 0, said.stderr
    assert said.stderr.count("Passed") == 1  # the second hook has nothing to look at
    a_low_post_is_stopped(blog)
    a_low_page_is_stopped(blog)
    ci_sees_what_a_branch_changes(blog)


def a_low_post_is_stopped(blog: Blog) -> None:
    blog.write(BAD, seed(LOW[0]))
    before = blog.run("git", "rev-parse", "HEAD")
    said = blog.commit()
    assert said.returncode == 1
    assert "- exit code: 3" in said.stderr
    (row,) = (line for line in said.stderr.splitlines() if "port-strike.md" in line)
    assert "low     filler       -1.9 stock_phrase" in row
    assert blog.run("git", "rev-parse", "HEAD") == before
    assert blog.run("pre-commit", "run", "detector", SKIP="detector").count("Skipped") == 2
    blog.run("git", "rm", "--quiet", "--force", BAD)


def a_low_page_is_stopped(blog: Blog) -> None:
    text = "".join(f"<p>{line}</p>" for line in seed(LOW[0]).splitlines())
    blog.write("built/page.html", f"<html><body><article>{text}</article></body></html>")
    said = blog.commit()
    assert said.returncode == 1
    assert "detector (HTML)" in said.stderr
    assert "page.html" in said.stderr
    blog.run("git", "rm", "--quiet", "--force", "built/page.html")


def ci_sees_what_a_branch_changes(blog: Blog) -> None:
    base = blog.run("git", "rev-parse", "HEAD").strip()
    variables = {"GITHUB_BASE_REF": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    steps = [step["run"] for step in GITHUB["jobs"]["detector"]["steps"] if "run" in step]
    lines = [line for line in (*steps, *GITLAB["posts"]["script"]) if not _installs(line)]
    assert len(lines) == 2
    for branch, name, codes in (("good", GOOD[1], [0, 0, 0]), ("low", LOW[1], [1, 1, 123])):
        blog.begin(branch)
        blog.write("posts/new.md", seed(name))
        blog.commit("--no-verify")
        shell = ("bash", "-euo", "pipefail", "-c")
        done = [blog.attempt(*shell, line, **variables) for line in (*lines, CHANGED)]
        assert [each.returncode for each in done] == codes, done
        assert all("posts/new.md" in each.stdout for each in done if each.returncode)


def _installs(line: str) -> bool:
    return shlex.split(line)[:2] == ["pip", "install"]


def test_the_jobs_are_whole() -> None:
    for step in GITHUB["jobs"]["detector"]["steps"]:
        assert set(step) <= {"uses", "with", "run"}
    assert GITLAB["posts"]["image"].startswith("python:")
    assert GITLAB["posts"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert [config["repos"][0]["hooks"][0]["id"] for config in (POSTS, HTML)] == ["detector"] * 2
