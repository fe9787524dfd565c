"""The one way out to the web: addresses checked, limits held, hosts treated politely.

async with Fetcher(FetchSettings(contact="https://news.example/about")) as fetcher:
    response = await fetcher.fetch(Request("https://outlet.example/feed.xml", etag=last_etag))
"""

from headwater.intake.net.fetcher import Fetcher
from headwater.intake.net.freshness import Freshness, freshness
from headwater.intake.net.masking import masked
from headwater.intake.net.records import Hop, Request, Response
from headwater.intake.net.settings import FetchSettings, Limits, Pacing
from headwater.model.errors import FetchError
from headwater.model.words import FetchFault

__all__ = [
    "FetchError",
    "FetchFault",
    "FetchSettings",
    "Fetcher",
    "Freshness",
    "Hop",
    "Limits",
    "Pacing",
    "Request",
    "Response",
    "freshness",
    "masked",
]
