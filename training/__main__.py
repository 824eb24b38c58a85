"""Makes what ships from `training/recipe.toml`: the models, their floors, tables and curves."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from detector import characters
from detector.errors import DetectorError
from detector.formats import ReadOptions
from detector.model import CARD, MANIFEST
from detector.model import load as load_model
from detector.traits import MEASURES, TRAITS, stored
from training import card, choose, curve, duplicates, files, floors, learn, lexicon
from training.datasets import Labelled, load
from training.progress import Progress
from training.recipe import Recipe, shipped

CHECKOUT = Path(__file__).parent.parent
CACHE = CHECKOUT / ".cache"
TARGET = CHECKOUT / "models" / "default"
PROGRESS = Progress()
ABOUT = (
    "The shipped model: good articles of people against machine-made filler, promotional spam and "
    "pages that are no article. The corpus is third-party text and not part of the project; what "
    "ships is weights. `training/README.md` says how it was collected and what is wrong with it."
)


def main(arguments: list[str]) -> int:
    """Make the model or the lexicon, compare recipes, or pin what the model reaches."""
    steps: Mapping[str, Callable[[Mapping[str, Any], Recipe], None]] = {
        "model": make_model,
        "lines": make_lines,
        "choose": compare_recipes,
        "lexicon": make_lexicon,
        "tables": make_tables,
        "floors": pin_floors,
        "asking": simulate_asking,
    }
    wanted = arguments or ["model"]
    if len(wanted) != 1 or wanted[0] not in steps:
        PROGRESS.tell(f"usage: python -m training [{'|'.join(steps)}]")
        return 2
    try:
        steps[wanted[0]](*shipped())
    except DetectorError as fault:
        PROGRESS.tell(f"error: {fault}")
        return 1
    return 0


def make_model(settings: Mapping[str, Any], recipe: Recipe) -> None:
    """Learn `models/default` from the corpus, and draw its learning curve on the test split."""
    test = _articles(settings, "test")
    articles = _apart(settings, test)
    learned = learn.learn(articles, recipe, cache=CACHE, jobs=-1, progress=PROGRESS)
    name = settings["data"]["name"]
    learn.write(learned, TARGET, name=name, about=ABOUT)
    PROGRESS.tell(f"wrote {TARGET}: {learned.held_out}, {learned.unseen}")
    drawn = curve.curve(test, load_model(TARGET), cache=CACHE, jobs=-1, progress=PROGRESS)
    learn.write(learned, TARGET, name=name, about=ABOUT, curve=drawn)


def make_lines(settings: Mapping[str, Any], _: Recipe) -> None:
    """Learn the line model of `models/default` from labelled pages and good articles."""
    from training.lines import export as lines_export
    from training.lines import learn as lines_learn
    from training.lines import pages as line_pages
    from training.lines import sheets
    from training.lines.recipe import LineRecipe

    recipe = LineRecipe(**settings["lines"])
    pages = list(sheets.whole(line_pages.read(CHECKOUT / settings["data"]["lines"])))
    good = sheets.chosen(_articles(settings, "train"), recipe.articles)
    others = CHECKOUT / settings["data"]["other_languages"]
    foreign = sheets.other_languages(others, recipe.of_a_language)
    shown = [
        *pages,
        *sheets.crops(pages, recipe.crop_weight),
        *sheets.articles([*good, *foreign], recipe.article_weight),
        *sheets.soiled(good[::2], recipe.soiled_weight),
    ]
    learned = lines_learn.learn(shown, recipe, jobs=-1, progress=PROGRESS)
    lines_export.write(learned, TARGET)
    PROGRESS.tell(f"wrote {TARGET}: {learned.report()}")


def compare_recipes(settings: Mapping[str, Any], recipe: Recipe) -> None:
    """Try the changes that `recipe.toml` lists under `[try]`, and enter them into the ledger."""
    articles = _apart(settings, _articles(settings, "test"))
    articles = learn.without_duplicates(articles, -1, PROGRESS)
    found = choose.compare(
        articles, recipe, settings["try"], cache=CACHE, jobs=-1, progress=PROGRESS
    )
    choose.enter(found)


def make_lexicon(settings: Mapping[str, Any], _: Recipe) -> None:
    """Count the words that the lexer knows."""
    target = CHECKOUT / "detector" / "lexicon" / "en.npy"
    words = lexicon.write(_articles(settings, "train"), target)
    PROGRESS.tell(f"wrote {words:,} words to {target}")
    make_tables()


def make_tables(*_: object) -> None:
    """Store what the lexer is told by the phrase lists, the patterns, the lexicon and Unicode."""
    np.save(characters.STORED, characters.one_by_one(), allow_pickle=False)
    PROGRESS.tell(f"wrote {characters.STORED} and {stored.write((*TRAITS, *MEASURES))}")


def pin_floors(*_: object) -> None:
    """Pin what the shipped model reaches; a test fails where it falls below."""
    PROGRESS.tell(f"wrote {floors.pin()}")


def simulate_asking(settings: Mapping[str, Any], _: Recipe) -> None:
    """Simulate which labels teach most; the curves go to a file, the card and the docs."""
    from training.asking import simulate, table

    model, test = load_model(TARGET), _articles(settings, "test")
    found = simulate.simulate(test, model, cache=CACHE, jobs=-1, progress=PROGRESS)
    table.store(found)
    found = table.stored()  # rounded as it is kept, so that all three say the same
    table.document(found)
    told = card.with_asking(model.card, table.halves(found), simulate.SEEDS)
    files.rewrite_text(TARGET, MANIFEST, CARD, told)
    PROGRESS.tell(f"wrote {table.STORED}, {table.DOCS} and {TARGET / CARD}")


def _articles(settings: Mapping[str, Any], split: str) -> Sequence[Labelled]:
    return load([str(CHECKOUT / settings["data"][split])], options=ReadOptions()).articles


def _apart(settings: Mapping[str, Any], test: Sequence[Labelled]) -> Sequence[Labelled]:
    """Return the train split without what stands in the test split too, and say so."""
    articles = _articles(settings, "train")
    pairs = duplicates.between(articles, test, jobs=-1)
    shared = {row for row, _ in pairs}
    if pairs:
        row, other = pairs[0]
        PROGRESS.tell(
            f"{len(shared)} articles stand in the test split too, e.g. {articles[row].id} as "
            f"{test[other].id}; left out"
        )
    return [article for row, article in enumerate(articles) if row not in shared]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
