"""Headwater: a news reader and provenance engine.

The functions here are the contract that others build on (docs/contracts.md). They are pure; the only thing
they look up by themselves is the built-in directory of publishers, read once, on first use.
"""

from headwater.model import Article, Comparison, Credit, Evidence, Moment, PageReading

__version__ = "0.1.0"

__all__ = ["Article", "Comparison", "Credit", "Evidence", "Moment", "PageReading", "__version__"]
