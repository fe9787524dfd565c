"""A feed glanced at: whether it says anything else than before, for a tenth of what reading it takes.

Feeds are made anew each minute to say the same: with another time of building, in another order of fields.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

import msgspec

from headwater.model import Evidence, MomentBasis, Page, Publishers
from headwater.model.errors import NoArticleError
from headwater.reading.decoding import decode, sniff
from headwater.reading.feeds.reader import parsed_feed
from headwater.reading.markup.dates import read_machine_time


@dataclass(frozen=True, slots=True)
class FeedGlance:
    """How many entries a feed has, a digest of all that it says of itself and of them, and their times (aware).

    Two feeds of one digest at one address are read as the same articles.
    """

    entries: int
    digest: str
    published: tuple[datetime, ...] = ()


def glance_at(page: Page, publishers: Publishers) -> FeedGlance:
    """What a feed lists, without what its entries' HTML comes to.

    Raises UnreadableError as reading it does, and NoArticleError for what is no feed. `publishers` are those that
    reading would ask; here nothing depends on them.
    """
    del publishers
    text = decode(page)
    if sniff(page, text) != "feed":
        raise NoArticleError(page.name, "it is no feed", "read it as the page that it is")
    feed = parsed_feed(text, page)
    times = (_time(entry.published or entry.updated) for entry in feed.entries)
    # Addresses of pictures are often signed anew each time, and are no part of what an article says.
    said = replace(feed, entries=tuple(replace(entry, pictures=()) for entry in feed.entries))
    digest = sha256(msgspec.json.encode(said)).hexdigest()
    return FeedGlance(len(feed.entries), digest, tuple(time for time in times if time))


def _time(value: str | None) -> datetime | None:
    if not value:
        return None
    moment = read_machine_time(value, MomentBasis.FEED, Evidence("feed-time", "the entry's own", value))
    return moment.best if moment else None
