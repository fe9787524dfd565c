"""Rows that take the place of others: `upsert(table).on_conflict_do_update(…)`, on SQLite and PostgreSQL alike.

SQLite took its ON CONFLICT clause from PostgreSQL, and SQLAlchemy has the same construct for both. SQLite's is used:
to import PostgreSQL's takes as long as a whole command on a small library. What PostgreSQL's compiler wants to know
besides, whether a constraint is named, is said here.
"""

from typing import Any

from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.dialects.sqlite.dml import OnConflictClause, OnConflictDoNothing, OnConflictDoUpdate
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

__all__ = ["Insert", "upsert"]


@compiles(OnConflictDoNothing, "postgresql")
@compiles(OnConflictDoUpdate, "postgresql")
def _named_by_columns(clause: OnConflictClause, compiler: SQLCompiler, **options: Any) -> str:
    setattr(clause, "constraint_target", None)  # noqa: B010  # an attribute that only PostgreSQL's construct declares
    visit = getattr(compiler, f"visit_{clause.__visit_name__}")
    written: str = visit(clause, **options)
    return written
