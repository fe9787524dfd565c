"""How much of what each source brought lately was not read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from headwater.model import Source
from headwater.model.people import ME
from headwater.store import Session
from headwater.web.answering import Reader

# What is older is left out, as a paper of last month is: nobody means to read all that ever came.
UNREAD_DAYS = 30
# Of one source or folder that are marked at once: some seconds of writing.
_MOST_MARKED = 5_000


def unread_of_sources(reader: Reader) -> dict[str, int]:
    """Source → its articles of the last `UNREAD_DAYS` days that were not read, where there are any.

    Empty where nobody can mark anything as read.
    """
    if reader.people is None:
        return {}
    since = reader.clock() - timedelta(days=UNREAD_DAYS)
    was_read = reader.people.read_since(ME, since)  # none was read before it came
    with reader.library.read() as session:
        brought = session.source_articles.new_since(since)
        done = session.source_articles.new_among(was_read, since) if was_read else {}
    left = {source: number - done.get(source, 0) for source, number in brought.items()}
    return {source: number for source, number in left.items() if number > 0}


def unread_articles(reader: Reader, sources: Iterable[str], until: datetime) -> list[str]:
    """What these sources brought in the last `UNREAD_DAYS` days and no later than `until`, and was not read.

    Of very many, a part: the rest is there when it is asked for again.
    """
    if reader.people is None:
        return []
    since = reader.clock() - timedelta(days=UNREAD_DAYS)
    was_read = set(reader.people.read_since(ME, since))
    with reader.library.read() as session:
        brought = session.source_articles.new_of(sources, since, until, _MOST_MARKED + len(was_read))
    return [article for article in brought if article not in was_read][:_MOST_MARKED]


def sources_in(session: Session, folder: str) -> list[Source]:
    """The sources in a folder and in the folders within it; all sources for none."""
    return [
        each for each in session.sources.all() if not folder or f"{each.folder}/".startswith(f"{folder}/")
    ]
