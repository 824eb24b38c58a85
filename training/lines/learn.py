"""From labelled lines to a line model: words, two readers of two looks each, levels.

The second look reads what the first made of a page. So that it learns from what it will meet, the
first looks at each page with trees that have not seen its site (Wolpert, Stacked Generalization,
1992), and so do the words. `LineModel` says why there are two readers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from detector.lines import measures
from detector.lines.deciding import Threshold, nearly_clean
from detector.lines.forest import Forest
from detector.lines.model import Reader, logistic
from detector.lines.wording import Wording
from training.lines import reading, trees, words
from training.lines.levels import Judged, levels
from training.lines.reading import Lines, Vector
from training.lines.recipe import LineRecipe
from training.lines.sheets import Mask, Places, Sheet
from training.lines.words import Words
from training.progress import Progress


@dataclass(frozen=True, kw_only=True)
class LearnedLines:
    """A line model in parts, and how its second look did on groups that it had not seen.

    `judged` has their lines and what it said of them.
    """

    readers: dict[str, Reader]
    wording: Wording
    levels: dict[str, Threshold]
    judged: Judged
    facts: dict[str, Any]

    def report(self) -> str:
        """Say what each level reaches on groups that were held out."""
        return "; ".join(
            f"{level} ({each.page:g} on pages, {each.clean:g} in clean articles): "
            f"F1 {self.judged.f1(each):.4f} on pages, "
            f"{self.judged.untouched(each):.1%} of clean articles untouched"
            for level, each in self.levels.items()
        )


def learn(
    sheets: Sequence[Sheet], recipe: LineRecipe, *, jobs: int, progress: Progress
) -> LearnedLines:
    """Learn from sheets; groups decide what is held out together."""
    lines = reading.read(sheets, jobs=jobs, progress=progress)
    progress.tell(f"{len(sheets):,} sheets, {len(lines):,} lines that are not blank")
    on_pages = _of_form(lines, sheets, "page")
    weight = weights(lines, sheets)
    sampled = weight * sample(lines, recipe)
    group = words.group_numbers([sheet.group for sheet in sheets])[lines.page.page]
    folds = list(GroupKFold(recipe.folds).split(group, groups=group))
    found = words.find(lines, group, on_pages, recipe)
    said = _held_out_words(found, lines, sampled * on_pages, folds, recipe)
    wording = words.fit(found, lines.main, sampled * on_pages, recipe)
    progress.tell(f"{len(found.keys):,} n-grams")
    train = Training(lines=lines, said=said, folds=folds, recipe=recipe, jobs=jobs)
    readers, logits = {}, {}
    for name, seen in (("pages", on_pages), ("clean", np.ones(len(lines), np.bool_))):
        progress.tell(f"growing the reader of {name}")
        readers[name], logits[name] = train.reader(sampled * seen, weight * seen)
    judged = _judged(lines, sheets, logits)
    return LearnedLines(
        readers=readers,
        wording=wording,
        levels=levels(judged, recipe.untouched),
        judged=judged,
        facts=_facts(sheets, group, recipe),
    )


@dataclass(frozen=True, kw_only=True)
class Training:
    """What readers are grown from: lines, what their words say, and who is held out together."""

    lines: Lines
    said: Vector
    folds: Sequence[tuple[Places, Places]]
    recipe: LineRecipe
    jobs: int

    def reader(self, sampled: Vector, weight: Vector) -> tuple[Reader, Vector]:
        """Grow a reader on the lines of some weight, and score all as if they were not seen."""
        recipe = self.recipe
        looked, first = self._grown(
            self.lines.first, sampled, recipe.first_trees, recipe.first_bags
        )
        seen = logistic(looked)
        rows = self.lines.second(seen, self.said)
        silenced = words.silenced(self.said, self.lines, recipe.wordless)
        heard = self.lines.second(seen, silenced)
        raw, second = self._grown(heard, sampled, recipe.trees, recipe.bags, judged=rows)
        slope, shift = _calibrated(raw, self.lines.main, weight)
        return Reader(first=first, second=second, slope=slope, shift=shift), shift + slope * raw

    def _grown(
        self,
        rows: reading.Rows,
        weight: Vector,
        number: int,
        bags: int,
        judged: reading.Rows | None = None,
    ) -> tuple[Vector, Forest]:
        """Logits of all lines by trees that have not seen their group, and the trees of all lines.

        `judged` are the rows that are scored, where they differ from those that are learned from.
        """
        given, main = rows if judged is None else judged, self.lines.main

        def grow(learned: Places | None, seed: int) -> Forest:
            seen = weight if learned is None else _only(weight, learned)
            return trees.grow(rows, main, seen, trees=number, seed=seed, threads=1)

        work = [
            (learned, seed)
            for learned in (*(learned for learned, _ in self.folds), None)
            for seed in range(1, bags + 1)
        ]
        grown = Parallel(n_jobs=self.jobs, prefer="threads")(delayed(grow)(*each) for each in work)
        forests = [
            trees.together(grown[start : start + bags]) for start in range(0, len(grown), bags)
        ]
        logit = np.zeros(len(rows))
        for (_, held), forest in zip(self.folds, forests, strict=False):
            logit[held] = forest.logit(given[held])
        return logit, forests[-1]


def weights(lines: Lines, sheets: Sequence[Sheet]) -> Vector:
    """Weigh lines by the logarithm of their words, and pages alike: by what is the article."""
    page = lines.page.page
    weight = np.log1p(lines.words) * lines.counted
    main = np.bincount(page, weight * lines.main, minlength=len(sheets))
    loud = np.array([sheet.weight for sheet in sheets]) / np.maximum(main, 1.0) * (main > 0)
    weight = weight * loud[page]
    return np.asarray(weight / weight.mean())


def sample(lines: Lines, recipe: LineRecipe) -> Vector:
    """Leave out most short lines that stand far from any article: menus teach little more.

    Those that are left stand for the others.
    """
    place = np.arange(len(lines))
    before = np.maximum.accumulate(np.where(lines.main, place, -recipe.far))
    after = np.where(lines.main, place, len(lines) + recipe.far)
    after = np.minimum.accumulate(after[::-1])[::-1]
    near = (place - before < recipe.far) | (after - place < recipe.far)
    drawn = np.random.default_rng(1).random(len(lines)) * recipe.far_share < 1
    far = np.where(drawn, float(recipe.far_share), 0.0)
    return np.where(near | (lines.page.size >= measures.PROSE_SIZE), 1.0, far)


def _held_out_words(
    found: Words,
    lines: Lines,
    weight: Vector,
    folds: Sequence[tuple[Places, Places]],
    recipe: LineRecipe,
) -> Vector:
    """What the words say of each line, weighed on the other groups."""
    said = np.zeros(len(lines))
    for learned, held in folds:
        wording = words.fit(found, lines.main, _only(weight, learned), recipe)
        said[held] = words.score(found, wording, lines, held)
    return said


def _only(weight: Vector, learned: Places) -> Vector:
    """Return the weights with those of all other lines set to 0."""
    held = np.zeros(len(weight))
    held[learned] = weight[learned]
    return held


def _judged(lines: Lines, sheets: Sequence[Sheet], logits: dict[str, Vector]) -> Judged:
    """Say of all lines what the readers make of them, as `LineModel.judge` does."""
    probability = logistic(logits["clean"])
    clean = nearly_clean(lines.page, probability)
    probability[~clean] = logistic(logits["pages"][~clean])
    return Judged(
        lines=lines,
        probability=probability,
        clean=clean,
        article=_of_form(lines, sheets, "article"),
        page=_of_form(lines, sheets, "page"),
    )


def _of_form(lines: Lines, sheets: Sequence[Sheet], form: str) -> Mask:
    return np.array([sheet.form == form for sheet in sheets])[lines.page.page]


def _facts(sheets: Sequence[Sheet], group: Places, recipe: LineRecipe) -> dict[str, Any]:
    return {
        "forms": dict(sorted(Counter(sheet.form for sheet in sheets).items())),
        "groups": len(np.unique(group)),
        "recipe": asdict(recipe),
    }


def _calibrated(logit: Vector, main: Mask, weight: Vector) -> tuple[float, float]:
    """Slope and shift that make the logit that of a probability (Platt, 1999)."""
    fitted = LogisticRegression(C=1e6).fit(logit[:, np.newaxis], main, sample_weight=weight)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
