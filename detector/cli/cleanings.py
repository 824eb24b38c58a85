"""Count what was cut out of the articles."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detector.cli.tally import Tally, counted, listed

if TYPE_CHECKING:
    from detector.lines.cleaned import Cleaned


@dataclass(slots=True, kw_only=True)
class Cleanings:
    """What was found so far; `left_in` if it is only marked.

    `words` and `cut` weigh each article's share by its length, in runs of characters that are no
    white space: near enough to the words of the lexer for a sum that is told in percent.
    """

    tally: Tally
    left_in: bool = False
    changed: int = 0
    emptied: int = 0
    words: int = 0
    cut: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, cleaned: "Cleaned") -> None:
        """Count one article, by its text before it was cleaned."""
        self.tally.judged += 1
        self.changed += bool(cleaned.residue)
        self.emptied += bool(text.strip()) and not cleaned.text.strip()
        words = len(text.split())
        self.words += words
        self.cut += cleaned.share * words
        self.kinds.update(str(each.kind) for each in cleaned.residue)

    @property
    def read(self) -> int:
        """Number of records that went in."""
        return self.tally.read

    def check(self) -> None:
        """Raise RuntimeError if not every record that went in has come out."""
        self.tally.check()

    def state(self) -> dict[str, Any]:
        """Return the counts as JSON has them."""
        own = {name: getattr(self, name) for name in ("changed", "emptied", "words", "cut")}
        return {**own, "residue": dict(self.kinds), **self.tally.state()}

    def go_on(self, state: Mapping[str, Any]) -> None:
        """Take what an earlier run has counted for the beginning."""
        self.tally.go_on(state)
        self.changed, self.emptied = state["changed"], state["emptied"]
        self.words, self.cut = state["words"], state["cut"]
        self.kinds = Counter(state["residue"])

    def found(self) -> str:
        """Return what stands in the counter while articles are read."""
        return f"{self.changed:,} with residue"

    def summary(self) -> str:
        """Return the counts as a person reads them."""
        share = self.cut / self.words if self.words else 0.0
        done = "of the words are residue" if self.left_in else "of the words cut"
        pieces = counted(self.kinds.total(), "piece")
        kinds = f" ({pieces}: {listed(self.kinds)})" if self.kinds else ""
        parts = [f"{self.changed:,} with residue, {share:.1%} {done}{kinds}"]
        if self.emptied:
            parts.append(f"{self.emptied:,} with nothing else")
        return f"{self.tally.summary('cleaned')}; {'; '.join(parts)}"
