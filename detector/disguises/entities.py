"""Letters written as numeric entities: "&#99;lick" and "&#x63;lick" are "click".

A browser shows the letter. An entity for a mark ("&#8217;") is residue and none of this; see the
trait `stray_entity`.
"""

import re
from collections.abc import Iterator

from detector.disguises.reading import Change, Reading
from detector.plain import Trick

ENTITY = re.compile(r"&(?:amp;){0,2}#(?:[xX]0{0,6}([0-9a-fA-F]{1,6})|0{0,6}([0-9]{1,7}));?")
FEWEST = 3  # an article about entities may name one or two


def read(reading: Reading) -> None:
    """Read letters and digits instead of their entities."""
    changes = list(_changes(reading.text)) if "&" in reading.text else []
    if len(changes) >= FEWEST:
        reading.change(changes)


def _changes(text: str) -> Iterator[Change]:
    for match in ENTITY.finditer(text):
        code = int(match[1], 16) if match[1] else int(match[2])
        if code < 0x80 and chr(code).isalnum():
            yield Change(match.start(), match.end(), chr(code), Trick.HIDDEN)
