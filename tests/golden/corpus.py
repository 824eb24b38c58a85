"""A corpus that comes out the same, to the byte, on every machine and in every Python.

It has the seeds, and some hundred articles made of them: cut off, shuffled, spun together, with
residue, page furniture, odd characters or another language in them; some are long, some empty.
Between them stand lines that cannot be read. Of chance only `Random.random` is asked: its sequence
is promised to stay the same, those of `choice` and `shuffle` are not.
"""

import json
from collections.abc import Callable, Sequence
from random import Random

from tests.conftest import SEEDS

SEED = 20
ROUNDS = 10  # times all seeds, one change each: more than a batch
TAILS = (
    "Leave a comment",
    "Share this:\nFacebook\nTwitter\nWhatsApp",
    "Related articles\nHow the port was won\nFive ferries to take before you die",
    "We use cookies. By using this site you accept them.\nAccept all\nSettings",
    "Sign up for our newsletter and never miss a story!",
    "Posted in News | Tagged harbour, strike | 14 Comments",
)
MENU = "Home\nNews\nSport\nWeather\nAbout us\nContact\n\n"
ODD = (
    "\u200b", "\u202e", "\ufeff", "\x00", "\ud800", "e\u0301\u0323", "日本語。", "ภาษาไทย",
    "👩‍👩‍👧", "ｆｕｌｌ", "𝒜𝓃𝒹", "ﬁ", "&amp;nbsp;", "</p>", "â€™", "| a | b |\n|---|---|\n", "\r\n",
    "\u2028", "ا لميناء", "[caption]", "< / strong >", "`` ` ``", "\t\t", "İstanbul ışık ẞ",
)  # fmt: skip
ELSEWHERE = (
    "Der Hafen blieb am Dienstag geschlossen, sagte die Bürgermeisterin. Vor dem Tor standen die "
    "Lastwagen bis zur Kirche, und niemand wusste, wann die Fähre wieder fährt. ",
    "Le port est resté fermé mardi, a dit la maire. Les camions attendaient jusqu’à l’église, et "
    "personne ne savait quand le bac partirait. ",
    "El puerto siguió cerrado el martes, dijo la alcaldesa. Los camiones esperaban hasta la "
    "iglesia y nadie sabía cuándo saldría el barco. ",
    "Во вторник порт оставался закрытым, сказала мэр. Грузовики стояли до самой церкви, и никто "
    "не знал, когда пойдёт паром. ",
    "港は火曜日も閉まったままだと市長は述べた。トラックは教会まで並んでいた。",
    "ظل الميناء مغلقا يوم الثلاثاء، وقالت العمدة إن الشاحنات تنتظر حتى الكنيسة. ",
)
UNREADABLE = (
    b'{"id": "broken", "text": "The port was closed',
    b'{"id": "not-utf8", "text": "caf\xe9"}',
    b'{"id": "no-text", "body": "The port was closed."}',
    b'{"id": "a-number", "text": 7}',
    b'["a list"]',
    b"not JSON",
)

Change = Callable[[Random, str, str], str]


def lines() -> list[bytes]:
    """Return the corpus as JSON lines, each with its line break."""
    random = Random(SEED)
    seeds = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*/*"))]
    found = [_line(f"seed-{number}", seed) for number, seed in enumerate(seeds)]
    for round in range(ROUNDS):
        for number, seed in enumerate(seeds):
            change = CHANGES[_below(random, len(CHANGES))]
            text = change(random, seed, seeds[_below(random, len(seeds))])
            found.append(_line(f"{change.__name__.strip('_')}-{round}-{number}", text))
    found += [_line(f"special-{number}", text) for number, text in enumerate(_special(seeds))]
    for number, line in enumerate(UNREADABLE):
        found.insert(83 * (number + 1), line + b"\n")
    return found


def _line(name: str, text: str) -> bytes:
    record = {"id": name, "text": text, "extra": {"length": len(text), "é": [None, 0.1, -0.0]}}
    return json.dumps(record).encode() + b"\n"


def _below(random: Random, end: int) -> int:
    return int(random.random() * end)


def _cut(random: Random, text: str, _: str) -> str:
    return text[: _below(random, len(text))]


def _shuffled(random: Random, text: str, _: str) -> str:
    return "\n".join(sorted(text.split("\n"), key=lambda _: random.random()))


def _flattened(_: Random, text: str, __: str) -> str:
    return " ".join(text.split())


def _spun(random: Random, text: str, other: str) -> str:
    """Take every third word or so from another article."""
    pairs = zip(text.split(" "), other.split(" "), strict=False)
    return " ".join(pair[random.random() < 0.3] for pair in pairs)


def _tailed(random: Random, text: str, _: str) -> str:
    return f"{text}\n\n{_one_of(random, TAILS)}\n{_one_of(random, TAILS)}"


def _paged(random: Random, text: str, other: str) -> str:
    return f"{MENU}{text}\n\n{_one_of(random, TAILS)}\n\n{other[:400]}\n{MENU}"


def _odd(random: Random, text: str, _: str) -> str:
    """Put odd characters at a dozen places."""
    for _each in range(12):
        place = _below(random, len(text))
        text = text[:place] + _one_of(random, ODD) + text[place:]
    return text


def _foreign(random: Random, text: str, _: str) -> str:
    return _one_of(random, ELSEWHERE) * 8 + text[: _below(random, 300)]


def _shouted(_: Random, text: str, __: str) -> str:
    return text.upper().replace(". ", "!!! ")


CHANGES: tuple[Change, ...] = (
    _cut, _shuffled, _flattened, _spun, _tailed, _paged, _odd, _foreign, _shouted,
)  # fmt: skip


def _one_of(random: Random, choices: Sequence[str]) -> str:
    return choices[_below(random, len(choices))]


def _special(seeds: Sequence[str]) -> list[str]:
    """Return what is empty, and what is long."""
    everything = "\n\n".join(seeds)
    return [
        "", " \n\t\n", "\x00", "\ud800" * 100, "a" * 50_000, "字" * 20_000, "word " * 20_000,
        "<" * 20_000, "Leave a comment\n" * 2_000, everything, everything.replace("\n", " "),
    ]  # fmt: skip
