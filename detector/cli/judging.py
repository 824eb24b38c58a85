"""What is done with a batch of articles, here or in another process.

Lines of JSONL that become lines of JSONL again travel as they stand: whoever works on a batch
finds the text in each, judges it, and puts the verdict in. Of other records only the texts travel,
and the verdicts come back to them.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from detector.cli.results import RESIDUE, scored, wire
from detector.cli.source import Source, batches, parted, size_of

if TYPE_CHECKING:
    from typing import TypeAlias

    from detector import Detector
    from detector.cli.source import Batch, Note, Size
    from detector.cli.tally import Outcomes
    from detector.formats import Line, ReadOptions, Record
    from detector.lines.cleaned import Cleaned
    from detector.verdict import Verdict

    Opinion: TypeAlias = tuple[Verdict, Cleaned | None]
    Told: TypeAlias = tuple[Record, Verdict, Cleaned | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What has become of a batch: how many articles got which label and kind, and where they go.

    `lines` are ready to be written, `records` are those that were no lines; both are parted into
    articles that are kept (True) and others. `notes` tell what could not be read; `read` counts
    the records that went in, and `weight` says how much of the input they were. `traits` counts
    what was found, where that was asked for.
    """

    notes: "Sequence[Note]"
    outcomes: "Outcomes"
    lines: dict[bool, bytes] = field(default_factory=dict)
    records: "dict[bool, list[Told]]" = field(default_factory=dict)
    read: int = 0
    weight: int = 0
    traits: "Counter[str]" = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """How articles are judged, which are kept, and how they are written again.

    Articles whose label is in `rejected` are not kept; `wanted` says which of the two are written.
    With `counted`, the traits that were found are counted, too.
    """

    detector: "Detector"
    options: "ReadOptions"
    into: str
    explain: bool
    clean_first: bool = False
    rejected: frozenset[str] = frozenset()
    wanted: frozenset[bool] = frozenset((True,))
    excel_safe: bool = False
    counted: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """What the options add to every verdict."""
        more = ("spans", "contributions") if self.explain else ()
        return more + RESIDUE if self.clean_first else more

    def judged(self, source: Source, *, lines: bool, jobs: int, begin: int = 0) -> Iterator[Judged]:
        """Yield what becomes of every batch, in order; `jobs` processes share them.

        `lines` is for writers that take lines as they are. The batches before `begin` are read
        and passed over.
        """
        from detector.batches import in_order

        read = batches(source, lines=lines, begin=begin)
        for (size, finish), result in in_order(map(self._task, read), jobs=jobs):
            yield replace(finish(result), read=size.items, weight=size.weight)

    def _task(
        self, batch: "Batch"
    ) -> "tuple[tuple[Size, Callable[[Any], Judged]], Callable[[], Any]]":
        """Return what is done with the result of a task, which stays here, and the task."""
        lines, records, notes = parted(batch)
        size = size_of(batch)
        if lines:
            return (size, _as_it_is), partial(self.of_lines, lines)
        texts = [record.article.text for record in records]
        task = partial(opinions, self.detector, texts, clean_first=self.clean_first)
        return (size, partial(self._records, notes, records)), task

    def _records(
        self, notes: "list[Note]", records: "list[Record]", said: "list[Opinion]"
    ) -> Judged:
        told: dict[bool, list[Told]] = {keep: [] for keep in self.wanted}
        for record, (verdict, cleaned) in zip(records, said, strict=True):
            keep = verdict.label not in self.rejected
            if keep in told:
                told[keep].append((record, verdict, cleaned))
        return Judged(notes=notes, outcomes=_outcomes(said), records=told)

    def of_lines(self, lines: "Sequence[Line]") -> Judged:
        """Return what becomes of lines of JSONL, as lines."""
        from detector.formats.json_record import marked, member, with_member

        found, texts, notes = self._found(lines)
        said = opinions(self.detector, texts, clean_first=self.clean_first)
        pieces: dict[bool, list[bytes]] = {keep: [] for keep in self.wanted}
        start = b"," + member(self.into)
        for each, (verdict, cleaned) in zip(found, said, strict=True):
            keep = verdict.label not in self.rejected
            if keep not in pieces:
                continue
            if isinstance(each, bytes):
                result = wire(verdict, cleaned, explain=self.explain)
                pieces[keep] += (*with_member(each, start + result), b"\n")
            else:
                fields = scored(each, verdict, cleaned, into=self.into, explain=self.explain)
                pieces[keep] += marked(each, fields, self.into), b"\n"
        written = {keep: b"".join(each) for keep, each in pieces.items()}
        traits = _traits(said) if self.counted else Counter()
        return Judged(notes=notes, outcomes=_outcomes(said), lines=written, traits=traits)

    def _found(
        self, lines: "Sequence[Line]"
    ) -> "tuple[list[bytes | Record], list[str], list[Note]]":
        """Return the lines, or the records that had to be made of them, and their texts."""
        from detector.formats import Record
        from detector.formats.json_record import plain_text
        from detector.formats.jsonl import to_item

        found: list[bytes | Record] = []
        texts: list[str] = []
        notes: list[Note] = []
        for line in lines:
            content = line.content
            text = plain_text(content, self.options.text_field, self.into)
            if text is not None:
                found.append(content)
                texts.append(text)
            elif isinstance(item := to_item(line, self.options), Record):
                found.append(item)
                texts.append(item.article.text)
            else:
                notes.append(item)
        return found, texts, notes


def opinions(detector: "Detector", texts: Sequence[str], *, clean_first: bool) -> "list[Opinion]":
    """Judge a batch of texts.

    `clean_first` judges what is left when the residue is cut away, and returns the residue, too;
    the verdict's spans are then places in the text as it was.
    """
    if not clean_first:
        return [(verdict, None) for verdict in detector.score_many(texts)]
    from detector.lines.offsets import Offsets

    cleaned = list(detector.clean_many(texts))
    verdicts = detector.score_many(each.text for each in cleaned)
    return [
        (verdict.moved(Offsets(each.residue).span), each)
        for each, verdict in zip(cleaned, verdicts, strict=True)
    ]


def _as_it_is(judged: Judged) -> Judged:
    return judged


def _outcomes(said: "list[Opinion]") -> "Outcomes":
    return Counter((verdict.label, verdict.kind) for verdict, _ in said)


def _traits(said: "list[Opinion]") -> Counter[str]:
    found: Counter[str] = Counter()
    for verdict, _ in said:
        found.update(verdict.traits)
    return found
