"""Articles whose verdicts are known beforehand, and a detector that knows them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detector import Detector
from detector.article import Article
from detector.model import load as load_model
from detector.verdict import Contribution, Label, Verdict
from training.datasets import Labelled
from training.evaluation.judged import Judged, judge

THRESHOLD = 0.3


@dataclass(frozen=True, kw_only=True)
class Case:
    """An article and the verdict on it."""

    article: Labelled
    quality: float
    traits: tuple[str, ...] = ()
    unsure: bool = False


class Knowing(Detector):
    """A detector that knows the verdict on every text, and takes any other for a good one."""

    def __init__(self, cases: Sequence[Case], name: str = "knowing") -> None:
        super().__init__(replace(load_model(None), name=name), THRESHOLD)
        self._cases = {case.article.text: case for case in cases}

    def score_many(self, articles: Iterable[str | Article], *, jobs: int = 1) -> Iterator[Verdict]:  # noqa: ARG002
        """Return what is known."""
        for article in articles:
            yield _verdict(self._cases.get(str(article), UNKNOWN))


def _verdict(case: Case) -> Verdict:
    low = Label.LOW if case.quality < THRESHOLD else Label.GOOD
    reasons = (Contribution(feature=f"of {case.article.id}", contribution=-1.5),)
    return Verdict(
        model="knowing",
        quality=case.quality,
        logit=0.0,
        label=Label.UNSURE if case.unsure else low,
        kind=None,
        traits=dict.fromkeys(case.traits, 1),
        reasons=reasons,
        contributions=reasons,
        spans=(),
    )


def case(number: int, kind: str, quality: float, group: str = "", **known: object) -> Case:
    """Return a case of the name `number`; each is of a group of its own unless told otherwise."""
    traits, unsure = known.pop("traits", ()), known.pop("unsure", False)
    text = str(known.pop("text", f"Article {number} on the harbour."))
    fields = {"source": "made", "family": "made", "id": f"id{number}", **known}
    article = Labelled(text=text, kind=kind, group=group or f"site{number}", **fields)  # type: ignore[arg-type]
    return Case(article=article, quality=quality, traits=traits, unsure=bool(unsure))  # type: ignore[arg-type]


def cases(groups: int, each: int = 4, *, seed: int = 1) -> list[Case]:
    """Return random cases, half of them good; articles of one group have about one quality."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(groups * each):
        if number % each == 0:
            site = random.normal()
        kind = ("good", "filler")[number % 2]
        logit = (1.0 if kind == "good" else -1.0) + site + random.normal() / 2
        source = ("north", "south")[number % 3 % 2]
        traits = ("comment_tail",) if number % 7 == 0 else ()
        quality = 1 / (1 + float(np.exp(-logit)))
        group = f"site{number // each}"
        found.append(case(number, kind, quality, group, source=source, traits=traits))
    return found


def judged(known: Sequence[Case]) -> Judged:
    """Judge cases."""
    articles = [each.article for each in known]
    return judge(articles, Knowing(known), jobs=1, seen=lambda _: None)


def shifted(known: Sequence[Case], noise: float) -> list[Case]:
    """Return the cases with other qualities, as a worse model would have them."""
    random = np.random.default_rng(2)
    odds = [np.log(each.quality / (1 - each.quality)) + noise * random.normal() for each in known]
    return [
        replace(each, quality=float(1 / (1 + np.exp(-logit))))
        for each, logit in zip(known, odds, strict=True)
    ]


UNKNOWN = case(0, "good", 1.0)
