#!/usr/bin/env python3
"""Builds the image of the Dockerfile without Docker, weighs it, and runs it.

This machine stands in for the base image: its files are the lowest layer, and the Python that runs
this script is mounted at /usr/local. The stages of the Dockerfile are overlays above it, in memory,
so that the machine stays as it is and what a stage wrote can be weighed. COPY takes what
.dockerignore leaves, RUN runs in a chroot with no variables but those of the Dockerfile, and PIP_*,
CC and the proxies. Lines with apt-get are left out: the compiler is that of this machine.

The image then runs as its USER, read-only and without a network. What this cannot tell is whether
Docker takes the file, and what the base image weighs: that figure is the official images' own.

It needs Linux, root and namespaces; without them it says so and ends with 77.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePath
from string import Template

CHECKOUT = Path(__file__).resolve().parent.parent
# python:3.13-slim-bookworm on amd64, all layers on disk: docker-library/repo-info, August 2026.
BASE_MEGABYTES = 121
MOST_MEGABYTES = 250
CANNOT = 77
PATH = "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin"
HANDED_ON = ("CC", "http_proxy", "https_proxy", "no_proxy")
GOOD = CHECKOUT / "seeds/good/01-port-strike.txt"
LOW = CHECKOUT / "seeds/low/01-port-strike.txt"


@dataclass(kw_only=True)
class Stage:
    """One FROM, and what the instructions after it made of it."""

    layer: Path
    root: Path
    variables: dict[str, str] = field(default_factory=lambda: {"PATH": PATH})
    folder: str = "/"
    user: str = "0:0"
    command: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Build and try the image in namespaces of its own, so that all mounts end with it."""
    if arguments[:1] == ["--inside"]:
        return inside(Path(arguments[1]))
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return cannot("this needs root, and unshare (util-linux)")
    if subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL).returncode:
        return cannot("this machine allows no namespaces")
    with tempfile.TemporaryDirectory() as home:
        apart = ["unshare", "--mount", "--propagation", "private"]
        return subprocess.run([*apart, sys.executable, __file__, "--inside", home]).returncode


def cannot(why: str) -> int:
    print(f"the container is not checked: {why}", file=sys.stderr)
    return CANNOT


def inside(home: Path) -> int:
    try:
        run("mount", "-t", "tmpfs", "tmpfs", home)
        base = Stage(layer=home / "base", root=overlay(home, "base", [Path("/")]))
    except subprocess.CalledProcessError:
        return cannot("this machine mounts no overlays")
    within(base, ["ldconfig"], base.variables)  # for a Python that is a shared library
    stages: dict[str, Stage] = {}
    for number, (name, steps) in enumerate(stages_of(CHECKOUT / "Dockerfile")):
        print(f"== {name or 'the image'}", flush=True)
        root = overlay(home, f"stage{number}", [base.layer, Path("/")])
        stages[name] = Stage(layer=home / f"stage{number}", root=root)
        for instruction, rest in steps:
            follow(instruction, rest, stages[name], stages)
    image = stages[name]
    too_heavy = weigh(image)
    try_out(image, home / "data")
    return too_heavy


def overlay(home: Path, name: str, below: Sequence[Path]) -> Path:
    """Mount a new layer above others, with the machine's devices and Python; return the root."""
    layer, work, root = (home / f"{name}{part}" for part in ("", ".work", ".root"))
    for folder in (layer, work, root):
        folder.mkdir()
    layers = f"lowerdir={':'.join(map(str, below))},upperdir={layer},workdir={work}"
    run("mount", "-t", "overlay", "overlay", "-o", layers, root)
    for devices in ("/dev", "/proc"):
        run("mount", "--rbind", devices, f"{root}{devices}")
    if sys.base_prefix != "/usr":
        run("mount", "--bind", sys.base_prefix, f"{root}/usr/local")
    run("mount", "-t", "tmpfs", "tmpfs", f"{root}{CHECKOUT}")  # whatever is needed, COPY brings
    return root


