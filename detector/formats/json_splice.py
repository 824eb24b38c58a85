"""Put another string into a line of JSON, and leave every other byte of it as it was.

Parsing the line and writing it anew would turn 1.50 into 1.5, drop the first of two equal keys
and lose the spaces. So the line is read token by token, only to learn where the value stands.
"""

import json
import re
from collections.abc import Iterator, Sequence

# A string, a mark, or whatever else stands between marks: a number, true, NaN.
TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)


def spliced(line: bytes, keys: Sequence[str | int], new: bytes) -> bytes:
    """Return the line with `new` in the place of the value at the end of the steps.

    The line must have been parsed before, and the steps must lead to a value in it; KeyError
    otherwise. Of equal keys the last counts, as it does for every parser used here.
    """
    start, end = 0, len(line)
    for key in keys:
        places = {each: place for each, *place in _children(line, start)}
        start, end = places[key]
    return line[:start] + new + line[end:]


def _children(line: bytes, position: int) -> Iterator[tuple[str | int, int, int]]:
    """Yield what the object or list at `position` holds: its key or number, its start and end."""
    depth = count = end = 0
    key, start = b"", -1
    for token in TOKEN.finditer(line, position):
        mark = token[0]
        if depth == 1 and mark in b",]}":
            if start >= 0:
                yield json.loads(key.decode(), strict=False) if key else count, start, end
            key, start, count = b"", -1, count + 1
        elif depth == 1 and mark == b":":
            key, start = line[start:end], -1
        elif depth == 1 and start < 0:
            start = token.start()
        depth += (mark in b"[{") - (mark in b"]}")
        end = token.end()
        if depth == 0:
            return
