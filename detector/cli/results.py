"""What is written beside an article, and what stays of that which an earlier run has written.

A verdict takes the place of an older verdict, residue that of older residue. Neither drops the
other: what was cut can be put back only as long as it is kept, and no residue that is found in a
text already cleaned speaks against what was cut before.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detector.formats import Record
    from detector.lines.cleaned import Cleaned
    from detector.verdict import Verdict

RESIDUE = ("residue_share", "residue")


def scored(
    record: "Record", verdict: "Verdict", cleaned: "Cleaned | None", *, into: str, explain: bool
) -> dict[str, Any]:
    """Return a verdict as it goes on the wire, with the residue if any is known."""
    kept = _residue(_earlier(record, into))
    return {**verdict.to_dict(explain=explain), **_newer(kept, cleaned)}


def wire(verdict: "Verdict", cleaned: "Cleaned | None", *, explain: bool) -> bytes:
    """Return as JSON what `scored` returns for a record without anything earlier."""
    said = verdict.to_json(explain=explain)
    if cleaned is None:
        return said
    from detector.json_text import encode_result

    return said[:-1] + b"," + encode_result(cleaned.to_dict())[1:]


def cleaned_result(record: "Record", cleaned: "Cleaned", *, into: str) -> dict[str, Any]:
    """Return the residue as it goes on the wire, beside an earlier verdict if there is one."""
    before = _earlier(record, into)
    return {**before, **_newer(_residue(before), cleaned)}


def _earlier(record: "Record", into: str) -> dict[str, Any]:
    if into not in record.fields:
        return {}
    from detector.formats import earlier

    return earlier(record, into)


def _residue(before: dict[str, Any]) -> dict[str, Any]:
    return {key: before[key] for key in RESIDUE if key in before}


def _newer(kept: dict[str, Any], cleaned: "Cleaned | None") -> dict[str, Any]:
    """Return the residue found now, or the earlier if no more was found."""
    if cleaned is None or (kept.get("residue") and not cleaned.residue):
        return kept
    return cleaned.to_dict()
