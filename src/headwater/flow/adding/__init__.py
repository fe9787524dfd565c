"""`headwater add`: from what a person gives to a source that is watched.

text ─► find_sources ─► (the person chooses) ─► sample_pages ─► source_of ─► add_source
     └► a list of subscriptions ─► add_subscriptions
"""

from headwater.flow.adding.asking import Asker, Fetching
from headwater.flow.adding.finding import Asked, Finding, NoSourceError, SourceOptions, source_of
from headwater.flow.adding.sampling import Sampled, sample_pages
from headwater.flow.adding.searching import find_sources
from headwater.flow.adding.taking import (
    AddedList,
    AddedSource,
    add_source,
    add_subscriptions,
    all_sources,
    unusable,
)

__all__ = [
    "AddedList",
    "AddedSource",
    "Asked",
    "Asker",
    "Fetching",
    "Finding",
    "NoSourceError",
    "Sampled",
    "SourceOptions",
    "add_source",
    "add_subscriptions",
    "all_sources",
    "find_sources",
    "sample_pages",
    "source_of",
    "unusable",
]
