"""Feeds: RSS, RDF, Atom and JSON Feed, well formed or not, as listed articles."""

from headwater.reading.feeds.glance import FeedGlance, glance_at
from headwater.reading.feeds.reader import read_feed

__all__ = ["FeedGlance", "glance_at", "read_feed"]
