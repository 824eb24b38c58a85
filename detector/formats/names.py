"""File names for articles: their own where they have one, safe and unlike each other."""

import re
from collections import Counter
from pathlib import PurePath

from detector.formats.compression import without_compression
from detector.formats.records import Record

TEXT_SUFFIXES = (".txt", ".md", ".markdown")
LONGEST_PART = 200
DEEPEST = 10
SEPARATOR = re.compile(r"[/\\]+")
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\ud800-\udfff]')
DRIVE = re.compile(r"^[A-Za-z]:(?=[/\\])")


class Names:
    """Gives every article a name in one folder, with a number where two would be the same.

    Names are compared without case, since some disks do. They are kept in memory, all of them.
    """

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._repeats: Counter[str] = Counter()

    def name(self, record: Record) -> PurePath:
        """Return a relative path that never leaves the folder and was not given out before."""
        *folders, file = _parts(record)
        place = PurePath()
        for part in folders:
            place = self._free(place / part, self._files)
            self._folders.add(_key(place))
        place = self._free(place / file, self._files | self._folders)
        self._files.add(_key(place))
        return place

    def _free(self, place: PurePath, taken: set[str]) -> PurePath:
        candidate = place
        while _key(candidate) in taken:
            self._repeats[_key(place)] += 1
            number = self._repeats[_key(place)] + 1
            candidate = place.with_name(f"{place.stem}-{number}{place.suffix}")
        return candidate


def _key(place: PurePath) -> str:
    return str(place).casefold()


def _parts(record: Record) -> list[str]:
    name = record.article.id or f"{PurePath(record.place.path).stem}-{record.place.line or 1}"
    parts = SEPARATOR.split(DRIVE.sub("", without_compression(name)))
    safe = [_safe(part) for part in parts if part.strip(" .")] or ["article"]
    safe = safe[-DEEPEST:]
    if PurePath(safe[-1]).suffix.lower() not in TEXT_SUFFIXES:
        safe[-1] += ".txt"
    return safe


def _safe(part: str) -> str:
    """Replace what some file system forbids; cut to a length that leaves room for a number."""
    clean = UNSAFE.sub("_", part).encode()
    if len(clean) <= LONGEST_PART:
        return clean.decode()
    suffix = PurePath(part).suffix
    kept = suffix if suffix.lower() in TEXT_SUFFIXES else ""
    return clean[:LONGEST_PART].decode(errors="ignore") + kept
