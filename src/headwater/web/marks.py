"""What a person did with the articles that a list shows: its buttons say so."""

from collections.abc import Iterable

from headwater.model.people import ME, Marks
from headwater.web.answering import Reader


async def marks_of(reader: Reader, articles: Iterable[str]) -> dict[str, Marks]:
    """The marks of each article by its id; empty where nobody can mark anything."""
    return await reader.ask(marks_in, reader, tuple(articles))


def marks_in(reader: Reader, articles: Iterable[str]) -> dict[str, Marks]:
    """The same, for who is in a thread already."""
    return {} if reader.people is None else reader.people.marks(ME, articles)
