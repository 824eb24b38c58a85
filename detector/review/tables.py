"""What a store holds."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA = 1
METADATA = MetaData()

# Facts about the store itself, such as its schema and its seed.
FACTS = Table(
    "facts",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# The queue. `digest` is of the text, which stands there once. An article with a `twin` is nearly
# the same as that one, and never asked. The least `place` is asked first; `drawn` are those of the
# random tenth, `seconded` those of which two people are asked.
ARTICLES = Table(
    "articles",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("id", Text),
    Column("url", Text),
    Column("host", Text),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("quality", Float, nullable=False),
    Column("label", String(12), nullable=False),
    Column("kind", String(12)),
    Column("drawn", Boolean, nullable=False),
    Column("seconded", Boolean, nullable=False),
    Column("twin", Integer, ForeignKey("articles.number")),
    Column("place", Float, nullable=False),
    Column("reason", String(12), nullable=False),
    Index("queue", "drawn", "place"),
)

# What was said: `label` is null where an article was skipped, `at` in seconds since 1970.
ANSWERS = Table(
    "answers",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("articles.number"), nullable=False),
    Column("person", String(60), nullable=False),
    Column("label", String(12)),
    Column("seconds", Float, nullable=False),
    Column("at", Float, nullable=False),
    UniqueConstraint("article", "person"),
    Index("of_person", "person", "number"),
)

# Who looks at which article now, and until when nobody else is shown it.
LEASES = Table(
    "leases",
    METADATA,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True),
    Column("person", String(60), nullable=False, unique=True),
    Column("until", Float, nullable=False),
)

# Models that were trained from the labels: `kept` is null until a person has decided.
PROPOSALS = Table(
    "proposals",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("folder", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("kept", Boolean),
)
