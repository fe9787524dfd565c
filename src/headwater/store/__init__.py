"""All SQL and files: a library in a folder or a PostgreSQL database, its page archive, and what readers ask of it."""

from headwater.store.archive_files import ArchiveFile
from headwater.store.articles import PlacedArticle
from headwater.store.differences import Note, StoredDifference
from headwater.store.families import Taking
from headwater.store.library import Library
from headwater.store.moving import MovedLibrary, MovedPart, move_library
from headwater.store.network import Window
from headwater.store.opening import has_library, open_library
from headwater.store.pages import StoredPage
from headwater.store.places import Place, place_of
from headwater.store.reporting import FAULTS
from headwater.store.revisions import Sighting
from headwater.store.search.indexing import Searchable
from headwater.store.search.records import SearchOrder, SearchPage
from headwater.store.session import Session
from headwater.store.shelving import Listing
from headwater.store.story_cards import CardFamily, StoryShape

__all__ = [
    "FAULTS",
    "ArchiveFile",
    "CardFamily",
    "Library",
    "Listing",
    "MovedLibrary",
    "MovedPart",
    "Note",
    "Place",
    "PlacedArticle",
    "SearchOrder",
    "SearchPage",
    "Searchable",
    "Session",
    "Sighting",
    "StoredDifference",
    "StoredPage",
    "StoryShape",
    "Taking",
    "Window",
    "has_library",
    "move_library",
    "open_library",
    "place_of",
]
