"""Frozen records, ids and errors: the words that every room speaks. Imports nothing of ours."""

from headwater.model.address import address_key
from headwater.model.article import Article, Credit, Link, Picture
from headwater.model.comparison import Branch, Comparison, Edge, Family, Origin, Passage
from headwater.model.difference import (
    Change,
    ChangeKind,
    ChangeTopic,
    Detail,
    Difference,
    MissedCorrection,
    WordChange,
)
from headwater.model.evidence import Evidence, Span, Trace
from headwater.model.moment import Moment
from headwater.model.page import FetchedBasis, Page, PageReading
from headwater.model.publisher import Ownership, Publisher, PublisherKind, Publishers
from headwater.model.revision import FactChange, Revision, RevisionChange, RevisionKind
from headwater.model.source import (
    Delivery,
    FeedItem,
    Fetch,
    FetchOutcome,
    LeasedSource,
    PageVisit,
    PauseReason,
    Source,
    SourceKind,
    SourceState,
    Subscription,
    SubscriptionState,
)
from headwater.model.story import NearStory, Placement
from headwater.model.words import ArticleKind, CreditBasis, MomentBasis, OriginSide, PageKind, Relation

__all__ = [
    "Article",
    "ArticleKind",
    "Branch",
    "Change",
    "ChangeKind",
    "ChangeTopic",
    "Comparison",
    "Credit",
    "CreditBasis",
    "Delivery",
    "Detail",
    "Difference",
    "Edge",
    "Evidence",
    "FactChange",
    "Family",
    "FeedItem",
    "Fetch",
    "FetchOutcome",
    "FetchedBasis",
    "LeasedSource",
    "Link",
    "MissedCorrection",
    "Moment",
    "MomentBasis",
    "NearStory",
    "Origin",
    "OriginSide",
    "Ownership",
    "Page",
    "PageKind",
    "PageReading",
    "PageVisit",
    "Passage",
    "PauseReason",
    "Picture",
    "Placement",
    "Publisher",
    "PublisherKind",
    "Publishers",
    "Relation",
    "Revision",
    "RevisionChange",
    "RevisionKind",
    "Source",
    "SourceKind",
    "SourceState",
    "Span",
    "Subscription",
    "SubscriptionState",
    "Trace",
    "WordChange",
    "address_key",
]
