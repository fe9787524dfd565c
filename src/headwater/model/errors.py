"""The one tree of errors that Headwater raises on purpose.

Each message says what was tried, on what, and what the reader of it can do.
"""

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


class StoreError(HeadwaterError):
    """The store can't do what was asked: a locked or damaged file, a newer schema."""


class NotFoundError(HeadwaterError, LookupError):
    """Nothing is stored under this id."""


class PublishersFileError(HeadwaterError):
    """A file of publishers has an entry that can't be used; names the file, the entry and the field."""
