"""The words of the design as enumerations: each value is the word itself, so it can be stored and shown."""

from enum import StrEnum


class PageKind(StrEnum):
    """What a page is, as a whole."""

    ARTICLE = "article"
    LISTING = "listing"
    FEED = "feed"


class ArticleKind(StrEnum):
    """The place of an article on its page."""

    MAIN = "main"
    RELATED = "related"
    LISTED = "listed"


class Relation(StrEnum):
    """How two texts relate; the definitions are those of the text-reuse literature, see docs/copies.md."""

    COPY = "copy"
    PARTIAL = "partial"
    UPDATE = "update"
    QUOTES = "quotes"
    BOILERPLATE = "boilerplate"
    UNRELATED = "unrelated"

    @property
    def is_reuse(self) -> bool:
        """Whether a reporter's prose went from one text to the other."""
        return self in (Relation.COPY, Relation.PARTIAL, Relation.UPDATE)


class OriginSide(StrEnum):
    """Which of two articles the shared text came from."""

    A = "a"
    B = "b"
    THIRD = "third"
    UNKNOWN = "unknown"


class MomentBasis(StrEnum):
    """How a moment is known."""

    STATED = "stated"  # a date and time printed on the page
    MARKUP = "markup"  # JSON-LD, <time datetime>, a meta element
    FEED = "feed"  # the feed's own field
    RELATIVE = "relative"  # "2 hours ago", counted back from when the page was fetched
    ADDRESS = "address"  # a date in the address
    SEEN = "seen"  # between two fetches: it was not there at the first and was at the second


class CreditBasis(StrEnum):
    """What a credit rests on, strongest first."""

    MARKUP = "markup"  # JSON-LD publisher, a canonical link to another site
    SOURCE_LINE = "source line"  # the outlet's name printed with the article
    BYLINE = "byline"  # an agency in the byline or dateline
    OWN_VOICE = "own voice"  # "told X", "X has learned" said by the article of its own outlet
    LEFTOVER = "leftover"  # another outlet's label left in the page's promos
    PAGE = "page"  # what the other articles of the same page are credited to
    SITE = "site"  # the site that served it: nothing else is known


class FetchFault(StrEnum):
    """Why an address could not be fetched."""

    REFUSED_ADDRESS = "refused address"  # not a public address, or one that is no address at all
    NAME_NOT_FOUND = "name not found"
    CONNECTION = "connection"  # refused, unreachable, or broken off
    TLS = "tls"  # a certificate or a handshake that can't be trusted
    PROXY = "proxy"  # the proxy could not be reached, or would not connect
    TIMED_OUT = "timed out"
    TOO_LARGE = "too large"
    TOO_MANY_REDIRECTS = "too many redirects"
    BAD_ENCODING = "bad encoding"  # damaged, cut short, or packed in a way that we don't read
    BAD_RESPONSE = "bad response"  # not HTTP, or HTTP that contradicts itself
    ROBOTS = "refused by robots"


class RetryOutcome(StrEnum):
    """What reading an input in quarantine again came to."""

    READ = "read"
    FAILED = "failed"  # it stays in quarantine, with the new reason
    NOTHING_KEPT = "nothing kept"  # it never became a page, or its bytes were let go of
    DONE_BEFORE = "done before"  # it was read since it failed


class LogFormat(StrEnum):
    """How a line is written."""

    JSON = "json"
    TEXT = "text"


class LogLevel(StrEnum):
    """What is worth a line: this and worse."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class ActKind(StrEnum):
    """What a person does."""

    SAVE = "save"
    UNSAVE = "unsave"
    LATER = "later"
    DONE = "done"  # with what was to be read later
    READ = "read"
    UNREAD = "unread"
    OPENED = "opened"
    CLEAR_HISTORY = "clear history"  # what was opened until then is forgotten
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    MUTE = "mute"
    UNMUTE = "unmute"
    HIGHLIGHT = "highlight"
    NOTE = "note"  # on a highlight, in place of the note that it had
    REMOVE_HIGHLIGHT = "remove highlight"
    SAVE_SEARCH = "save search"
    RENAME_SEARCH = "rename search"
    REMOVE_SEARCH = "remove search"
    SET = "set"  # a setting


class SubjectKind(StrEnum):
    """What an act is about."""

    ARTICLE = "article"
    STORY = "story"
    HASHTAG = "hashtag"
    CATEGORY = "category"
    PUBLISHER = "publisher"
    SITE = "site"
    AUTHOR = "author"
    LANGUAGE = "language"
    SEARCH = "search"
    HIGHLIGHT = "highlight"
    SETTING = "setting"
    HISTORY = "history"


class ActOutcome(StrEnum):
    """What came of an act that was sent."""

    APPLIED = "applied"
    ALREADY = "already"  # the same act was applied before; nothing was changed
    REFUSED = "refused"  # sent again it will be refused again


class TextPart(StrEnum):
    """A text of an article that offsets count in."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    TEXT = "text"


class HighlightColour(StrEnum):
    """A highlight's colour, as the word that its person sees."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"


class Theme(StrEnum):
    """The reader's colours; by `auto` those that the device asks for."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class TextSize(StrEnum):
    """How large an article's text is."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"
    LARGEST = "largest"


class ColumnWidth(StrEnum):
    """How long an article's lines are."""

    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"
