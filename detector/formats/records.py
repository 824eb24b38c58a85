"""What passes between a reader, the detector and a writer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

from detector.article import Article
from detector.formats.paths import Keys, replaced

STDIN = "<stdin>"
MAX_RECORD_BYTES = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record stands, written as `news.jsonl:17`.

    `line` counts from 1: the line at which the record starts in a text format, the row in a
    Parquet file, the record's number in a WARC file (records of every type counted). It is None
    where the whole file is meant, which is then all that is written.
    """

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


class Line(NamedTuple):
    """A line of a JSONL file as it stands, but for its newline; nobody has looked into it yet.

    `offset` is where it begins, as in an `Unreadable`.
    """

    content: bytes
    path: str
    number: int
    offset: int

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(path=self.path, line=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article together with everything that was read beside it.

    `fields` is the whole record, unknown fields included, in order. `raw` is the line as it stood
    in a JSONL file, but for its newline, so that a verdict can be put into it without rewriting
    the other fields; other formats leave it None. Whoever changes a field leaves it out, since a
    writer trusts it.

    `text_at` are the steps to the text in `fields`. `rewritten` says that the text there is not
    the one that was read, which `raw` still holds; see `with_text`.
    """

    article: Article
    place: Place
    fields: Mapping[str, Any]
    raw: bytes | None = None
    text_at: Keys = ("text",)
    rewritten: bool = False

    def with_text(self, text: str) -> Self:
        """Return the record with another text; every writer leaves the rest of it as it was."""
        if text == self.article.text:
            return self
        return replace(
            self,
            article=replace(self.article, text=text),
            fields=replaced(self.fields, self.text_at, text),
            rewritten=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A record, or the rest of a file, that could not be read, with what to do about it.

    `offset` counts the bytes before the record in the file's content, which is what stands in it
    when it is not compressed; None where the format has none, as a row of a Parquet file, and where
    the rest of a file is meant. `raw` are the record's bytes as they stood there, without the end
    of the line; None where there are none, and where there are more than `max_record_bytes`.
    """

    place: Place
    reason: str
    offset: int | None = None
    raw: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Which field is the text, which is the identifier, and in which format they come.

    A field may be a dotted path: `content.body` looks into an object, `items.0.text` into a list,
    and a key that really contains the dot wins. Without `format` the suffix decides, and JSONL is
    assumed where there is none to look at (standard input, a pipe).

    A record of more than `max_record_bytes` is never held in memory: an Unreadable says so in its
    place.
    """

    text_field: str = "text"
    id_field: str = "id"
    format: str | None = None
    max_record_bytes: int = MAX_RECORD_BYTES
