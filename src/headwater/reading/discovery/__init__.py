"""A fetched page → what it is as a source, and which sources it names. Pure: nothing is fetched here.

page ─► look_at ─┬─ feed, sitemap, list of subscriptions
                 └─ HTML ─► advertised ─► linked ─► by address shape ─► usual places
candidate + its page ─► weigh ─► ranked
"""

from headwater.reading.discovery.advertised import by_address_shape, usual_places
from headwater.reading.discovery.looking import is_listing, linked_articles, look_at
from headwater.reading.discovery.opml import (
    MAX_OPML_BYTES,
    BadOutline,
    Outline,
    Subscriptions,
    read_opml,
    write_opml,
)
from headwater.reading.discovery.records import (
    Candidate,
    Linked,
    LinkedArticle,
    Naming,
    PageNature,
    Sighting,
    SitemapPart,
)
from headwater.reading.discovery.sitemaps import parts_worth_reading
from headwater.reading.discovery.summaries import TELLING_ENTRIES, gives_summaries
from headwater.reading.discovery.weighing import Preview, Weighed, covers, name_of, ranked, weigh

__all__ = [
    "MAX_OPML_BYTES",
    "TELLING_ENTRIES",
    "BadOutline",
    "Candidate",
    "Linked",
    "LinkedArticle",
    "Naming",
    "Outline",
    "PageNature",
    "Preview",
    "Sighting",
    "SitemapPart",
    "Subscriptions",
    "Weighed",
    "by_address_shape",
    "covers",
    "gives_summaries",
    "is_listing",
    "linked_articles",
    "look_at",
    "name_of",
    "parts_worth_reading",
    "ranked",
    "read_opml",
    "usual_places",
    "weigh",
    "write_opml",
]
