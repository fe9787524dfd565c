"""The names and versions of the stages, and what becomes of a page on which one breaks."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from headwater.model import Page, PageReading
from headwater.model.errors import HeadwaterError, UnreadableError, told_fault
from headwater.reading import READER_VERSION
from headwater.store import FAULTS

READING, COPIES, STORIES, OUTLINES = "reading", "copies", "stories", "outlines"

# Raised when a stage decides differently; what it derived before is then derived again from the archive.
VERSIONS = {READING: READER_VERSION, COPIES: 2, STORIES: 1, OUTLINES: 1}

_log = logging.getLogger(__name__)


class BrokenStageError(UnreadableError):
    """A stage raised what nobody foresaw: a fault of ours, kept from taking other pages with it."""

    def __init__(self, stage: str, what: str, reason: str) -> None:
        self.stage = stage
        super().__init__(what, reason, "this is a fault in headwater: please report it with the page")


# Some 160,000 words, as a long novel has. Two texts of this length take up to five seconds to compare, whatever is in
# them, and 0.2 GB, and longer ones more: measured with single words as sentences, refrains and numbers (docs/bulk.md).
MAX_ARTICLE_CHARACTERS = 1_000_000


def check_lengths(page: Page, reading: PageReading) -> None:
    """Refuse a page with an article whose text no later stage can go through in time. Raises UnreadableError."""
    longest = max((len(article.text) for article in reading.articles), default=0)
    if longest > MAX_ARTICLE_CHARACTERS:
        raise UnreadableError(
            page.name,
            f"an article on it has {longest:,} characters, more than the limit of {MAX_ARTICLE_CHARACTERS:,}",
            "the page is kept in the archive; import its parts one by one",
        )


@contextmanager
def guarded(stage: str, what: str) -> Iterator[None]:
    """Run a stage on `what`; what it raises unforeseen is logged and becomes BrokenStageError.

    What the disk or the database raises passes: it is no fault of the page.
    """
    try:
        yield
    except (HeadwaterError, *FAULTS):
        raise
    except Exception as error:
        _log.exception("%s: the stage %s broke", what, stage)
        raise BrokenStageError(stage, what, told_fault(error)) from error
