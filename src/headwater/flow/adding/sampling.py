"""Whether the pages behind a feed's summaries hold more than the summaries: two are fetched to see."""

from dataclasses import dataclass, replace

from headwater.flow.adding.asking import Asker, Fetching
from headwater.model import Publishers, SourceKind
from headwater.model.errors import UnreadableError
from headwater.reading import read_page
from headwater.reading.discovery import Preview, Weighed
from headwater.reading.lines import word_count

# One page may be a gallery, or the one behind a paywall: a second is looked at before summaries are all there is.
_SAMPLES = 2
# A page with this many words holds more than a summary: a teaser before a paywall has two or three sentences.
_FULL_WORDS = 120


@dataclass(frozen=True, slots=True)
class Sampled:
    """What fetching some entries' pages showed: whether they hold full texts, and in words why that is believed.

    `full_text` is None where there are no entries to tell it by.
    """

    full_text: bool | None
    says: str


async def sample_pages(
    found: Weighed, fetcher: Fetching, publishers: Publishers, *, proxy: str | None = None
) -> Sampled:
    """Whether the entries of a source are to be read from their own pages.

    A feed with full texts, a channel, and a page that holds its articles need none: nothing is fetched for them.
    """
    if found.kind is SourceKind.TELEGRAM or (found.articles and not found.has_summaries_only):
        return Sampled(False, "its texts are complete")
    if not found.articles:
        return Sampled(None, "it holds no articles yet; the first ones tell whether it gives summaries")
    asker = Asker(fetcher, proxy=proxy, most=2 * _SAMPLES, seconds=30.0)
    holds = "it gives summaries" if found.kind is SourceKind.FEED else "it gives headlines"
    longest = 0
    for preview in [p for p in found.previews if p.url][:_SAMPLES]:
        words = await _words_behind(preview, asker, publishers)
        longest = max(longest, words)
        if words >= _FULL_WORDS:
            return Sampled(True, f"{holds}, and the pages behind them hold full texts")
    if asker.asked:
        said = asker.asked[0]
        return Sampled(False, f"{holds}, and the pages behind them can't be read: {said.url}: {said.answer}")
    if not any(preview.url for preview in found.previews):
        return Sampled(False, f"{holds} without addresses of pages")
    return Sampled(
        False,
        f"{holds}, and the pages behind them hold little more ({longest} words): a paywall, or short news",
    )


async def _words_behind(preview: Preview, asker: Asker, publishers: Publishers) -> int:
    """The words of the article on an entry's page; 0 where there is none to be had."""
    url = preview.url or ""
    page = await asker.page(url) if await asker.may_be_watched(url) else None
    if page is None:
        return 0
    try:
        articles = read_page(replace(page, url=url), publishers).articles
    except UnreadableError as error:
        asker.note(url, error.reason)
        return 0
    return max((sum(map(word_count, article.paragraphs)) for article in articles), default=0)
