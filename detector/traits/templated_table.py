"""A table made of phrases: "Aspect | Impact", and under it "Trade | Potential growth".

A table is worth its space for numbers, names, dates or terms; one without them was made to look
like a summary. League tables, prices, schedules and specifications have figures in most cells,
references have code. Several small tables of one shape in an article betray each other, so there
a column of dates is forgiven.
"""

from collections import Counter

import numpy as np

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Spans, Structure, spans
from detector.traits.structures.columns import Table, tables


def find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    """Find the tables whose cells are phrases."""
    found = tables(lexemes)
    siblings = Counter(table.article for table in found)
    stock = np.append(0, np.cumsum(np.bincount(hits.line, minlength=len(lexemes.lines))))
    kept = [
        table
        for table in found
        if _is_templated(table, stock[table.last + 1] - stock[table.first], siblings)
    ]
    first, last = ([table.first for table in kept], [table.last for table in kept])
    return spans(lexemes.lines.start[first], lexemes.lines.end[last])


def _is_templated(table: Table, stock: int, siblings: Counter[int]) -> bool:
    """Tell by the cells, and by how many words of the list are said."""
    if siblings[table.article] > 1 and table.vague >= 0.45 and table.phrases >= 0.25:
        return True
    if table.vague >= 0.75 and table.phrases >= 0.3:
        return True
    said = (stock >= 2 and table.phrases >= 0.25) or stock >= table.rows
    return table.vague >= 0.6 and said


ASPECTS = (
    "| Aspect | Before | After |\n|---|---|---|\n| Trade | Declining | Potential growth |\n"
    "| Aid | Limited scope | Increased support |\n| Dialogue | Stagnant | Renewed discussions |"
)
EVENTS = (
    "| Date | Event | Description |\n|---|---|---|\n| May 2023 | Open talks | Leaders agreed on aims |\n"
    "| May 2024 | Joint drill | Forces trained side by side |"
)

TRAIT = Structure(
    name="templated_table",
    doc=__doc__,
    find=find,
    lines="templated_table",
    flags=[
        Example(
            f"The table shows it:\n{ASPECTS}\nThat is all.",
            spans=[ASPECTS],
        ),
        Example(
            "Strategy\tGoal\nJoint training\tStrengthen trust between the services\n"
            "Open borders\tEncourage trade and travel",
            spans=[
                "Strategy\tGoal\nJoint training\tStrengthen trust between the services\n"
                "Open borders\tEncourage trade and travel"
            ],
        ),
        Example(f"{ASPECTS}\n\nIt rained.\n\n{ASPECTS}", spans=[ASPECTS, ASPECTS]),
        Example(
            f"{EVENTS}\n\nIt rained.\n\n{EVENTS.replace('May', 'June')}",
            spans=[EVENTS, EVENTS.replace("May", "June")],
        ),
    ],
    passes=[
        "| Team | Played | Won | Points |\n|---|---|---|---|\n| Rovers | 12 | 9 | 28 |\n"
        "| United | 12 | 7 | 23 |",
        "| Item | Price |\n|---|---|\n| Bread | $2.30 |\n| Milk, a quart | $1.80 |",
        "| Day | Start |\n|---|---|\n| Monday | 9:00 |\n| Friday, for children | 10:30 |",
        "| Option | Effect |\n|---|---|\n| `--all` | `print` every line |\n| `-q` | be `quiet` |",
        "| Player | Position | Club |\n|---|---|---|\n| Ann Reed | Goalkeeper | Rovers |\n"
        "| Joan Bell | Defender | United |",
        "From:\tHill, Joan\nTo:\tReed, Ann; Bell, Ian\nSubject:\tIncreased support for growth\n",
        "```\n" + "| Aspect | Impact |\n| Trade | Potential growth |\n| Aid | Reduced role |\n```",
    ],
)
