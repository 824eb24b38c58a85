"""Scored articles to look at: a histogram, filters, a table, hosts, and a way to each article.

All that is asked stands in the address, so that it can be kept and sent; the form works without
JavaScript. With it (`browse.js`) the progress of reading is followed without a new page.
"""

from dataclasses import dataclass

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from detector import Detector
from detector.article import Article
from detector.errors import DetectorError
from detector.serve.browsing.library import Library, Shelf
from detector.serve.browsing.query import MOST_DIGITS, NO_HOST, SORTS, Query, parse
from detector.serve.browsing.selection import Selection
from detector.serve.pages import explaining
from detector.serve.pages.explaining import Explained, link
from detector.serve.pages.rendering import page

ROWS = 50  # of a table
CHOICES = 200  # of a list of hosts or of traits; any other can be named in the address
LEVEL = "balanced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The numbers of the articles before and after one, its place, and its page of the table."""

    before: int | None
    after: int | None
    place: int | None
    count: int
    page: int


def add_to(app: FastAPI) -> None:
    """Serve the pages, and begin to read what they show; DetectorError if there is nothing."""
    app.state.library = Library(app.state.scoring.detector, app.state.settings.browse)
    app.state.library.start()
    for path, view in (
        ("/browse", articles),
        ("/browse/hosts", hosts),
        ("/browse/article/{number}", article),
    ):
        app.add_route(path, view, methods=["GET"], include_in_schema=False)


def articles(request: Request) -> Response:
    """Return the page with the histogram, the filters and the table."""
    library: Library = request.app.state.library
    shelf = library.shelf
    if shelf is None:
        return _reading(request, library)
    try:
        query = parse(request.query_params)
    except DetectorError as fault:
        return _articles(request, library, shelf, Query(), fault=str(fault), status=400)
    return _articles(request, library, shelf, query)


def hosts(request: Request) -> Response:
    """Return the page with the hosts, the most rotten first."""
    library: Library = request.app.state.library
    shelf = library.shelf
    if shelf is None:
        return _reading(request, library)
    fault, number = "", 1
    try:
        number = parse(request.query_params).page
    except DetectorError as error:
        fault = str(error)
    shown = _paging(number, len(shelf.ranking))
    return page(
        request,
        "browse_hosts.html",
        title="Hosts",
        found=list(shelf.ranking.hosts(shown["begin"], shown["end"])),
        query=Query(page=shown["page"]),
        no_host=NO_HOST,
        shown=shown,
        fault=fault,
        status=400 if fault else 200,
    )


async def article(request: Request) -> Response:
    """Return the page with an article, explained now, and the ways to those beside it."""
    library: Library = request.app.state.library
    shelf = library.shelf
    if shelf is None:
        return _reading(request, library)
    number = _number(request.path_params["number"], len(shelf.columns))
    query = _query(request)
    way = await run_in_threadpool(_way, shelf, query, number)
    entry = library.entry(number - 1)
    given = await run_in_threadpool(library.article, number - 1)
    explained = await request.app.state.scoring.run(_explained, given, entry.place)
    return page(
        request,
        "browse_article.html",
        title=entry.title or entry.id or entry.place,
        explained=explained,
        entry=entry,
        way=way,
        query=query.with_(page=way.page),
        no_host=NO_HOST,
    )


def _explained(detector: Detector, article: Article, place: str) -> Explained:
    return explaining.explained(detector, article, level=LEVEL, place=place)


def _query(request: Request) -> Query:
    """Return what is asked for; 400 if that cannot be understood."""
    try:
        return parse(request.query_params)
    except DetectorError as fault:
        raise HTTPException(400, str(fault)) from None


def _way(shelf: Shelf, query: Query, number: int) -> Way:
    """Find the articles beside one, whose number counts from 1."""
    selection = shelf.select(query)
    before, after, place = selection.beside(number - 1)
    return Way(
        before=_from_one(before),
        after=_from_one(after),
        place=place,
        count=len(selection.rows),
        page=(place - 1) // ROWS + 1 if place else query.page,
    )


def _from_one(row: int | None) -> int | None:
    return None if row is None else row + 1


def _number(said: str, most: int) -> int:
    """Return the number of an article; 404 where there is none such."""
    is_whole = said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS
    if not (is_whole and 1 <= int(said) <= most):
        raise HTTPException(404, f"there is no article {said[:20]!r}: they go from 1 to {most}")
    return int(said)


def _articles(
    request: Request,
    library: Library,
    shelf: Shelf,
    query: Query,
    *,
    fault: str = "",
    status: int = 200,
) -> Response:
    selection = shelf.select(query)
    shown = _paging(query.page, len(selection.rows))
    rows = selection.rows[shown["begin"] : shown["end"]].tolist()
    bins = selection.bins()
    return page(
        request,
        "browse.html",
        title="Browse",
        query=query.with_(page=shown["page"]),
        bins=bins,
        highest=max((each.total for each in bins), default=0) or 1,
        entries=[(row + 1, library.entry(row)) for row in rows],
        choices=_choices(selection),
        progress=library.progress,
        articles=len(shelf.columns),
        sorts=SORTS,
        no_host=NO_HOST,
        link=link,
        shown=shown,
        fault=fault,
        status=status,
    )


def _choices(selection: Selection) -> dict[str, dict[str, int]]:
    """Return how many articles each choice would show."""
    hosts = selection.hosts(CHOICES)
    return {
        "label": selection.labels(),
        "kind": selection.kinds(),
        "trait": selection.traits(CHOICES),
        "host": {name or NO_HOST: count for name, count in hosts.items()},
    }


def _paging(number: int, count: int) -> dict[str, int]:
    """Return which of so many things a page shows: the last page, if there are not so many."""
    pages = max(1, -(-count // ROWS))
    shown = min(number, pages)
    begin, end = (shown - 1) * ROWS, min(shown * ROWS, count)
    return {"page": shown, "pages": pages, "begin": begin, "end": end, "count": count}


def _reading(request: Request, library: Library) -> Response:
    return page(request, "browse_reading.html", title="Browse", progress=library.progress)
