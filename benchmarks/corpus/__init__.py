"""Articles invented for measuring speed: `python -m benchmarks.corpus FILE --articles N`."""
