"""How much of what each source brought lately was not read."""

from datetime import timedelta

from headwater.model.people import ME
from headwater.web.answering import Reader

# What is older is left out, as a paper of last month is: nobody means to read all that ever came.
UNREAD_DAYS = 30


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
