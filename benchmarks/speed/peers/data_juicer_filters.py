"""data-juicer: its filters of text that need no download, on batches as its pipeline calls them.

The filters of stop words and flagged words are left out, since they fetch their lists when they
are made. All filters see all articles, as with the statistics that it exports.
"""

import sys
from collections.abc import Iterable, Sequence

from data_juicer.ops.filter.alphanumeric_filter import AlphanumericFilter
from data_juicer.ops.filter.average_line_length_filter import AverageLineLengthFilter
from data_juicer.ops.filter.character_repetition_filter import CharacterRepetitionFilter
from data_juicer.ops.filter.maximum_line_length_filter import MaximumLineLengthFilter
from data_juicer.ops.filter.special_characters_filter import SpecialCharactersFilter
from data_juicer.ops.filter.text_length_filter import TextLengthFilter
from data_juicer.ops.filter.word_repetition_filter import WordRepetitionFilter
from data_juicer.ops.filter.words_num_filter import WordsNumFilter
from data_juicer.utils.constant import Fields

from benchmarks.speed.peers.records import rewrite

FILTERS = (
    AlphanumericFilter(tokenization=False),
    AverageLineLengthFilter(),
    CharacterRepetitionFilter(),
    MaximumLineLengthFilter(),
    SpecialCharactersFilter(),
    TextLengthFilter(),
    WordRepetitionFilter(),
    WordsNumFilter(),
)


def decide(texts: Sequence[str]) -> Iterable[bool]:
    """Return whether each text passes all filters."""
    samples = {"text": list(texts), Fields.stats: [{} for _ in texts]}
    kept = [True] * len(texts)
    for each in FILTERS:
        samples = each.compute_stats_batched(samples)
        passed = each.process_batched(samples)
        kept = [before and bool(now) for before, now in zip(kept, passed, strict=True)]
    return kept


if __name__ == "__main__":
    rewrite(decide, *sys.argv[1:])
