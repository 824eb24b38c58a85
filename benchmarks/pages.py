"""Invents whole pages, each line labelled: menu, article, share row, related, comments, footer.

The article is written here, from sentences whose blanks `training.residue` fills in; what stands
around it are the sorts of residue that the project knows, much more of it than `inject` adds. The
sentences follow no thought: these pages show that a benchmark runs and how time grows. How well
cleaning works on real pages they do not show.
"""

import random
from collections.abc import Iterator, Sequence

from training.lines.pages import Page
from training.residue.wordings import Writer, sort_tables

TITLES = (
    "{Topic} {delayed|approved|questioned} in {town}",
    "{town} argues about {topic}",
    "What became of {topic}",
    "{Trade} in {town} wait for an answer",
)
HEADINGS = ("What happens next", "A long wait", "{Topic}", "“Nobody asked us”", "The cost")
SENTENCES = (
    "{Topic} will cost {town} {2-90} million {pounds|euros}, {twice as much as|a third more than} "
    "was promised in {year}.",
    "“We were told about it on a {weekday} evening, and by {month} it was {settled|gone},” said "
    "{person}, who speaks for the {trade} of {town}.",
    "The council voted {12-40} to {3-11} on {weekday} after a debate that lasted until midnight.",
    "Since {year} the {trade} have written {4-60} letters, and {none|one} of them was answered.",
    "{last} has lived in {town} for {11-60} years and remembers when {topic} was only a drawing.",
    "In {month} a report found that {3-80} of the {90-400} {lamps|doors|valves} had never been "
    "{tested|replaced|paid for}.",
    "Nobody at {company} wanted to say who had signed the contract.",
    "It rained for most of the {morning|afternoon}, and the {square|quay|hall} was nearly empty.",
    "That leaves {topic}, which {few|most} people in {town} would rather not talk about.",
    "“It is not the money,” {she|he} said. “It is that they {never came|did not ask|knew}.”",
    "The {first|second|third} attempt failed in {year}, when the {bridge|pump|roof} gave way.",
    "Most of the work was done by {trade} from {town} and {town}, unpaid.",
    "A spokesman said the figures were {being checked|out of date|correct}.",
    "Whether that will be enough, {person} could not say.",
    "For {person}, a nurse with two children, the change means leaving the house at {4-6} o'clock.",
    "The older plan, drawn up before the {flood|fire|election}, had put the door on Mill Street "
    "and kept the {market|school|well} where it was.",
)
ITEMS = ("{Topic}: {2-90} million", "{town}, from {month}", "A fund for {trade}, open to all")
OPINIONS = (
    "{remark}",
    "I have read this {twice|three times} and still do not see why {trade} should pay for {topic}. "
    "{remark}",
    "My {mother|father|aunt} worked there for {10-40} years and they never said a word about it to "
    "anyone, so I am not {surprised|convinced}. {remark}",
)
MIDDLE = ("advertisement", "read_more", "photo_credit", "newsletter_call")
BELOW = ("topic_tags", "author_note", "follow_us", "newsletter_call", "related_links")
FOOTER = ("copyright_line", "follow_us", "cookie_notice")
Labelled = list[tuple[str, bool]]


def made(count: int, seed: int = 11) -> list[Page]:
    """Make so many pages of twelve sites; the same seed gives the same pages."""
    rng = random.Random(seed)
    return [_page(number, rng) for number in range(count)]


def article(rng: random.Random) -> list[str]:
    """Write an article: a title, and paragraphs with a heading or a list here and there."""
    writer = Writer(article="", rng=rng)
    sentences = [each for _ in range(4) for each in rng.sample(SENTENCES, len(SENTENCES))]
    lines = [_one(writer, TITLES)]
    for number in range(rng.randint(5, 16)):
        if number and rng.random() < 0.12:
            lines.append(_one(writer, HEADINGS))
        chosen = [sentences.pop() for _ in range(rng.choice([1, 1, 2, 2, 3, 4]))]
        lines.append(" ".join(map(writer.fill, chosen)))
        if rng.random() < 0.06:
            lines += [f"- {writer.fill(item)}" for item in ITEMS]
    return lines


def _page(number: int, rng: random.Random) -> Page:
    main = article(rng)
    writer = Writer(article="\n".join(main), rng=rng)
    lines = [*_around(_above(writer)), *_with_residue(main, writer), *_around(_below(writer))]
    return Page(
        source="made",
        host=f"site{number % 12}",
        language="en",
        lines=tuple(line for line, _ in lines),
        gold=tuple(right for _, right in lines),
        counted=(True,) * len(lines),
    )


def _around(lines: Iterator[str]) -> Labelled:
    return [(line, False) for line in lines]


def _with_residue(main: Sequence[str], writer: Writer) -> Labelled:
    """Put a byline and a share row below the title, and something between some paragraphs."""
    lines: Labelled = [(main[0], True)]
    lines += _around(_sorts(writer, ("byline", "share_prompt"), 0.8))
    for line in main[1:]:
        lines.append((line, True))
        if writer.rng.random() < 0.1:
            lines += _around(_sorts(writer, (writer.rng.choice(MIDDLE),), 1.0))
    return lines


def _above(writer: Writer) -> Iterator[str]:
    yield from _sorts(writer, ("cookie_notice",), 0.5)
    yield from _menu(writer, writer.rng.randint(6, 40))
    yield from _sorts(writer, ("navigation_row",), 0.6)


def _below(writer: Writer) -> Iterator[str]:
    yield from _sorts(writer, ("share_prompt", *BELOW), 0.7)
    yield from _comments(writer, writer.rng.choice([0, 0, 2, 5, 12]))
    yield from _sorts(writer, ("related_links", "related_links"), 0.8)
    yield from _menu(writer, writer.rng.randint(4, 30))
    yield from _sorts(writer, FOOTER, 0.7)


def _menu(writer: Writer, entries: int) -> Iterator[str]:
    for _ in range(entries):
        yield writer.fill("{Headline}" if writer.rng.random() < 0.1 else "{entry}")


def _comments(writer: Writer, count: int) -> Iterator[str]:
    yield from _sorts(writer, ("comment_tail",), 1.0)
    for _ in range(count):
        yield writer.fill("{handle}")
        yield writer.fill("{ago}")
        yield _one(writer, OPINIONS)
        yield "Reply"


def _sorts(writer: Writer, names: Sequence[str], share: float) -> Iterator[str]:
    """Write each of these sorts, or leave it out; a wording may be of several lines."""
    for name in names:
        if writer.rng.random() < share:
            for wording in writer.wordings(sort_tables()[name]):
                yield from wording.split("\n")


def _one(writer: Writer, wordings: Sequence[str]) -> str:
    return writer.fill(writer.rng.choice(wordings))
