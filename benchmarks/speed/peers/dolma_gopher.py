"""dolma: the attributes of its Gopher tagger, without its own reading and writing.

When imported, dolma looks for data of NLTK and downloads it. The tagger does not need it: an empty
folder of that name keeps everything offline.
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.speed.peers.records import rewrite


def main(given: str, written: str) -> None:
    """Write the scores of each record."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "tokenizers", "punkt").mkdir(parents=True)
        os.environ["NLTK_DATA"] = folder
        from dolma.core.data_types import Document
        from dolma.taggers.gopher import GopherTagger
    tagger = GopherTagger()

    def decide(texts: Sequence[str]) -> Iterable[dict[str, float]]:
        for text in texts:
            result = tagger.predict(Document(source="", id="", text=text))
            yield {span.type: span.score for span in result.spans}

    rewrite(decide, given, written)


if __name__ == "__main__":
    main(*sys.argv[1:])
