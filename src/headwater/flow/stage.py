"""The names and versions of the stages, and what becomes of a page on which one breaks."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headwater.model.errors import HeadwaterError, UnreadableError
from headwater.reading import READER_VERSION
from headwater.store import FAULTS

READING, COPIES, STORIES = "reading", "copies", "stories"

# Raised when a stage decides differently; what it derived before is then derived again from the archive.
VERSIONS = {READING: READER_VERSION, COPIES: 1, STORIES: 1}

_log = logging.getLogger(__name__)


class BrokenStageError(UnreadableError):
    """A stage raised what nobody foresaw: a fault of ours, kept from taking other pages with it."""

    def __init__(self, stage: str, what: str, error: Exception) -> None:
        self.stage = stage
        place = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}: {error}"
        super().__init__(what, reason[:500], "this is a fault in headwater: please report it with the page")


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
        raise BrokenStageError(stage, what, error) from error
