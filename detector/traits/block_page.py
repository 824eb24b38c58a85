"""A page that kept the reader out: robot check, "enable JavaScript", 404, "access denied", log-in.

The fetch got this instead of the article, or beside it. It speaks to the visitor and has lines to
itself. Instructions for programmers and articles about captchas use the same words inside longer
sentences or in quotes; a help page that shows an error message as a heading is a false alarm.
"""

from detector.traits.shapes import Example, Phrases
from detector.traits.where import (
    all_of,
    any_of,
    covers,
    long_phrase,
    opens_sentence,
    own_line,
    unquoted,
)

TRAIT = Phrases(
    name="block_page",
    doc=__doc__,
    lines="block_page",
    where=all_of(
        unquoted(),
        any_of(
            all_of(long_phrase(5), opens_sentence()),
            all_of(long_phrase(3), covers(0.35)),
            all_of(long_phrase(2), covers(0.7)),
            own_line(more=1),
        ),
    ),
    flags=[
        Example("Please enable JavaScript to view this page.", spans=["Please enable JavaScript"]),
        Example(
            "404 Not Found\nThe page you requested does not exist.",
            spans=["404 Not Found", "The page you requested"],
        ),
        Example("Access denied\nThe hall was full.", spans=["Access denied"]),
        Example("The hall was full.\nVerify you are human", spans=["Verify you are human"]),
        Example(
            "You must be logged in to view this page.",
            spans=["You must be logged in to view"],
        ),
    ],
    passes=[
        "The site asks its visitors to prove that they are human, and 404 pages are rare there.",
        "The town was denied access to this road in 1950, and the permission was not found.",
        "A page that says “Access denied” or “Are you a robot?” tells the crawler to slow down.",
        "1. Open the settings.\n2. Make sure that you enable JavaScript in the browser that the "
        "tests use, or the build will fail with an error that nobody can read.",
        "Something went wrong with the count in the third ward, the clerk told the council, and "
        "the page of the ledger was not found until Monday.",
        "```\nraise NotFound('Page not found')\n```\nThe function returns 404 when it finds none.",
        "Are you a robot who dreams? the poet asks, and the chorus has to answer for the machine.",
    ],
)
