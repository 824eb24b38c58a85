"""How well the lines of a page are told apart, beside the peers: `python -m benchmarks.lines`."""
