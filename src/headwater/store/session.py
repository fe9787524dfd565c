"""One transaction and the parts of the library seen through it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from headwater.store.archive import Archive
from headwater.store.archive_files import ArchiveFiles
from headwater.store.articles import Articles
from headwater.store.cards import Cards
from headwater.store.correction_pages import Corrections
from headwater.store.differences import Differences
from headwater.store.exchanges import Exchanges
from headwater.store.families import Families
from headwater.store.feed_items import FeedItems
from headwater.store.network import Networks
from headwater.store.outlines import Outlines
from headwater.store.page_visits import PageVisits
from headwater.store.pages import Pages
from headwater.store.passages import Passages
from headwater.store.quarantine import Quarantine
from headwater.store.retention import Retention
from headwater.store.revisions import Revisions
from headwater.store.search.indexing import SearchIndexing
from headwater.store.search.search import Search
from headwater.store.shelves import Shelves
from headwater.store.shelving import Shelving
from headwater.store.snapshot import Snapshot
from headwater.store.source_articles import SourceArticles
from headwater.store.sources import Sources
from headwater.store.stories import Stories
from headwater.store.subscriptions import Subscriptions
from headwater.store.takings import Takings
from headwater.store.traces import Traces


class Session:
    """What is read and written through a session is one state of the library, and is committed as one.

    `generation` counts the transactions that wrote of articles, this one included; None where it does not.
    """

    def __init__(self, connection: Connection, archive: Archive, generation: int | None = None) -> None:
        self.connection, self.generation, self.is_committed = connection, generation, False
        self.pages = Pages(connection, archive)
        self.articles = Articles(connection)
        self.passages = Passages(connection)
        self.families = Families(connection)
        self.differences = Differences(connection)
        self.corrections = Corrections(connection)
        self.networks = Networks(connection)
        self.exchanges = Exchanges(connection)
        self.takings = Takings(connection)
        self.stories = Stories(connection)
        self.cards = Cards(connection)
        self.outlines = Outlines(connection)
        self.shelves = Shelves(connection)
        self.shelving = Shelving(connection)
        self.searchable = SearchIndexing(connection)
        self.search = Search(connection)
        self.traces = Traces(connection)
        self.quarantine = Quarantine(connection)
        self.archive_files = ArchiveFiles(connection)
        self.revisions = Revisions(connection)
        self.sources = Sources(connection)
        self.items = FeedItems(connection)
        self.source_articles = SourceArticles(connection)
        self.visits = PageVisits(connection)
        self.subscriptions = Subscriptions(connection)
        self.snapshot = Snapshot(connection, archive)
        self.retention = Retention(connection, archive)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the transaction that is undone when it raises, leaving what came before."""
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            self.passages.forget_asked()
            raise

    def follows(self, earlier: "Session") -> bool:
        """Whether nobody has written of articles since that one was committed: what it knew of them is true still."""
        if self.generation is None or earlier.generation is None:
            return False
        return earlier.is_committed and self.generation == earlier.generation + 1
