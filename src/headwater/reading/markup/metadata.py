"""What a page's markup says about its article: JSON-LD first, then OpenGraph, other meta elements, headings.

The order is that of reliability on the 166 newspaper pages of the fundus set (see bench/extraction.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from headwater.model import Credit, CreditBasis, Evidence, Moment, MomentBasis, Publishers
from headwater.model.publisher import host_of, name_key
from headwater.reading.credits import printed_credit
from headwater.reading.language import language_code
from headwater.reading.markup.dates import read_machine_time
from headwater.reading.markup.document import Document, text_of
from headwater.reading.markup.jsonld import StatedArticle, plain
from headwater.reading.markup.topics import clean_topics, printed_topics, split_topics
from headwater.reading.markup.wording import clean_authors, clean_title, site_suffix, without_tail

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "parsely-pub-date", "sailthru.date",
    "datepublished", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "date", "pubdate",
    "publish-date", "publish_date", "published_time", "article.published", "citation_publication_date",
    "citation_online_date", "cxenseparse:recs:publishtime", "last-modified-date", "originalpublicationdate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "datemodified",
    "last-modified",
    "lastmod",
)
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
            "citation_author", "byl", "article:author_name", "cxenseparse:author", "twitter:creator")  # fmt: skip
_TITLES = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "citation_title",
    "title",
)
_TOPICS = (
    "news_keywords",
    "article:tag",
    "keywords",
    "parsely-tags",
    "sailthru.tags",
    "dc.subject",
    "og:article:tag",
)
_SECTIONS = (
    "article:section",
    "parsely-section",
    "og:article:section",
    "cxenseparse:recs:category",
    "section",
)
_SUMMARIES = ("og:description", "description", "twitter:description", "dc.description")
_LANGUAGES = ("og:locale", "content-language", "dc.language", "language", "inlanguage")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the markup states about the page's article; `evidence` says by which field."""

    title: str | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    category: str | None = None
    hashtags: tuple[str, ...] = ()
    site_name: str | None = None
    language: str | None = None
    url: str | None = None
    credit: Credit | None = None
    body: str | None = None
    evidence: tuple[Evidence, ...] = ()


class MetaFields:
    """The page's meta elements by their lower-case name or property."""

    def __init__(self, document: Document) -> None:
        self._values: dict[str, list[str]] = {}
        for node in document.css("meta[content]"):
            attributes = node.attributes
            content = plain(attributes.get("content") or "").strip()
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            name = name or attributes.get("http-equiv") or ""
            if content and name:
                self._values.setdefault(name.strip().lower(), []).append(content)

    def first(self, names: Iterable[str]) -> tuple[str, str] | None:
        """The first of these fields that is filled: its name and value."""
        return next(((name, values[0]) for name in names if (values := self._values.get(name))), None)

    def value(self, *names: str) -> str | None:
        found = self.first(names)
        return found[1] if found else None

    def all(self, name: str) -> Sequence[str]:
        return self._values.get(name, ())


def read_metadata(
    document: Document, stated: StatedArticle | None, page_url: str | None, publishers: Publishers
) -> Metadata:
    """All that the markup states; `stated` is the JSON-LD of the page's own article, if there is one."""
    stated = stated or StatedArticle("")
    meta = MetaFields(document)
    url = _canonical(document, meta, stated)
    names = tuple(_site_names(document, stated, meta, page_url or url))
    title, title_evidence = _title(document, stated, meta, names)
    category = stated.section or meta.value(*_SECTIONS)
    return Metadata(
        title=title,
        summary=stated.description or meta.value(*_SUMMARIES),
        authors=_authors(document, stated, meta, names),
        published=_moment(stated.published, "datePublished", meta, _PUBLISHED) or _time_element(document),
        modified=_moment(stated.modified, "dateModified", meta, _MODIFIED),
        category=category,
        hashtags=_topics(document, stated, meta, names),
        site_name=meta.value("og:site_name", "application-name") or (names[0] if names else None),
        language=_language(document, stated, meta),
        url=url,
        credit=_credit(stated, meta, url, page_url, publishers),
        body=stated.body,
        evidence=title_evidence,
    )


def _site_names(
    document: Document, stated: StatedArticle, meta: MetaFields, page_url: str | None
) -> Iterator[str]:
    host = host_of(page_url or "")
    for name in (
        meta.value("og:site_name"),
        stated.publisher.name if stated.publisher else None,
        meta.value("application-name", "apple-mobile-web-app-title"),
        host,
        host.rpartition(".")[0],
    ):
        if name:
            yield name
    page_title, headline = document.first_text("title"), document.first_text("h1")
    if page_title and headline and (suffix := site_suffix((page_title, headline))):
        yield suffix


