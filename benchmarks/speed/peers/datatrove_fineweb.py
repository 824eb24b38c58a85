"""datatrove: the rules of FineWeb, with its own reader, writer and executor.

An article that one rule throws out does not reach the next, and only what is kept is written.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from datatrove.executor.local import LocalPipelineExecutor
from datatrove.pipeline.filters import (
    C4QualityFilter,
    FineWebQualityFilter,
    GopherQualityFilter,
    GopherRepetitionFilter,
)
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers.jsonl import JsonlWriter


def main(given: str, written: str) -> None:
    """Filter a file into a file."""
    source = Path(given)
    with tempfile.TemporaryDirectory(dir=Path(written).parent) as folder:
        LocalPipelineExecutor(
            pipeline=[
                JsonlReader(str(source.parent), glob_pattern=source.name),
                GopherRepetitionFilter(),
                GopherQualityFilter(),
                C4QualityFilter(filter_no_terminal_punct=False),
                FineWebQualityFilter(),
                JsonlWriter(folder, output_filename="kept.jsonl", compression=None),
            ],
            tasks=1,
            logging_dir=f"{folder}/logs",
        ).run()
        kept = Path(folder, "kept.jsonl")
        kept.touch()  # there is no file where nothing was kept
        shutil.move(kept, written)


if __name__ == "__main__":
    main(*sys.argv[1:])
