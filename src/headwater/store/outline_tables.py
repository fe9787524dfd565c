"""The tables of what story pages say."""

from sqlalchemy import JSON, Column, Integer, Table

from headwater.store.columns import String
from headwater.store.schema import metadata

outlines = Table(  # derived of a story's articles; a story without one, or with an older version's, waits for its turn
    "outlines",
    metadata,
    Column("story", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("record", JSON, nullable=False),  # model.outline.Outline
)
