"""Where the benchmarks read and write."""

from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
RESULTS = CHECKOUT / "benchmarks" / "results"  # tables; git ignores it
CACHE = (
    CHECKOUT / ".cache" / "benchmarks"
)  # environments, corpora; git ignores it, make clean removes it
