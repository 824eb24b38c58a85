"""What a line would be as residue: the kind comes from the traits, the decision from the model.

Most residue of a whole page says nothing of itself: it is an item of a menu, a title in a list, a
sentence in a thread of comments. So what a line says comes first, then the zone that a heading
opens above it, then what its neighbours and its shape say. A line at which nothing points, such as
a caption between two paragraphs, is `other`.
"""

import numpy as np
import numpy.typing as npt

from detector.arrays import Mask
from detector.lines import stretches
from detector.lines.cleaned import PLACE
from detector.lines.cleaned import ResidueKind as Kind
from detector.lines.outline import ITEM, LONG_PROSE, TITLE, Outline, outline
from detector.lines.pointing import LEAD, NONE
from detector.traits import Findings

SHORT_TITLE, HEADING, NAME = 3, 15, 4  # words
MENU, LISTING = 4, 3  # lines at least
QUIET = 8  # lines without a date, a sentence or a button end a thread of comments
PARAGRAPHS = 4  # with nothing between them are an article
SERIES = 3  # lines at most between two dates in a list of titles
BRIDGES = ((Kind.COOKIE, 4), (Kind.NEWSLETTER, 3), (Kind.SHARE, 2))


def kinds(findings: Findings) -> npt.NDArray[np.int8]:
    """Return the place in `ResidueKind` for each line of `findings.whole`."""
    found = np.full(len(findings.whole.lines), PLACE[Kind.OTHER], np.int8)
    filled = np.flatnonzero(findings.whole.filled)
    if not len(filled):
        return found
    page = outline(findings, filled)
    for step in (_related, _comments, _bridge, _names, _footer, _shape, _teasers, _silent):
        step(page)
    found[filled] = np.where(page.open(), PLACE[Kind.OTHER], page.kind)
    return found


def _heads(page: Outline, kind: Kind) -> Mask:
    """Short lines that say one kind, and so say it of what stands below."""
    return page.saying(kind) & (page.score >= LEAD) & (page.size <= HEADING)


def _pliant(page: Outline) -> Mask:
    """Lines that a zone takes in: silent ones, dates, names and items of menus."""
    return page.open() | page.saying(Kind.BYLINE, Kind.NAVIGATION)


def _menus(page: Outline) -> Mask:
    """Where a run of short lines begins that no zone takes in."""
    short = (page.size <= ITEM) & ~page.prose & ~page.saying(Kind.BYLINE, Kind.RELATED)
    run = stretches.lengths(short, page.starts)
    return short & (run >= MENU) & ~stretches.shifted(run > 0, page.starts)


def _related(page: Outline) -> None:
    """Settle the titles and teasers below a heading such as "Most read"."""
    text = page.prose & (stretches.followed(page.prose, page.starts) | (page.size > LONG_PROSE))
    other = page.saying(Kind.LEGAL, Kind.COOKIE, Kind.NEWSLETTER, Kind.COMMENTS)
    closes = page.starts | text | other | _menus(page)
    opens = _heads(page, Kind.RELATED)
    page.settle(stretches.zone(opens, closes & ~opens) & _pliant(page), Kind.RELATED)


def _comments(page: Outline) -> None:
    """Settle a thread below a heading such as "12 comments", where an article stands above it.

    It goes on as long as sentences, dates and buttons follow one another closely.
    """
    since = stretches.latest(page.starts)
    total = np.cumsum(page.prose, dtype=np.int32)
    above = total - total[since] + page.prose[since]
    opens = _heads(page, Kind.COMMENTS) & (above > 1)
    alive = page.prose | page.alive | page.saying(Kind.COMMENTS, Kind.BYLINE)
    quiet = np.arange(len(alive)) - stretches.latest(alive)
    ends = stretches.nearest(alive) - stretches.latest(alive)
    closes = (quiet > 1) & (ends > QUIET)
    closes |= _article(page)
    closes |= page.starts | _heads(page, Kind.RELATED) | page.saying(Kind.LEGAL, Kind.COOKIE)
    taken = stretches.zone(opens, closes & ~opens) & (
        _pliant(page) | (page.kind == PLACE[Kind.RELATED])
    )
    page.settle(taken, Kind.COMMENTS)


