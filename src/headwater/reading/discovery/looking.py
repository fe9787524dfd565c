"""A fetched page looked at: what it is, and which sources it names."""

import re

from headwater.model import Evidence, Page, PageReading, Publishers, SourceKind
from headwater.model.errors import NoArticleError
from headwater.model.publisher import host_of
from headwater.model.words import PageKind
from headwater.reading.decoding import decode, sniff
from headwater.reading.discovery.advertised import hubs_of, named_sources
from headwater.reading.discovery.headlines import headlines_on
from headwater.reading.discovery.records import Candidate, Linked, Naming, PageNature, Sighting
from headwater.reading.discovery.sitemaps import read_sitemap, sitemap_root, sitemaps_in_robots
from headwater.reading.language import language_code
from headwater.reading.lines import word_count
from headwater.reading.markup.document import Document, absolute, parse, squeeze
from headwater.reading.markup.jsonld import plain, stated_articles
from headwater.reading.reader import read_page

_HEAD = 20_000
_OPML = re.compile(r"<opml\b", re.IGNORECASE)
_FEED_TITLE = re.compile(
    r"<(?:\w+:)?title\b[^>]{0,200}>(.{0,500}?)</(?:\w+:)?title>", re.IGNORECASE | re.DOTALL
)
_FEED_LANGUAGE = re.compile(
    r"<(?:dc:)?language>\s*([\w-]{2,12})\s*<|<feed\b[^>]{0,600}?xml:lang=[\"']([\w-]{2,12})", re.IGNORECASE
)
_FEED_LINK = re.compile(r"<(?:\w+:)?link\b([^>]{1,600})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*[\"']([^\"']{0,2000})[\"']")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
# A front page leads to many articles; fewer headlines are the promos beside one.
_FEWEST_HEADLINES = 4
# With a text this long under its own headline a page is an article, whatever it links to.
_ARTICLE_WORDS = 150


def look_at(page: Page, publishers: Publishers) -> Sighting:
    """What a fetched page is as a possible source.

    Raises DecodingError for what is no text, UnreadableError for XML that declares entities of its own.
    """
    text = decode(page)
    where = page.url or page.name
    if root := sitemap_root(text):
        nature = PageNature.SITEMAP_INDEX if root == "sitemapindex" else PageNature.SITEMAP
        return Sighting(nature, where, linked=read_sitemap(page, text))
    if _OPML.search(text[:4096]):
        return Sighting(PageNature.SUBSCRIPTIONS, where)
    kind = sniff(page, text)
    if kind == "feed":
        return _feed(text, where)
    if kind == "text":
        return _plain(text, page, where)
    return _html(text, page, where, publishers)


def linked_articles(page: Page) -> Linked:
    """The articles that a fetched sitemap or listing leads to, and for an index its parts.

    What polling a sitemap or a page needs: addresses worth fetching, each with what is said of it there. A feed or an
    article page leads to none. Raises as `look_at` does.
    """
    text = decode(page)
    if sitemap_root(text):
        return read_sitemap(page, text)
    kind = sniff(page, text)
    if kind == "html":
        return headlines_on(parse(text, page.url), page.url)
    return read_sitemap(page, text) if kind == "text" else Linked()


def _feed(text: str, where: str) -> Sighting:
    """What a feed says of itself in its head, whether or not it has entries yet."""
    head = re.split(r"<(?:\w+:)?(?:item|entry)[\s>]", text[:_HEAD], maxsplit=1, flags=re.IGNORECASE)[0]
    title = _FEED_TITLE.search(head)
    language = _FEED_LANGUAGE.search(head)
    own, hubs = where, []
    for match in _FEED_LINK.finditer(head):
        fields = {name.lower(): value for name, value in _ATTRIBUTE.findall(match[1])}
        address = absolute(plain(fields.get("href", "")), where)
        relation = fields.get("rel", "").lower()
        if address and relation == "hub":
            hubs.append(address)
        elif address and relation == "self" and host_of(address) == host_of(where):
            own = address
    return Sighting(
        PageNature.FEED,
        own,
        squeeze(plain(_CDATA.sub(r"\1", title[1]))) or None if title else None,
        language_code(language[1] or language[2]) if language else None,
        hubs=tuple(hubs),
    )


