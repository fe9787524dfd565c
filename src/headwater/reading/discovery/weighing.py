"""Candidates that were fetched, weighed against each other: what each holds, and which is the best source."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from headwater.model import Article, Moment, Page, Publishers, SourceKind, address_key
from headwater.model.errors import NoArticleError
from headwater.model.publisher import host_of
from headwater.reading.discovery.advertised import is_of_comments
from headwater.reading.discovery.records import Candidate, LinkedArticle, Naming, PageNature, Sighting
from headwater.reading.discovery.summaries import are_summaries, whole_texts, words_of
from headwater.reading.language import language_of
from headwater.reading.reader import read_page

# Nothing new for this long: a feed that a site once had. Weeklies and quarterlies come in under it.
_STALE = timedelta(days=120)
# A feed belongs to the page that was asked for when the page links to this share of its entries.
_COVERING = 0.25
# Two candidates are one when they hold the same articles: formats of one feed differ by an entry or two.
_SAME = 0.8
_PREVIEWS = 5
_COMMENT_ANCHOR = re.compile(r"#(?:comment|respond|reply)[\w-]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preview:
    """One article as it is shown before its source is added. `by` is its credit where that is not the source's own."""

    title: str
    url: str | None = None
    published: Moment | None = None
    by: str | None = None
    words: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate and what fetching it gave.

    `articles` is how many it holds now, `full_texts` how many of them with their text, `newest` the latest time that
    one states. `scope` is the share of them that the page asked for links to (None when it links to nothing).
    `problem` says in words why it is no source; `addresses` are keys of its articles' addresses.
    """

    candidate: Candidate
    title: str = ""
    language: str | None = None
    articles: int = 0
    full_texts: int = 0
    newest: Moment | None = None
    scope: float | None = None
    previews: tuple[Preview, ...] = ()
    addresses: frozenset[str] = frozenset()
    is_comments: bool = False
    hubs: tuple[str, ...] = ()
    problem: str = ""

    @property
    def kind(self) -> SourceKind:
        return self.candidate.kind

    @property
    def has_summaries_only(self) -> bool:
        """Whether most entries say less than their pages do."""
        return are_summaries(self.kind, self.articles, self.full_texts)

    def is_stale(self, now: datetime) -> bool:
        return self.newest is not None and now - self.newest.best > _STALE

    def is_good(self, now: datetime) -> bool:
        """Whether it may be taken without asking: articles, of late, and no comments."""
        return not self.problem and self.articles > 0 and not self.is_comments and not self.is_stale(now)


def weigh(
    candidate: Candidate, page: Page, sighting: Sighting, asked: Sighting | None, publishers: Publishers
) -> Weighed:
    """What a fetched candidate holds; `asked` is the page that it was found on. Raises nothing for a bad page."""
    named = replace(
        candidate,
        title=candidate.title or sighting.title or "",
        language=candidate.language or sighting.language,
    )
    weighed = Weighed(named, sighting.title or candidate.title, sighting.language, hubs=sighting.hubs)
    if sighting.nature is PageNature.FEED or candidate.kind is SourceKind.TELEGRAM:
        return _weigh_articles(weighed, _articles(page, publishers), asked)
    if sighting.nature is PageNature.SITEMAP:
        return _weigh_linked(weighed, sighting.linked.articles, asked)
    if sighting.nature is PageNature.LISTING and candidate.kind is SourceKind.PAGE:
        held = _articles(page, publishers) if not sighting.linked.articles else ()
        full = [article for article in held if article.paragraphs]
        return (
            _weigh_articles(weighed, full, None)
            if full
            else _weigh_linked(weighed, sighting.linked.articles, None)
        )
    return replace(weighed, problem=f"it is no {candidate.kind}: {_says(sighting)}")


def ranked(weighed: Iterable[Weighed], asked: Sighting | None, now: datetime) -> tuple[Weighed, ...]:
    """The candidates, the best first, those that hold the same articles as a better one left out.

    In this order: it works; no comments; not given up; covers what was asked for rather than the whole site; a feed
    before a sitemap before a page to watch; the language of the page asked for; named by a more trustworthy
    place; more of what the page links to; full texts.
    """
    listed = list(weighed)
    order = {id(one): i for i, one in enumerate(listed)}

    def rank(one: Weighed) -> tuple[bool | int | float, ...]:
        other_language = bool(asked and asked.language and one.language and one.language != asked.language)
        return (
            bool(one.problem) or one.articles == 0,
            one.is_comments,
            one.is_stale(now),
            not covers(one, asked),
            _KIND_RANK[one.kind],
            other_language,
            one.candidate.naming.rank,
            -round(one.scope or 0.0, 1),
            one.has_summaries_only,
            order[id(one)],
        )

    kept: list[Weighed] = []
    for one in sorted(listed, key=rank):
        if not any(_holds_the_same(one, better) for better in kept):
            kept.append(one)
    return tuple(kept)


_KIND_RANK = {
    SourceKind.TELEGRAM: 0,
    SourceKind.FEED: 0,
    SourceKind.SITEMAP: 1,
    SourceKind.PAGE: 2,
    SourceKind.ARCHIVE: 3,
}


def _articles(page: Page, publishers: Publishers) -> tuple[Article, ...]:
    try:
        return read_page(page, publishers).articles
    except NoArticleError:
        return ()  # a feed without entries yet: said of the candidate, not raised


def _weigh_articles(weighed: Weighed, articles: Sequence[Article], asked: Sighting | None) -> Weighed:
    times = [a.published for a in articles if a.published]
    texts = " ".join(f"{a.title or ''} {a.standfirst or ''} {a.text[:300]}" for a in articles[:20])
    addresses = frozenset(address_key(a.url) for a in articles if a.url)
    site = name_of(weighed)
    # A channel's page has the oldest post first.
    shown = articles[::-1] if weighed.kind is SourceKind.TELEGRAM else articles
    return replace(
        weighed,
        language=weighed.language or language_of(texts),
        articles=len(articles),
        full_texts=whole_texts(articles),
        newest=max(times, key=lambda moment: moment.best, default=None),
        scope=_scope(addresses, asked),
        previews=tuple(_preview(a, site) for a in shown[:_PREVIEWS]),
        addresses=addresses,
        is_comments=is_of_comments(weighed.candidate) or _are_comments(articles),
        problem="" if articles else "it holds no articles at present",
    )


def _weigh_linked(weighed: Weighed, linked: Sequence[LinkedArticle], asked: Sighting | None) -> Weighed:
    times = [when for article in linked if (when := article.modified or article.published)]
    addresses = frozenset(address_key(article.url) for article in linked)
    languages = {article.language for article in linked if article.language}
    titles = " ".join(article.title or "" for article in linked[:20])
    return replace(
        weighed,
        language=weighed.language or (languages.pop() if len(languages) == 1 else language_of(titles)),
        articles=len(linked),
        newest=max(times, key=lambda moment: moment.best, default=None),
        scope=_scope(addresses, asked),
        previews=tuple(
            Preview(a.title or _path(a.url), a.url, a.published or a.modified, a.publication)
            for a in linked[:_PREVIEWS]
        ),
        addresses=addresses,
        problem="" if linked else "it leads to no articles at present",
    )


def name_of(weighed: Weighed) -> str:
    """What to call a source: what it calls itself; a sitemap, which never does, by its site; else its address."""
    named = weighed.title or weighed.candidate.title
    if not named and weighed.kind is SourceKind.SITEMAP:
        named = host_of(weighed.candidate.url)
    return named or weighed.candidate.url


def _preview(article: Article, site: str) -> Preview:
    words = article.title or article.standfirst or article.text
    credit = article.credit.name if article.credit and article.credit.name != site else None
    return Preview(_cut(words), article.url, article.published, credit, words_of(article))


def _cut(words: str) -> str:
    first = words.split("\n", 1)[0]
    return first if len(first) <= 120 else first[:119].rstrip() + "…"


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _are_comments(articles: Sequence[Article]) -> bool:
    """Whether most entries lead to a place in another page's comments."""
    anchored = sum(bool(_COMMENT_ANCHOR.search(article.url or "")) for article in articles)
    return anchored > len(articles) / 2