def _title(
    document: Document, stated: StatedArticle, meta: MetaFields, names: Sequence[str]
) -> tuple[str | None, tuple[Evidence, ...]]:
    found, printed = meta.first(_TITLES), [text_of(node) for node in document.css("h1")]
    candidates = (
        ("JSON-LD headline", stated.headline),
        (f"meta {found[0]}", found[1]) if found else ("", None),
        ("h1", document.first_text("h1")),
        ("JSON-LD name", stated.name),
        ("title element", document.first_text("title")),
    )
    for field, text in candidates:
        if (
            text
            and (title := without_tail(clean_title(text, names), printed))
            and name_key(title) not in {name_key(n) for n in names}
        ):
            return title, (Evidence("markup-title", f"the headline is that of {field}", title),)
    return None, ()


def _authors(
    document: Document, stated: StatedArticle, meta: MetaFields, names: Sequence[str]
) -> tuple[str, ...]:
    if authors := clean_authors(stated.authors, names):
        return authors
    for field in _AUTHORS:
        if authors := clean_authors(meta.all(field), names):
            return authors
    for selector in ('[rel="author"]', '[itemprop="author"] [itemprop="name"]', '[itemprop="author"]'):
        if authors := clean_authors((text_of(node) for node in document.css(selector)), names):
            return authors
    return ()


def stated_moment(stated: str | None, field: str) -> Moment | None:
    """A time that JSON-LD states."""
    if not stated:
        return None
    return read_machine_time(stated, MomentBasis.MARKUP, Evidence("markup-time", f"JSON-LD {field}", stated))


def stated_credit(name: str, field: str, publishers: Publishers) -> Credit:
    """A publisher that JSON-LD states."""
    return printed_credit(
        name, CreditBasis.MARKUP, publishers, Evidence("markup-credit", f"JSON-LD {field}", name)
    )


def _moment(stated: str | None, field: str, meta: MetaFields, fields: Iterable[str]) -> Moment | None:
    if moment := stated_moment(stated, field):
        return moment
    for name in fields:
        for value in meta.all(name)[:1]:
            evidence = Evidence("markup-time", f"meta {name}", value)
            if moment := read_machine_time(value, MomentBasis.MARKUP, evidence):
                return moment
    return None


def _time_element(document: Document) -> Moment | None:
    selectors = (
        'time[itemprop="datePublished"]',
        "time[pubdate]",
        "article time[datetime]",
        "time[datetime]",
    )
    for selector in selectors:
        for node in document.css(selector)[:1]:
            value = node.attributes.get("datetime") or ""
            evidence = Evidence("markup-time", "the page's first <time> element", value)
            if moment := read_machine_time(value, MomentBasis.MARKUP, evidence):
                return moment
    return None


def _topics(
    document: Document, stated: StatedArticle, meta: MetaFields, names: Sequence[str]
) -> tuple[str, ...]:
    if topics := clean_topics(split_topics(stated.keywords), names):
        return topics
    for values in (meta.all("article:tag"), printed_topics(document), *(meta.all(f) for f in _TOPICS)):
        if topics := clean_topics(split_topics(values), names):
            return topics
    return ()


def _language(document: Document, stated: StatedArticle, meta: MetaFields) -> str | None:
    root = document.tree.css_first("html")
    declared = (root.attributes.get("lang") if root else None, stated.language, meta.value(*_LANGUAGES))
    return next((code for value in declared if (code := language_code(value))), None)


def _canonical(document: Document, meta: MetaFields, stated: StatedArticle) -> str | None:
    node = document.tree.css_first('link[rel="canonical"][href]')
    address = node.attributes.get("href") if node else None
    return document.absolute(address) or document.absolute(meta.value("og:url")) or stated.url


def _credit(
    stated: StatedArticle,
    meta: MetaFields,
    canonical: str | None,
    page_url: str | None,
    publishers: Publishers,
) -> Credit | None:
    """Another site that the markup points to, else the publisher that JSON-LD names."""
    for field, address in (("isBasedOn", stated.based_on), ("canonical link", canonical)):
        if address and page_url and _other_site(address, page_url, publishers):
            host = host_of(address)
            evidence = Evidence("markup-credit", f"the {field} leads to {host}", address)
            return printed_credit(host, CreditBasis.MARKUP, publishers, evidence)
    for field, publisher in (("sourceOrganization", stated.source), ("publisher", stated.publisher)):
        if publisher:
            return stated_credit(publisher.name, field, publishers)
    if name := meta.value("dc.publisher", "dcterms.publisher", "citation_publisher"):
        evidence = Evidence("markup-credit", "meta publisher", name)
        return printed_credit(name, CreditBasis.MARKUP, publishers, evidence)
    return None


def _other_site(address: str, page_url: str, publishers: Publishers) -> bool:
    theirs, ours = host_of(address), host_of(page_url)
    if not theirs or not ours or theirs == ours or theirs.endswith("." + ours) or ours.endswith("." + theirs):
        return False
    here, there = publishers.at(ours), publishers.at(theirs)
    if there is not None or here is not None:
        return here is not there
    return theirs.split(".")[-2:] != ours.split(".")[-2:]
