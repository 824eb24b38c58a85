"""Which lines stay: on a page those that are likely the article, in an article nearly all.

Most of what is cleaned is nearly clean already, and there a line that goes wrongly does more harm
than one that stays. So where nearly all of the words would stay, a line goes only when the model is
all but sure, or fairly sure of a line at which a trait points.
"""

from dataclasses import dataclass

import numpy as np

from detector.arrays import Floats, Mask
from detector.lines.measures import NAMES, Page

NEARLY_CLEAN = 0.8  # share of the words that would stay
LIKELY = 0.15  # the probability with which a line is taken to stay for that
TOLD = 0.2  # below it a line goes at which a trait points
# Traits of which one is enough to tell residue wherever it stands.
TELLING = (
    "comment_tail", "share_prompt", "newsletter_call", "related_links", "cookie_notice",
    "paywall_stub", "copyright_line", "navigation_run", "affiliate_disclosure", "promotion",
    "stray_tag", "shortcode",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The least probabilities of being the article with which a line stays."""

    page: float
    clean: float


def nearly_clean(page: Page, probability: Floats) -> Mask:
    """Tell, for each filled line, whether nearly all of the words beside it are likely to stay."""
    pages = len(page.bounds) - 1
    whole = np.bincount(page.page, page.size, pages)
    left = np.bincount(page.page, page.size * (probability >= LIKELY), pages)
    return np.asarray((left >= NEARLY_CLEAN * whole)[page.page])


def stays(page: Page, probability: Floats, clean: Mask, threshold: Threshold) -> Mask:
    """Decide on the filled lines of a batch; `clean` marks those of what is nearly clean."""
    told = page.own[:, [NAMES.index(f"trait.{name}") for name in TELLING]].any(axis=1)
    in_clean = np.where(told, max(threshold.clean, TOLD), threshold.clean)
    return np.asarray(probability >= np.where(clean, in_clean, threshold.page))
