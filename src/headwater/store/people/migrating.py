"""Creates the tables of what people do, or brings them up to date. Imports Alembic, so only when that is needed."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from headwater.store.people.schema import HEAD


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Run the missing migrations in the connection's transaction: all of them, or none."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def configuration() -> Config:
    """Alembic's settings, from code: the migrations lie inside the package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
