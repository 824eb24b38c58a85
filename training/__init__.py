"""Learning: from labelled articles to a model folder. Imports `detector`, never the reverse."""