def stages_of(dockerfile: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the name of each stage, and its instructions."""
    lines = [line for line in dockerfile.read_text("utf-8").splitlines() if line[:1] != "#"]
    logical = "\n".join(lines).replace("\\\n", " ").splitlines()
    steps = [(line.split()[0], line.split(maxsplit=1)[1]) for line in logical if line.strip()]
    starts = [number for number, (word, _) in enumerate(steps) if word == "FROM"]
    for start, end in zip(starts, [*starts[1:], len(steps)], strict=True):
        yield steps[start][1].partition(" AS ")[2], steps[start + 1 : end]


def follow(instruction: str, rest: str, stage: Stage, stages: Mapping[str, Stage]) -> None:
    """Do what an instruction says."""
    if instruction == "COPY":
        copy(shlex.split(rest), stage, stages)
    elif instruction == "RUN":
        run_step(rest, stage)
    elif instruction in ("ENV", "ARG"):
        for pair in shlex.split(Template(rest).substitute(stage.variables)):
            key, _, value = pair.partition("=")
            stage.variables[key] = value
    elif instruction == "WORKDIR":
        stage.folder = rest
        (stage.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
    elif instruction == "USER":
        stage.user = rest
    elif instruction == "ENTRYPOINT":
        stage.command = json.loads(rest)
    elif instruction not in ("LABEL", "CMD"):
        raise SystemExit(f"Dockerfile: this check does not know {instruction}")


def run_step(line: str, stage: Stage) -> None:
    if "apt-get" in line:
        print(f"left out: {line}", flush=True)
        return
    names = [name for name in os.environ if name.startswith("PIP_") or name in HANDED_ON]
    handed_on = {name: os.environ[name] for name in names}
    variables = {"HOME": "/root", **handed_on, **stage.variables}
    within(stage, ["sh", "-c", line], variables)


def copy(words: list[str], stage: Stage, stages: Mapping[str, Stage]) -> None:
    """Copy as COPY does: what a folder holds, and files into a folder that ends with a slash."""
    other = words.pop(0).removeprefix("--from=") if words[0].startswith("--from=") else None
    *sources, target = words
    place = stage.root / PurePath(stage.folder, target).relative_to("/")
    for name in sources:
        source = stages[other].root / name.lstrip("/") if other else CHECKOUT / name
        if source.is_dir():
            left_out = None if other else ignored_names
            shutil.copytree(source, place, symlinks=True, dirs_exist_ok=True, ignore=left_out)
        elif other or not is_ignored(PurePath(name)):
            into = target.endswith("/")
            (place if into else place.parent).mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, place / source.name if into else place)
        else:
            raise SystemExit(f"Dockerfile: {name} is left out by .dockerignore")


def ignored_names(folder: str, names: list[str]) -> set[str]:
    within_checkout = Path(folder).relative_to(CHECKOUT)
    return {name for name in names if is_ignored(within_checkout / name)}


def is_ignored(path: PurePath) -> bool:
    """Say whether .dockerignore leaves a path out: the last line that fits it, or a parent."""
    ignored = False
    for line in (CHECKOUT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.removeprefix("!")
        if any(fnmatch(str(each), pattern) for each in (path, *path.parents)):
            ignored = line == pattern
    return ignored


def weigh(stage: Stage) -> int:
    """Print what the image adds to its base, by part, and return 1 if the whole is too heavy."""
    files = [path for path in stage.layer.rglob("*") if path.is_file() and not path.is_symlink()]
    sizes: dict[str, float] = {}
    for path in files:
        part = part_of(path.relative_to(stage.layer))
        sizes[part] = sizes.get(part, 0) + path.stat().st_size / 1e6
    print("== megabytes")
    for part, size in sorted(sizes.items(), key=lambda each: -each[1])[:10]:
        print(f"{size:6.1f}  {part}")
    added = sum(sizes.values())
    print(f"{added:6.1f}  all that is added")
    whole = added + BASE_MEGABYTES
    print(f"{whole:6.1f}  with the base image; less than {MOST_MEGABYTES} is wanted")
    return int(whole >= MOST_MEGABYTES)


def part_of(path: PurePath) -> str:
    if "models" in path.parts:
        return "the model"
    if "site-packages" in path.parts:
        package = path.parts[path.parts.index("site-packages") + 1]
        return package.split("-")[0].removesuffix(".libs").removesuffix(".dist")
    return "/".join(path.parts[:3])


def try_out(image: Stage, data: Path) -> None:
    """Run the image read-only, without a network, as its user, and look at what comes out."""
    user, group = map(int, image.user.split(":"))
    data.mkdir()
    os.chown(data, user, group)
    run("mount", "-o", "remount,ro", image.root)
    run("mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", image.root / "tmp")
    run("mount", "--bind", data, image.root / "data")
    articles = [{"id": path.parent.name, "text": path.read_text("utf-8")} for path in (GOOD, LOW)]
    records = "".join(json.dumps(article) + "\n" for article in articles)

    def detector(*arguments: str) -> str:
        person = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]
        command = [*person, "--no-new-privs", *image.command, *arguments]
        return within(image, command, image.variables, records, apart=["unshare", "--net"])

    print("== it runs as", image.user)
    print(version := detector("--version"), end="")
    kept = detector("filter", "-", "-o", "-", "--jobs", "2")
    detector("filter", "-", "-o", "kept.jsonl", "--rejected", "low.jsonl")
    assert "lexer: compiled" in version
    assert [json.loads(line)["id"] for line in kept.splitlines()] == ["good"]
    assert (data / "kept.jsonl").read_text("utf-8") == kept
    assert (data / "kept.jsonl").stat().st_uid == user != 0
    assert json.loads((data / "low.jsonl").read_text("utf-8"))["id"] == "low"
    print("one of two articles is kept, by two processes, without a network, on a read-only disk")


def within(
    stage: Stage,
    command: Sequence[str],
    variables: Mapping[str, str],
    input: str | None = None,
    apart: Sequence[str] = (),
) -> str:
    """Run a command with the stage as its disk; return what it prints if it is given input."""
    clean = ["env", "-i", *(f"{key}={value}" for key, value in variables.items())]
    there = ["sh", "-c", 'cd "$0" && exec "$@"', stage.folder]
    chroot = [*apart, "chroot", str(stage.root), *clean, *there, *command]
    printed = None if input is None else subprocess.PIPE
    done = subprocess.run(chroot, input=input, stdout=printed, text=True)
    if done.returncode:
        raise SystemExit(f"{shlex.join(command)}: exit code {done.returncode}")
    return done.stdout or ""


def run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
