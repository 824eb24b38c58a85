"""Learns from the labels of a review: a model that is better on one crawl, and likely mistakes."""
