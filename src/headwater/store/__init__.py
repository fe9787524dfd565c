"""All SQL and files: the library of one data folder, its page archive, and what readers ask of it."""

from headwater.store.archive_files import ArchiveFile
from headwater.store.articles import PlacedArticle
from headwater.store.differences import Note, StoredDifference
from headwater.store.families import Taking
from headwater.store.library import FAULTS, Library
from headwater.store.network import Window
from headwater.store.opening import open_library
from headwater.store.pages import StoredPage
from headwater.store.revisions import Sighting
from headwater.store.session import Session

__all__ = [
    "FAULTS",
    "ArchiveFile",
    "Library",
    "Note",
    "PlacedArticle",
    "Session",
    "Sighting",
    "StoredDifference",
    "StoredPage",
    "Taking",
    "Window",
    "open_library",
]
