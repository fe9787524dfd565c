"""What people do, and what follows from it: acts as they are sent, marks, highlights, follows and what is kept.

An act is made once, by a client that gives it an id and says when; applied again it changes nothing. What is shown
follows from the acts alone: of those about one thing the one made last counts.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from headwater.model.article import Article
from headwater.model.errors import InvalidRecordError
from headwater.model.evidence import Span
from headwater.model.words import ActKind, ActOutcome, HighlightColour, SubjectKind, TextPart

ME = "me"
"""The one person or household that there is."""

# In characters. Far above what anybody means, far below what would weigh on the database.
_MOST_ID, _MOST_SUBJECT, _MOST_NAME, _MOST_QUERY = 64, 500, 200, 1_000
_MOST_QUOTE, _MOST_AROUND, _MOST_NOTE = 20_000, 500, 20_000

# Of an id: what UUIDs and ULIDs are written with. Shorter ones meet.
_ID_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_LEAST_ID = 16


class InvalidActError(InvalidRecordError):
    """An act that can't be applied, now or later: says what of it is wrong."""


@dataclass(frozen=True, slots=True)
class TextQuote:
    """A passage by its words and what stands around them: the TextQuoteSelector of W3C's Web Annotation model."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        _check("the highlighted text", self.exact, most=_MOST_QUOTE, least=1, is_line=False)
        _check("what stands before the highlighted text", self.prefix, most=_MOST_AROUND, is_line=False)
        _check("what stands behind the highlighted text", self.suffix, most=_MOST_AROUND, is_line=False)

    def find(self, text: str) -> Span | None:
        """Where the passage stands in a text, in characters; None where it does not, word for word.

        Where it stands more than once, the place whose surroundings agree in most characters, the first of equals.
        """
        best, most, start = None, -1, text.find(self.exact)
        while start >= 0:
            end = start + len(self.exact)
            agreeing = _agreeing(self.prefix[::-1], text[max(0, start - _MOST_AROUND) : start][::-1])
            agreeing += _agreeing(self.suffix, text[end : end + _MOST_AROUND])
            if agreeing > most:
                best, most = Span(start, end), agreeing
            start = text.find(self.exact, start + 1)
        return best


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a passage was found: characters `[start, end)` of a part of the article as it was then."""

    part: TextPart
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidActError(f"a highlight can't reach from {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Highlighting:
    """What a highlight is of."""

    article: str
    quote: TextQuote
    place: QuotePlace | None = None
    colour: HighlightColour = HighlightColour.YELLOW
    note: str = ""

    def __post_init__(self) -> None:
        _check("the article", self.article, most=_MOST_SUBJECT, least=1)
        _check("the note", self.note, most=_MOST_NOTE, is_line=False)


@dataclass(frozen=True, slots=True)
class Note:
    """The words of a note; none take it away."""

    text: str

    def __post_init__(self) -> None:
        _check("the note", self.text, most=_MOST_NOTE, is_line=False)


@dataclass(frozen=True, slots=True)
class SearchWords:
    """A search to keep, under a name."""

    name: str
    query: str

    def __post_init__(self) -> None:
        _check("the search's name", self.name, most=_MOST_NAME, least=1)
        _check("the search", self.query, most=_MOST_QUERY, least=1)


@dataclass(frozen=True, slots=True)
class NewName:
    """A search's new name."""

    name: str

    def __post_init__(self) -> None:
        _check("the search's name", self.name, most=_MOST_NAME, least=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a setting is set to."""

    value: str | bool


ActValue = Highlighting | Note | SearchWords | NewName | Choice | None


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person did. Raises InvalidActError for an id or a subject that can't be one.

    `id` is made by the client, a UUID or ULID. `subject` is the id of an article, story, highlight or search, or the
    name of a setting, or what a page about a hashtag, publisher, … has in its address. `made_at` is an aware time by
    the client's clock. What a kind is about, and which value it carries, says `store.people.registers`.
    """

    id: str
    person: str
    kind: ActKind
    subject_kind: SubjectKind
    subject: str
    value: ActValue
    made_at: datetime

    def __post_init__(self) -> None:
        _check_id(self.id)
        _check("the person", self.person, most=_MOST_ID, least=1)
        _check(f"the {self.subject_kind}", self.subject, most=_MOST_SUBJECT, least=1)
        if self.made_at.tzinfo is None:
            raise InvalidActError("the time that an act was made at needs an offset, such as Z")


@dataclass(frozen=True, slots=True)
class ActResult:
    """What came of an act; `reason` says why it was refused."""

    id: str
    outcome: ActOutcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a person did with an article; `highlights` counts those that are there."""

    saved: bool = False
    later: bool = False
    read: bool = False
    highlights: int = 0


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article in a person's list: since when, and how often it was opened (in the history; elsewhere 0)."""

    article: str
    at: datetime
    times: int = 0


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """A copy of an article as it was when somebody saved it, with where it was found and whom it came from.

    `origin` is the publisher of its family's origin, `relation` says how it relates to what it was taken from.
    """

    article: Article
    page: str
    page_name: str
    page_url: str | None
    fetched_at: datetime | None
    story: str | None
    is_origin: bool
    origin: str | None
    relation: str | None


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlighted passage with its note, which may be empty."""

    id: str
    article: str
    quote: TextQuote
    place: QuotePlace | None
    colour: HighlightColour
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FollowedStory:
    """A story as it was when somebody followed it: what it was called, and articles that it held, newest first."""

    headline: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Follow:
    """Something that a person follows. `name` is a story's headline, or a search's name; else the subject itself.

    `story` is the id under which a followed story is found now: its own, or, where it was joined to another, that of
    the story which holds most of its articles; None where the library holds none of them.
    """

    kind: SubjectKind
    subject: str
    name: str
    since: datetime
    story: str | None = None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that a person keeps."""

    id: str
    name: str
    query: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """How much a person has in each list."""

    saved: int
    later: int
    highlights: int
    follows: int
    searches: int
    opened: int


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session: whose it is, when it began, was used last (to the hour), and ends if it is not used."""

    person: str
    made_at: datetime
    used_at: datetime
    expires_at: datetime


def clamped(made_at: datetime, received_at: datetime) -> datetime:
    """When an act counts as made: a device whose clock is ahead can't win over what is done after."""
    return min(max(made_at, _EPOCH), received_at)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _check_id(text: str) -> None:
    if not _LEAST_ID <= len(text) <= _MOST_ID or not _ID_CHARACTERS.issuperset(text):
        raise InvalidActError(
            f"an act's id is {_LEAST_ID} to {_MOST_ID} letters, digits, - and _, such as a UUID; this one is not"
        )


def _check(what: str, text: str, *, most: int, least: int = 0, is_line: bool = True) -> None:
    if not least <= len(text) <= most:
        raise InvalidActError(f"{what} has {len(text):,} characters; it may have {least:,} to {most:,}")
    if "\0" in text or (is_line and any(ord(character) < 0x20 for character in text)):
        raise InvalidActError(f"{what} holds characters that no text does")
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise InvalidActError(f"{what} holds halves of characters")


def _agreeing(known: str, found: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(known, found, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(known), len(found)))
