"""Puts residue where it stands on real pages, without touching the words around it.

The parts of a text are its paragraphs; or its lines, where none of them is blank; or its
sentences, where it is on one line. Spans are pairs of offsets into the text.
"""

import random
from collections.abc import Callable, Iterator, Sequence

import regex

from training.residue.wordings import Sort, Writer

TITLE = 120  # characters; a longer first paragraph is no title
SHOUTED = 0.08  # of the wordings stand in capitals
PARAGRAPH_BREAK = regex.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")
LINE_BREAK = regex.compile(r"[^\S\n]*\n\s*")
SENTENCE_BREAK = regex.compile(r"""(?<=[\p{Ll}\d]{3}[.!?]["'”’)]?)\s+(?=["'“‘(]?\p{Lu})""")
MARKUP = regex.compile(r"[<>\[\]{}&=/@]")

Span = tuple[int, int]


def put(text: str, sort: Sort, writer: Writer) -> str:
    """Add a sort of residue to a text that has letters."""
    where, pieces, rng = writer.rng.choice(sort.where), writer.wordings(sort), writer.rng
    if where == "around":
        return _around(text, pieces[0], rng)
    if where == "before":
        starts = [(start, start) for start, _ in parts(text)]
        return replace(text, few(starts, rng), lambda _: f"{pieces[0]} ")
    piece = "\n".join(pieces)
    if rng.random() < SHOUTED and not MARKUP.search(piece):
        piece = piece.upper()
    return insert(text, piece, _place(text, where, rng))


def parts(text: str) -> list[Span]:
    """Return where the paragraphs, lines or sentences are: at least one."""
    (start, end), gaps = _inside(text), breaks(text)
    return list(zip([start, *(b for _, b in gaps)], [*(a for a, _ in gaps), end], strict=True))


def breaks(text: str) -> list[Span]:
    """Return where the white space between the parts is."""
    pattern = LINE_BREAK if broken(text) else SENTENCE_BREAK
    pattern = PARAGRAPH_BREAK if _has_blank_lines(text) else pattern
    return [match.span() for match in pattern.finditer(text, *_inside(text))]


def broken(text: str) -> bool:
    """Whether the text is on more than one line."""
    return "\n" in text.strip()


def insert(text: str, piece: str, place: int) -> str:
    """Put a piece, as a part of its own, before the first part or behind any other."""
    gap = ("\n\n" if _has_blank_lines(text) else "\n") if broken(text) else " "
    piece = piece if broken(text) else piece.replace("\n", " ")
    before, after = text[:place], text[place:]
    return f"{before}{gap}{piece}{after}" if before.strip() else f"{before}{piece}{gap}{after}"


def few(spans: Sequence[Span], rng: random.Random, most: int = 3) -> list[Span]:
    """Return some of these spans, at most so many, in order."""
    return sorted(rng.sample(spans, min(rng.randint(1, most), len(spans))))


def replace(text: str, spans: Sequence[Span], new: Callable[[Span], str]) -> str:
    """Write something new over each of these spans, which are in order and do not overlap."""
    return "".join(_replaced(text, spans, new))


def _replaced(text: str, spans: Sequence[Span], new: Callable[[Span], str]) -> Iterator[str]:
    end = 0
    for span in spans:
        yield text[end : span[0]]
        yield new(span)
        end = span[1]
    yield text[end:]


def _around(text: str, piece: str, rng: random.Random) -> str:
    """Set a phrase of one to five words between what stands before and after `{phrase}`."""
    more = rng.randrange(5)
    phrase = rf"(?<![\w'’])[^\W_]+(?: [^\W_]+){{0,{more}}}(?!['’]?\w)"
    phrases = [match.span() for match in regex.finditer(phrase, text)]
    tagged = [rng.choice(phrases)] if phrases else []
    return replace(text, tagged, lambda span: piece.replace("{phrase}", text[slice(*span)]))


def _place(text: str, where: str, rng: random.Random) -> int:
    found = parts(text)
    top, tail = found[0][0], found[-1][1]
    titled = broken(text) and len(found) > 1 and found[0][1] - top < TITLE
    if where == "middle":
        return rng.choice([end for _, end in found[:-1]] or [tail])
    return {"top": top, "head": found[0][1] if titled else top, "tail": tail}[where]


def _has_blank_lines(text: str) -> bool:
    return PARAGRAPH_BREAK.search(text, *_inside(text)) is not None


def _inside(text: str) -> Span:
    """Return where the text begins and ends, without white space around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
