"""How much each level cuts: from what probability on a line stays, on pages and in clean articles.

On pages all levels do about as well as can be. What they differ in is how sure they must be to cut
something out of what is nearly clean already.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detector.lines.cleaned import Level
from detector.lines.deciding import Threshold, stays
from training.lines import scoring
from training.lines.reading import Lines, Vector
from training.lines.sheets import Mask

ON_PAGES = np.round(np.arange(0.2, 0.55, 0.05), 2).tolist()
CHANCE = 0.002  # of F1 on two thousand pages
IN_CLEAN = [0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Lines with what is true of them: `probability` is the model's, of being the article.

    `clean` marks lines that the model takes for nearly clean, `article` lines of clean articles,
    `page` lines of pages as they are met.
    """

    lines: Lines
    probability: Vector
    clean: Mask
    article: Mask
    page: Mask

    def f1(self, threshold: Threshold) -> float:
        """Return what a threshold gets on pages."""
        held = self.page
        found = scoring.score(
            keep=self._stays(threshold)[held],
            gold=self.lines.main[held],
            words=self.lines.words[held].astype(np.float64),
            page=self.lines.page.page[held],
            counted=self.lines.counted[held],
        )
        return float(scoring.f1(found.precision.mean(), found.recall.mean()))

    def untouched(self, threshold: Threshold) -> float:
        """Return the share of clean articles of which every line stays."""
        page = self.lines.page.page
        hurt = np.unique(page[self.article & ~self._stays(threshold)])
        return 1.0 - len(hurt) / max(len(np.unique(page[self.article])), 1)

    def _stays(self, threshold: Threshold) -> Mask:
        return stays(self.lines.page, self.probability, self.clean, threshold)


def levels(judged: Judged, wanted: Mapping[str, float]) -> dict[str, Threshold]:
    """Choose a threshold for each level; `wanted` is the least share of articles left untouched.

    Of the thresholds that do as well as any on pages, but for chance, it is the highest, and of
    those that leave enough articles untouched the one that cuts most: the shares are those of
    articles from groups that were held out, and of groups that are known more stay untouched.
    """
    f1 = {each: judged.f1(Threshold(page=each, clean=each)) for each in ON_PAGES}
    page = max(each for each in ON_PAGES if f1[each] >= max(f1.values()) - CHANCE)
    chosen = {}
    for level in Level:
        tried = [Threshold(page=page, clean=each) for each in IN_CLEAN if each <= page]
        fit = [each for each in tried if judged.untouched(each) >= wanted[level]]
        chosen[str(level)] = max(fit or tried[:1], key=lambda each: each.clean)
    return chosen
