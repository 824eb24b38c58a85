"""What is measured: each way to go through a file of articles, as a command."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.places import CHECKOUT
from benchmarks.speed.environments import OURS, python

Command = Callable[[Path, str, str], list[str]]
LEARNED = "learned-model"  # a file in the environment's folder
FLOOR = "orjson loads, dumps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way through a file.

    `command` takes the folder of the environment, the file that is read and the one that is
    written. A way without `environment` needs none. `learn` is the command that trains it on a
    file and writes the model that its `command` reads. `slower` ways get so many times fewer
    articles.
    """

    name: str
    command: Command
    environment: str | None = None
    learn: Command | None = None
    slower: int = 1


def ways() -> tuple[Way, ...]:
    """Return all ways, the floor first."""
    return (
        _shell("cat", "cat"),
        _shell("wc -l", "wc -l"),
        _peer(FLOOR, "orjson", "orjson_floor"),
        _ours("filter", 1),
        _ours("filter", 2),
        _ours("score", 1),
        _ours("score", 2),
        _learning("fastText, two-word", "fasttext", "fasttext_model"),
        _learning("scikit-learn hashing (1,2)", "sklearn", "sklearn_linear"),
        _peer("datatrove, FineWeb rules", "datatrove", "datatrove_fineweb", slower=20),
        _peer("dolma, Gopher tagger", "dolma", "dolma_gopher", slower=10),
        _peer("data-juicer, 8 filters", "data_juicer", "data_juicer_filters", slower=10),
        _peer("jusText", "justext", "justext_paragraphs", slower=10),
        _peer("trafilatura", "trafilatura", "trafilatura_extract", slower=10),
    )


def _shell(name: str, program: str) -> Way:
    script = f'{program} "$1" > "$2"'
    return Way(name=name, command=lambda _, *files: ["sh", "-c", script, "sh", *files])


def _ours(command: str, jobs: int) -> Way:
    def run(environment: Path, given: str, written: str) -> list[str]:
        program = str(environment / "bin" / "detector")
        return [program, command, given, "-o", written, "--jobs", str(jobs)]

    cores = "" if jobs == 1 else f" --jobs {jobs}"
    return Way(name=f"ours, {command}{cores}", command=run, environment=OURS)


def _peer(name: str, environment: str, script: str, slower: int = 1) -> Way:
    def run(folder: Path, given: str, written: str) -> list[str]:
        return [*_script(folder, script), given, written]

    return Way(name=name, command=run, environment=environment, slower=slower)


def _learning(name: str, environment: str, script: str) -> Way:
    def learn(folder: Path, given: str, written: str) -> list[str]:
        return [*_script(folder, script), "learn", given, written]

    def run(folder: Path, given: str, written: str) -> list[str]:
        return [*_script(folder, script), "apply", given, written, str(folder / LEARNED)]

    return Way(name=name, command=run, environment=environment, learn=learn)


def _script(environment: Path, script: str) -> list[str]:
    """Run a script of `peers` by the environment's Python, which finds it beside the checkout."""
    module = f"benchmarks.speed.peers.{script}"
    return ["env", f"PYTHONPATH={CHECKOUT}", python(environment), "-m", module]
