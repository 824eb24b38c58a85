"""Words that were disguised, wherever the reader of disguises found them."""

from detector.lexemes import Lexemes
from detector.plain import Trick
from detector.traits.shapes import Spans, spans


def disguised(lexemes: Lexemes, trick: Trick) -> Spans:
    """Find the words that were disguised by a trick; what is read has them without it."""
    words = [
        (offset + start, offset + end)
        for article, plain in lexemes.disguised.items()
        for offset in [int(lexemes.article_start[article])]
        for start, end in plain.words[trick]
    ]
    return spans([start for start, _ in words], [end for _, end in words])
