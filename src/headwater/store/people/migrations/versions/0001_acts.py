"""Acts and what follows from them, what is kept of articles, and sign-in."""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "people_acts",
        sa.Column("id", String(), primary_key=True),
        sa.Column("person", String(), nullable=False),
        sa.Column("kind", String(), nullable=False),
        sa.Column("subject_kind", String(), nullable=False),
        sa.Column("subject", Text(), nullable=False),
        sa.Column("value", sa.JSON()),
        sa.Column("made_at", String(), nullable=False),
        sa.Column("received_at", String(), nullable=False),
        sa.Column("digest", String(), nullable=False),
    )
    op.create_table(
        "people_state",
        sa.Column("subject_kind", String(), nullable=False),
        sa.Column("subject", Text(), nullable=False),
        sa.Column("person", String(), nullable=False),
        sa.Column("aspect", String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("value", sa.JSON()),
        sa.Column("article", Text()),
        sa.Column("kept", String()),
        sa.Column("at", String(), nullable=False),
        sa.Column("act", String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject_kind", "subject", "person", "aspect"),
        sqlite_with_rowid=False,
    )
    listed = ["person", "aspect", "is_on", "at", "subject"]
    op.create_index("people_state_list", "people_state", listed)
    op.create_index("people_state_article", "people_state", ["article", "person"])
    op.create_table(
        "people_kept",
        sa.Column("article", Text(), nullable=False),
        sa.Column("digest", String(), nullable=False),
        sa.Column("kept_at", String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("article", "digest"),
    )
    op.create_table(
        "people_passwords",
        sa.Column("person", String(), primary_key=True),
        sa.Column("hash", Text(), nullable=False),
        sa.Column("set_at", String(), nullable=False),
    )
    op.create_table(
        "people_sessions",
        sa.Column("token", String(), primary_key=True),
        sa.Column("person", String(), nullable=False),
        sa.Column("made_at", String(), nullable=False),
        sa.Column("used_at", String(), nullable=False),
        sa.Column("expires_at", String(), nullable=False),
    )
    op.create_index("ix_people_sessions_person", "people_sessions", ["person"])


def downgrade() -> None:
    for name in ("people_sessions", "people_passwords", "people_kept", "people_state", "people_acts"):
        op.drop_table(name)
