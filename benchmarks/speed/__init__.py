"""How fast articles are filtered, beside the peers: `python -m benchmarks.speed`."""