def _plain(text: str, page: Page, where: str) -> Sighting:
    """A text: robots.txt names sitemaps, a list of addresses is one."""
    if sitemaps := sitemaps_in_robots(text, page.url):
        evidence = Evidence("robots", "a Sitemap line names it")
        found = (Candidate(url, SourceKind.SITEMAP, Naming.ROBOTS, evidence=(evidence,)) for url in sitemaps)
        return Sighting(PageNature.OTHER, where, candidates=tuple(found))
    linked = read_sitemap(page, text)
    lines = sum(bool(line.strip()) for line in text.splitlines())
    is_sitemap = bool(linked.articles) and len(linked.articles) == lines
    return Sighting(PageNature.SITEMAP if is_sitemap else PageNature.OTHER, where, linked=linked)


def _html(text: str, page: Page, where: str, publishers: Publishers) -> Sighting:
    document = parse(text, page.url)
    linked = headlines_on(document, page.url)
    nature, why = _nature(document, linked, page, publishers)
    return Sighting(
        nature,
        _own_address(document, where),
        _site_title(document),
        _language(document),
        named_sources(document),
        hubs_of(document),
        linked,
        (Evidence("nature", why),),
    )


def _nature(document: Document, linked: Linked, page: Page, publishers: Publishers) -> tuple[PageNature, str]:
    """Whether a page is an article, a listing of several, or neither."""
    node = document.tree.css_first('meta[property="og:type"]')
    if node is not None and (node.attributes.get("content") or "").lower() == "article":
        return PageNature.ARTICLE, "it calls itself an article"
    if len(stated_articles(document)) == 1 and len(linked.articles) < 2 * _FEWEST_HEADLINES:
        return PageNature.ARTICLE, "its markup states one article"
    try:
        reading = read_page(page, publishers)
    except NoArticleError:
        reading = None
    if is_listing(reading, linked):
        held = reading is not None and reading.kind is PageKind.LISTING
        says = f"holds {len(reading.articles)} articles with their text" if reading and held else None
        return PageNature.LISTING, f"it {says or f'leads to {len(linked.articles)} articles'}"
    if _own_words(reading) >= _ARTICLE_WORDS // 2:
        return PageNature.ARTICLE, "it holds one text"
    return PageNature.OTHER, "it holds neither an article nor a row of headlines"


def is_listing(reading: PageReading | None, linked: Linked) -> bool:
    """Whether a page lists articles, by its reading (None: no article was found on it) and what it leads to.

    A front page's teasers read together look like one short article: many headlines and little text of its own are a
    listing whose articles stand elsewhere, unless `reading` holds several whole ones.
    """
    if reading is not None and reading.kind is PageKind.LISTING:
        return True
    headlines = len(linked.articles)
    return headlines >= _FEWEST_HEADLINES and (
        _own_words(reading) < _ARTICLE_WORDS or headlines >= 4 * _FEWEST_HEADLINES
    )


def _own_words(reading: PageReading | None) -> int:
    """The words of the longest article on a page."""
    articles = reading.articles if reading else ()
    return max((sum(map(word_count, article.paragraphs)) for article in articles), default=0)


def _own_address(document: Document, where: str) -> str:
    """The page's canonical address, where that is on its own host."""
    node = document.tree.css_first('link[rel="canonical"][href]')
    stated = document.absolute(node.attributes.get("href")) if node else None
    return stated if stated and host_of(stated) == host_of(where) else where


def _site_title(document: Document) -> str | None:
    """What the page is called; without the name of the service that shows it, where the markup leaves that out."""
    title = document.first_text("title") or ""
    for field in ("og:title", "og:site_name"):
        node = document.tree.css_first(f'meta[property="{field}"]')
        stated = squeeze(node.attributes.get("content") or "") if node else ""
        if stated and (title.startswith(stated) or not title):
            return stated
    return title or None


def _language(document: Document) -> str | None:
    node = document.tree.css_first("html[lang]")
    return language_code(node.attributes.get("lang")) if node else None
