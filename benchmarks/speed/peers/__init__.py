"""One script for each peer: reads articles from a JSONL file and writes what it made of each.

Each runs in an environment of its own, where neither the detector nor NumPy may be: a script
imports its peer, `records`, and the standard library only.
"""
