"""fastText's own classifier: words and pairs of words, as most pipelines filter with it."""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import fasttext

from benchmarks.speed.peers.records import examples, rewrite


def learn(corpus: str, model: str) -> None:
    """Train on the records of a corpus."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "lines.txt")
        lines.write_text(
            "".join(f"__label__{clean} {_line(text)}\n" for text, clean in examples(corpus)),
            "utf-8",
        )
        trained = fasttext.train_supervised(
            str(lines), epoch=5, wordNgrams=2, dim=64, bucket=500_000, thread=1, verbose=0
        )
    trained.save_model(model)


def apply(given: str, written: str, model: str) -> None:
    """Write the first label and its probability for each record."""
    trained = fasttext.load_model(model)

    def decide(texts: Sequence[str]) -> Iterable[list[str | float]]:
        labels, probabilities = trained.predict([_line(text) for text in texts])
        for names, values in zip(labels, probabilities, strict=True):
            yield [names[0], float(values[0])]

    rewrite(decide, given, written)


def _line(text: str) -> str:
    return text.replace("\n", " ")


if __name__ == "__main__":
    if sys.argv[1] == "learn":
        learn(*sys.argv[2:])
    else:
        apply(*sys.argv[2:])
