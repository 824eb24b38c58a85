"""What the service bears, beside an empty one and beside the command line; see `__main__`."""
