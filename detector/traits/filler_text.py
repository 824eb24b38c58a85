"""Text that holds a place and was never replaced: "Lorem ipsum", "[Your Name]", "XX/XX/XXXX".

Long phrases count anywhere, short ones ("TBD", "sample text") only where a line says little else:
an article about type or templates uses the words too. So do tutorials, in code and in backticks,
and the words that an editor puts into a quotation are in brackets as well.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Spans, Structure, spans
from detector.traits.structures.holders import holders, in_code
from detector.traits.tables import word_hashes
from detector.traits.where import all_of, any_of, long_phrase, no_sentence, own_line

KEPT = any_of(long_phrase(3), all_of(own_line(more=5), no_sentence()))


@cache
def _crosses() -> npt.NDArray[np.uint32]:
    return np.array([word for words in word_hashes(["xx", "xxx"]) for word in words])


def find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    """Find the phrases, and what holds a place by its form."""
    tokens = lexemes.tokens
    crosses = np.isin(tokens.hash[hits.first], _crosses())
    start, end = holders(lexemes, hits.first[crosses]).T
    hits = hits.where(~crosses)
    if len(hits.line):
        hits = hits.where(KEPT(lexemes, hits))
    if len(hits.line):
        hits = hits.where(~np.isin(hits.line, in_code(lexemes)))
    return spans(np.append(tokens.start[hits.first], start), np.append(tokens.end[hits.last], end))


TRAIT = Structure(
    name="filler_text",
    doc=__doc__,
    find=find,
    lines="filler_text",
    flags=[
        Example(
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
            spans=["Lorem ipsum dolor", "consectetur adipiscing elit"],
        ),
        Example(
            "Dear [Recipient's Name],\n\nYours,\n[Your Name]",
            spans=["[Recipient's Name]", "[Your Name]"],
        ),
        Example(
            "The fair is on [Insert date]. Call XXX-XXX-XXXX.",
            spans=["[Insert date]", "XXX-XXX-XXXX"],
        ),
        Example(
            "Sample text\n\nVenue: TBD\n\nThis is a placeholder, to be changed.",
            spans=["Sample text", "Venue: TBD", "This is a placeholder"],
        ),
        Example(
            "The firm, {company name}, said so (insert quote here).",
            spans=["{company name}", "(insert quote here)"],
        ),
    ],
    passes=[
        "Printers have used lorem ipsum since the days of Letraset, and the dummy text has stayed.",
        '"[Your country] has to decide," he told [the] reporters [on Monday].',
        "Write `[Your Name]` in the template and `lorem ipsum dolor` in the body.",
        "Super Bowl XXXI was in 1997; Pope John XXIII; Vin Diesel in xXx; size XXL.",
        "- [x] Done\n- [Name](https://example.org)\n- See [Title][1] and [Date]: none.",
        "The date is still to be determined, the ministry said, and the place is TBD until May comes.",
        "std::vector<name> and Map<String, Title> are types.",
    ],
)
