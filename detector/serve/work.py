"""What is done with articles away from the event loop: functions of a detector and of records.

Records are JSON as it came, and come back as the command line would write them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detector import Detector
from detector.cli.judging import Judged, Judging, opinions
from detector.cli.results import cleaned_result, scored, wire
from detector.formats import Line, ReadOptions, Record, Unreadable
from detector.formats.json_record import marked, member, plain_text, with_member
from detector.formats.jsonl import to_item

if TYPE_CHECKING:
    from detector.cli.judging import Opinion

INTO = "detector"
TEXT = "text"
OPTIONS = ReadOptions()


@dataclass(slots=True, kw_only=True)
class Done:
    """Records as they are written, each on a line or, where one was refused, why.

    `labels` and `traits` count what was found.
    """

    records: list[bytes | Unreadable]
    labels: Counter[str] = field(default_factory=Counter)
    traits: Counter[str] = field(default_factory=Counter)


def score(
    detector: Detector, records: Sequence[bytes], *, explain: bool, clean_first: bool
) -> Done:
    """Put a verdict into each record."""
    found = [_found(content) for content in records]
    texts = [_text(each) for each in found if not isinstance(each, Unreadable)]
    said = iter(opinions(detector, texts, clean_first=clean_first))
    done = Done(records=[])
    for content, each in zip(records, found, strict=True):
        if isinstance(each, Unreadable):
            done.records.append(each)
            continue
        opinion = next(said)
        _count(done, opinion)
        done.records.append(_with_verdict(content, each, opinion, explain=explain))
    return done


def clean(
    detector: Detector, records: Sequence[bytes], *, level: str, keep: Sequence[str], mark: bool
) -> Done:
    """Cut the residue out of each record, or only tell it."""
    found = [_record(content) for content in records]
    articles = [each.article for each in found if isinstance(each, Record)]
    cleaned = detector.clean_many(articles, level=level, keep=keep)
    done = Done(records=[])
    for each in found:
        if isinstance(each, Unreadable):
            done.records.append(each)
            continue
        result = next(cleaned)
        written = each if mark else each.with_text(result.text)
        said = cleaned_result(each, result, into=INTO)
        done.records.append(marked(written, said, INTO))
    return done


def part(
    detector: Detector, lines: Sequence[Line], *, explain: bool, clean_first: bool, unsure: str
) -> Judged:
    """Judge lines as `detector filter` does, and keep those that are worth it."""
    rejected = {"low", "unsure"} if unsure == "reject" else {"low"}
    judging = Judging(
        detector=detector,
        options=OPTIONS,
        into=INTO,
        explain=explain,
        clean_first=clean_first,
        rejected=frozenset(rejected),
        counted=True,
    )
    return judging.of_lines(lines)


def _found(content: bytes) -> str | Record | Unreadable:
    """Return the text of a record; the record itself where a verdict cannot just be put in."""
    text = plain_text(content, TEXT, INTO)
    return _record(content) if text is None else text


def _record(content: bytes) -> Record | Unreadable:
    return to_item(Line(content, "request", 1, 0), OPTIONS)


def _text(found: str | Record) -> str:
    return found if isinstance(found, str) else found.article.text


def _with_verdict(
    content: bytes, found: str | Record, opinion: "Opinion", *, explain: bool
) -> bytes:
    verdict, cleaned = opinion
    if isinstance(found, Record):
        fields = scored(found, verdict, cleaned, into=INTO, explain=explain)
        return marked(found, fields, INTO)
    start = b"," + member(INTO)
    return b"".join(with_member(content, start + wire(verdict, cleaned, explain=explain)))


def _count(done: Done, opinion: "Opinion") -> None:
    verdict, _ = opinion
    done.labels[str(verdict.label)] += 1
    done.traits.update(verdict.traits)
