"""What somebody pastes, traced: a text, a stored article, or the page at an address. Nothing of it is stored.

A name that a stranger may give is never taken for a file here.
"""

from dataclasses import dataclass

from headwater.copies import GUARANTEED_SIGNS, GUARANTEED_WORDS
from headwater.copies.text.wording import words_of
from headwater.flow.isolated import ReaderPool
from headwater.flow.named import Named
from headwater.flow.taking import read
from headwater.flow.trace import ComparisonReport, TraceReport, compared_articles, traced
from headwater.intake.net import Fetcher, Request, masked
from headwater.intake.sources import unpacked
from headwater.model import Article, Page, Publishers
from headwater.model.errors import IntakeError, NotFoundError, UnreadableError
from headwater.store import Library, Session

MOST_CHARACTERS = 100_000
"""Of a pasted text: a long magazine piece has half of them."""

# A listing has dozens of articles; each takes a search of its own.
_MOST_ARTICLES = 12


@dataclass(frozen=True, slots=True)
class TextLength:
    """How long a text is, and how long it has to be for its passages to be surely found again.

    Both in words; in signs where `is_signs`: for scripts that are written without spaces.
    """

    has: int
    needed: int
    is_signs: bool

    @property
    def is_too_short(self) -> bool:
        return self.has < self.needed


def text_length(text: str) -> TextLength:
    """The length of a text, as what looks for its passages counts it."""
    words = words_of(text[:MOST_CHARACTERS])
    needed = GUARANTEED_SIGNS if words.is_signs else GUARANTEED_WORDS
    return TextLength(len(words), needed, words.is_signs)


def trace_stored(library: Library, what: str, publishers: Publishers) -> TraceReport:
    """Trace the stored article with this id, or those at this address. Raises NotFoundError."""
    with library.read() as session:
        return TraceReport(what, traced(session, _stored(session, what)[:_MOST_ARTICLES], publishers))


def trace_text(library: Library, text: str, publishers: Publishers, *, url: str | None = None) -> TraceReport:
    """Trace a pasted text, its headline on the first line. Raises UnreadableError where it holds no article."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableError(
            "the pasted text",
            f"it has {len(text):,} characters, more than {MOST_CHARACTERS:,}",
            "paste a part of it",
        )
    page = Page(
        "pasted text", text.encode("utf-8", "replace"), url=url, content_type="text/plain; charset=utf-8"
    )
    articles = read(page, publishers).articles
    with library.read() as session:
        return TraceReport(page.name, traced(session, _pasted(page, articles), publishers))


def trace_page(library: Library, page: Page, readers: ReaderPool, publishers: Publishers) -> TraceReport:
    """Trace the articles of a fetched page, which is read in a process that can be killed. Raises UnreadableError."""
    articles = readers.read(page).articles
    with library.read() as session:
        return TraceReport(page.name, traced(session, _pasted(page, articles), publishers))


async def page_at(url: str, fetcher: Fetcher) -> Page:
    """The page at an address, through the safe way out. Raises IntakeError, also for an answer that is no page."""
    response = await fetcher.fetch(Request(url))
    if not 200 <= response.status < 300:
        raise IntakeError(
            masked(url), f"the server answered {response.status}", "open it in a browser and paste its text"
        )
    return unpacked(
        Page(
            response.url,
            response.content,
            url=response.url,
            content_type=response.content_type,
            fetched_at=response.fetched_at,
        )
    )


def compare_stored(session: Session, a: str, b: str, publishers: Publishers) -> ComparisonReport:
    """Compare two stored articles by id or address. Raises NotFoundError."""
    first, second = (_stored(session, what)[0].article for what in (a, b))
    return compared_articles(first, second, publishers)


def _stored(session: Session, what: str) -> list[Named]:
    found = session.articles.named(what)
    if not found:
        raise NotFoundError(f"{what[:200]}: nothing is stored under this address or id")
    return [Named(placed.article, placed.page_name, is_stored=True) for placed in found]


def _pasted(page: Page, articles: tuple[Article, ...]) -> list[Named]:
    return [Named(article, page.name, is_stored=False) for article in articles[:_MOST_ARTICLES]]
