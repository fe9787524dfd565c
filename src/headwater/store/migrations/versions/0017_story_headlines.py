"""What lists of articles say of a story stands beside its card, which took longer to read than all the rest of a row.

In SQLite it stands before the card, so that the table is written anew: SQLite reads all of a row that stands before
what is asked for. Cards always name both.
"""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String, Text

revision = "0017"
down_revision = "0016"

_Told = tuple[sa.Column[str] | sa.Column[int], ...]


def upgrade() -> None:
    told: _Told = (
        sa.Column("headline", Text(), nullable=False, server_default=""),
        sa.Column("articles", sa.Integer(), nullable=False, server_default="0"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _write_anew(
            told,
            "INSERT INTO stories_anew (id, latest, headline, articles, card) "
            "SELECT id, latest, json_extract(card, '$.headline'), json_extract(card, '$.articles'), card "
            "FROM stories ORDER BY id",
        )
    else:
        for column in told:
            op.add_column("stories", column)
        op.execute(
            "UPDATE stories SET headline = card ->> 'headline', articles = (card ->> 'articles')::integer"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _write_anew(
            (), "INSERT INTO stories_anew (id, latest, card) SELECT id, latest, card FROM stories ORDER BY id"
        )
    else:
        op.drop_column("stories", "articles")
        op.drop_column("stories", "headline")


def _write_anew(told: _Told, filled: str) -> None:
    op.create_table(
        "stories_anew",
        sa.Column("id", String(), primary_key=True),
        sa.Column("latest", String(), nullable=False),
        *told,
        sa.Column("card", sa.JSON(), nullable=False),
    )
    op.execute(filled)
    op.drop_table("stories")
    op.rename_table("stories_anew", "stories")
    op.create_index("stories_by_latest", "stories", ["latest", "id"])
