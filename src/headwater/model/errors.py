"""The one tree of errors that Headwater raises on purpose.

Each message says what was tried, on what, and what the reader of it can do.
"""

import traceback

from headwater.model.words import FetchFault


class HeadwaterError(Exception):
    """The root: catch this to catch everything that Headwater raises on purpose."""


class InvalidRecordError(HeadwaterError, ValueError):
    """A record was built from values that contradict each other."""


class UnreadableError(HeadwaterError):
    """An input that can't be read. It goes to quarantine with this reason; the rest goes on.

    `what` is the input's name, `reason` says what is wrong and where, `advice` what a person can do.
    """

    stage = "reading"

    def __init__(self, what: str, reason: str, advice: str = "") -> None:
        self.what, self.reason, self.advice = what, reason, advice
        super().__init__(f"{what}: {reason}" + (f" ({advice})" if advice else ""))


class IntakeError(UnreadableError):
    """The input could not even become a page: empty, too large, damaged, refused."""

    stage = "intake"


class FetchError(IntakeError):
    """An address could not be fetched; `cause` says why as a word. An answer of 4xx or 5xx is none of these.

    `what` is the address with its secrets masked.
    """

    def __init__(self, cause: FetchFault, what: str, reason: str, advice: str = "") -> None:
        self.cause = cause
        super().__init__(what, reason, advice)


class DecodingError(UnreadableError):
    """The page's bytes are not text in any encoding that it declares."""


class NoArticleError(UnreadableError):
    """The page was read, and no article was found on it."""


class PoisonPageError(UnreadableError):
    """Reading the page hung, took more than its reader may, or killed it, `tries` times: it is read no more."""

    stage = "isolated reading"

    def __init__(self, what: str, reason: str, advice: str = "", *, tries: int = 1) -> None:
        self.tries = tries
        super().__init__(what, reason, advice)


class ReaderStartError(HeadwaterError):
    """The process that reads pages can't be started: no fault of any page."""


class StoreError(HeadwaterError):
    """The store can't do what was asked: a locked or damaged file, a newer schema."""


class NotFoundError(HeadwaterError, LookupError):
    """Nothing is stored under this id."""


class DroppedPageError(NotFoundError):
    """A page's bytes were let go of, as whoever runs this asked for; what was read from them is kept."""


class QueryError(HeadwaterError, ValueError):
    """A search that can't be answered as it was asked: its cursor is none of ours, its limit no number of stories."""


class QueryTooLongError(QueryError):
    """What is searched for is longer than anybody types: `length` and `most` are in bytes of UTF-8."""

    def __init__(self, length: int, most: int) -> None:
        self.length, self.most = length, most
        super().__init__(f"the query is {length:,} bytes long, more than {most:,}: search for fewer words")


class PublishersFileError(HeadwaterError):
    """A file of publishers has an entry that can't be used; names the file, the entry and the field."""


def told_fault(error: Exception) -> str:
    """An error that nobody foresaw, with the line that raised it: "KeyError in cards.py:30: 'name'"."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    file = place.filename.rpartition("/")[2]
    return f"{type(error).__name__} in {file}:{place.lineno}: {error}"[:500]
