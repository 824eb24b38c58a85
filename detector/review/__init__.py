"""The store of a queue of articles to label, and of what people said of them.

One SQLite file, or a PostgreSQL database that a team shares; both through SQLAlchemy, which the
extra `serve` brings.
"""
