"""Scored articles to look at: read once, kept as columns, filtered and counted; knows no HTTP."""
