"""Revisions: what was seen at one address at different times, and what follows from it."""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "versions",
        sa.Column("article", String(), nullable=False),
        sa.Column("digest", String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("article", "digest"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sightings",
        sa.Column("article", String(), nullable=False),
        sa.Column("at", String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", String(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.seq"]),
        sa.PrimaryKeyConstraint("article", "at", "page"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sightings_page", "sightings", ["page"])
    op.create_table(
        "revisions",
        sa.Column("article", String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("first_seen", String(), nullable=False),
        sa.Column("last_seen", String(), nullable=False),
        sa.Column("sightings", sa.Integer(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("change", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("article", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index("revisions_by_silent", "revisions", ["silent", "first_seen"])


def downgrade() -> None:
    for table in ("revisions", "sightings", "versions"):
        op.drop_table(table)
