"""Learns which lines of a page are the article."""