def _scope(addresses: frozenset[str], asked: Sighting | None) -> float | None:
    linked = {address_key(article.url) for article in asked.linked.articles} if asked else set()
    if len(linked) < 3 or not addresses:
        return None
    return len(addresses & linked) / len(addresses)


def covers(one: Weighed, asked: Sighting | None) -> bool:
    """Whether a candidate is of what was asked for: a section's page is not answered with the whole site's feed."""
    if asked is None or asked.nature is not PageNature.LISTING:
        return True
    path = urlsplit(asked.url).path.rstrip("/")
    if (not path and not urlsplit(asked.url).query) or one.kind is SourceKind.PAGE:
        return True
    if one.candidate.naming in (Naming.ADDRESS_SHAPE, Naming.ITSELF):
        return True
    its_path = urlsplit(one.candidate.url).path
    return (bool(path) and its_path.startswith(path)) or one.scope is None or one.scope >= _COVERING


def _holds_the_same(one: Weighed, better: Weighed) -> bool:
    both = one.addresses | better.addresses
    if len(one.addresses) < 3 or one.kind is not better.kind:
        return False
    return len(one.addresses & better.addresses) / len(both) >= _SAME


def _says(sighting: Sighting) -> str:
    reason = sighting.evidence[0].says if sighting.evidence else ""
    return reason or f"the address answers with {_article(sighting.nature)}"


def _article(nature: PageNature) -> str:
    return {PageNature.ARTICLE: "an article", PageNature.OTHER: "something else"}.get(nature, f"a {nature}")