def _article(page: Outline) -> Mask:
    """Paragraph below paragraph, for the first time on a page: what heads it is no thread."""
    long = stretches.lengths(page.prose & ~page.alive, page.starts) >= PARAGRAPHS
    begins = np.cumsum(long & ~stretches.shifted(long, page.starts), dtype=np.int32)
    since = stretches.latest(page.starts)
    first = begins - begins[since] + (long & page.starts)[since] <= 1
    return np.asarray(long & first)


def _bridge(page: Outline) -> None:
    """Settle what stands between two lines of a banner, a form or a row of buttons."""
    for kind, gap in BRIDGES:
        between = stretches.bridged(page.saying(kind), page.starts, gap) & _pliant(page)
        page.settle(between & ~page.prose if kind is not Kind.COOKIE else between, kind)


def _names(page: Outline) -> None:
    """Settle names beside a date, unless they are items of a list."""
    name = page.capital & (page.size <= NAME) & page.open()
    item = page.open() & (page.size <= ITEM)
    above, below = (each(item, page.starts) for each in (stretches.shifted, stretches.followed))
    alone = ~above & ~below
    dated = page.kind == PLACE[Kind.BYLINE]
    page.settle(name & alone & stretches.beside(dated, page.starts), Kind.BYLINE)


def _footer(page: Outline) -> None:
    """Settle longer lines beside a claim of copyright, below the last paragraph but two."""
    legal = page.kind == PLACE[Kind.LEGAL]
    ends = np.append(page.starts[1:], True)
    left = np.cumsum(page.prose[::-1])[::-1]
    page_end = np.minimum(stretches.nearest(ends), len(ends) - 1)
    below = left - left[page_end] + page.prose[page_end]
    near = stretches.beside(legal, page.starts) & (page.size > ITEM)
    page.settle(near & page.open() & (below <= 2), Kind.LEGAL)


def _shape(page: Outline) -> None:
    """Settle lists: short lines are items of a menu, longer ones titles of other pages."""
    listed = stretches.lengths(~page.prose, page.starts) >= LISTING
    listed &= page.open()
    title = ~page.row & (page.size > ITEM) & (page.size <= TITLE)
    page.settle(listed & title, Kind.RELATED)
    near = stretches.beside(page.kind == PLACE[Kind.RELATED], page.starts)
    page.settle(listed & near & ~page.row & (page.size >= SHORT_TITLE) & page.open(), Kind.RELATED)
    page.settle(listed & page.open(), Kind.NAVIGATION)


def _teasers(page: Outline) -> None:
    """Settle dates, and sentences that stand alone, between titles."""
    title = page.kind == PLACE[Kind.RELATED]
    above, below = (each(title, page.starts) for each in (stretches.shifted, stretches.followed))
    sentence = page.open() & (page.size <= LONG_PROSE) & above & below
    date = page.saying(Kind.BYLINE) & above & below
    page.settle(sentence | (date & _again(date, page.starts)), Kind.RELATED)


def _again(marks: Mask, starts: Mask) -> Mask:
    """Tell which lines have a marked line close by, above or below."""
    above, below, near = marks, marks, np.zeros(len(marks), np.bool_)
    for _ in range(SERIES):
        above, below = stretches.shifted(above, starts), stretches.followed(below, starts)
        near |= above | below
    return near


def _silent(page: Outline) -> None:
    """Settle lines without a word: rules and bars belong to what stands above them."""
    above = np.roll(page.kind, 1)
    above[page.starts] = NONE
    taken = page.silent & ~page.saying(Kind.MARKUP)
    page.kind[taken] = np.where(above == NONE, PLACE[Kind.MARKUP], above)[taken]
