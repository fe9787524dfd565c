"""Feeds: RSS, RDF, Atom and JSON Feed, well formed or not, as listed articles."""

from headwater.reading.feeds.reader import read_feed

__all__ = ["read_feed"]
