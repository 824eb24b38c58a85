"""Coverage-guided fuzzing of all that reads what strangers wrote; see `docs/reliability.md`.

`python -m tests.fuzzing TARGET --seconds 3600` looks for inputs that break a law, starting from the
inputs that earlier runs found interesting, and keeps the new ones. Every kept input is tried by the
tests, too, which needs no fuzzer.
"""
