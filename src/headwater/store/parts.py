"""The two parts of a place: the library of what was found, and what people do, kept apart from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """How a part is told from the other: its file, its locks, and what its tables' names begin with.

    In a data folder each is a file with locks of its own, so that a long transaction of one never makes the other wait;
    in a PostgreSQL database they are tables beside each other, written under advisory locks of their own.
    """

    file: str
    lock: str
    queue: str
    prefix: str
    versions: str
    """The table that names its last migration."""
    key: int
    """The first half of PostgreSQL's advisory lock; the second names the schema that the tables lie in."""


LIBRARY = Part(
    "library.db", "writer.lock", "writer.queue", "", "alembic_version", 0x68656164
)  # "head" in ASCII
PEOPLE = Part("people.db", "people.lock", "people.queue", "people_", "people_version", 0x68657265)  # "here"
