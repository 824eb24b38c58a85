"""`python -m detector` is the command line."""

from detector.cli import main

main()
