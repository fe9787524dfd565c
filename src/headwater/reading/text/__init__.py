"""Plain-text pages: an aggregator's page, a category archive, or a single article."""

from headwater.reading.text.reader import read_text

__all__ = ["read_text"]
