"""Readers as they might have been: one that does not know a page's shape yet, one that a page of that shape kills."""

import os
import signal

from headwater.model import Page, PageReading, Publishers
from headwater.model.errors import NoArticleError
from headwater.reading import read_page

NEW_SHAPE = b"comet"


def read(page: Page, publishers: Publishers) -> PageReading:
    """Read a page, unless it is of the new shape."""
    if NEW_SHAPE in page.content:
        raise NoArticleError(page.name, "no article was found on it", "see whether it holds one")
    return read_page(page, publishers)


def read_or_die(page: Page, publishers: Publishers) -> PageReading:
    """Read a page, unless it is of the new shape."""
    if NEW_SHAPE in page.content:
        os.kill(os.getpid(), signal.SIGSEGV)
    return read_page(page, publishers)
