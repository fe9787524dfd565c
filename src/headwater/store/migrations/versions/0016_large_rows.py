"""Tables of large rows lie beside an index of their keys, where their rows were the index.

SQLite keeps whole rows in the inner pages of a table without row numbers: of rows of 5 kB four fill a page, and to find
one, eight others were read on the way. PostgreSQL never kept them so.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

# With the columns in their order from now on: what is read most often before what is large.
_TABLES = {
    "differences": [
        *(
            "article",
            "source",
            "version",
            "told",
            "sentences",
            "dropped",
            "headline",
            "figures",
            "attribution",
        ),
        *("lacks_correction", "still_says", "missed", "record"),
    ],
    "stories": ["id", "latest", "card"],
    "outlines": ["story", "version", "record"],
}
_WITHOUT = " WITHOUT ROWID"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in _TABLES.items():
            _rebuild(table, columns, "")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in _TABLES.items():
            _rebuild(table, columns, _WITHOUT)


def _rebuild(table: str, columns: list[str], ending: str) -> None:
    """Write a table anew, in the order of its key, with its columns as they are declared and its indexes."""
    connection = op.get_bind()
    found = connection.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"),
        {"table": table},
    ).all()
    (declared,) = (row.sql for row in found if row.type == "table")
    parts = dict(_parts(declared))
    body = ", ".join([*(parts.pop(column) for column in columns), *parts.values()])
    names = ", ".join(columns)
    op.execute(f"CREATE TABLE {table}_anew ({body}){ending}")
    # Names of ours alone.
    op.execute(f"INSERT INTO {table}_anew ({names}) SELECT {names} FROM {table} ORDER BY {columns[0]}")  # noqa: S608
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for row in found:
        if row.type == "index":
            op.execute(row.sql)


def _parts(declared: str) -> list[tuple[str, str]]:
    """The name and the declaration of each column and constraint of a table, which no comma divides."""
    body = declared[declared.index("(") + 1 : declared.rindex(")")]
    each = [" ".join(part.split()) for part in re.split(r",(?![^(]*\))", body)]
    return [(part.split()[0].strip('"'), part) for part in each]
