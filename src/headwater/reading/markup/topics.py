"""Keywords of an article: as its markup lists them, or as tag links under its text."""

import re
from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborNode

from headwater.reading.markup.blocks import hints_of
from headwater.reading.markup.document import Document, ancestors, squeeze, text_of

_TAG_LIST = frozenset(
    ("tag", "tags", "taglist", "topics", "keywords", "keyword", "themen", "schlagworte", "themes")
)
_PAGE_PARTS = frozenset(("nav", "footer", "aside", "header"))
_MOST_TAGS = 25  # a longer list is the site's directory
# What publishing systems put among keywords for themselves: codes, switches, hosts, word counts.
_CODE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}|^[A-Z]{2,}[A-Z0-9:-]*\d[A-Z0-9:-]*$|_|^\w+(?:\.\w+)+$|^[A-Z]+:[A-Z-]+$|^\W*\d[\d\s-]*$"
)
# "Subject: Justice" is a keyword with its kind; other kinds ("Page type: Article") speak of the page.
_KIND = re.compile(r"^(?P<kind>[\w ]{2,25}):\s*(?P<value>\S.*)$")
_KEYWORD_KINDS = frozenset(
    ("subject", "category", "tag", "topic", "keyword", "person", "place", "nlp entity tokens")
)


def clean_topics(topics: Iterable[str], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """Keywords, one each, without signs, codes, the kinds before them and the site's own name."""
    own = {re.sub(r"\W+", "", name).casefold() for name in site_names}
    found: dict[str, str] = {}
    for topic in topics:
        text = squeeze(topic).strip(" #,;.\"'[]")
        if match := _KIND.match(text):
            text = match["value"] if match["kind"].casefold() in _KEYWORD_KINDS else ""
        text = text.rpartition("/")[2].strip() if re.match(r"^[a-z]+/\S", text) else text
        known = re.sub(r"\W+", "", text).casefold()
        if (
            1 < len(text) <= 80
            and re.search(r"[^\W\d_]", text)
            and not _CODE.search(text)
            and known not in own
        ):
            found.setdefault(text.casefold(), text)
    return tuple(found.values())


def split_topics(values: Sequence[str]) -> list[str]:
    """A single field that lists several keywords, split at its commas or semicolons."""
    if len(values) != 1:
        return list(values)
    return re.split(r"\s*[,،、，]\s*" if re.search("[,،、，]", values[0]) else r"\s*;\s*", values[0])


def printed_topics(document: Document) -> list[str]:
    """The tag links of the page's article: `rel="tag"`, or links in a list that calls itself tags."""
    related = [n for n in document.css('a[rel~="tag"]') if not _in_page_part(n)]
    if 0 < len(related) <= _MOST_TAGS:
        return [text_of(node) for node in related]
    for node in document.css(
        '[class*="tag" i], [class*="topic" i], [class*="keyword" i], [class*="themen" i], [class*="schlag" i]'
    ):
        links = [a for a in node.css("a[href]") if text_of(a)]
        if (
            hints_of(node) & _TAG_LIST
            and 0 < len(links) <= _MOST_TAGS
            and not _in_page_part(node)
            and _only_links(node, links)
        ):
            return [text_of(link) for link in links]
    return []


def _in_page_part(node: LexborNode) -> bool:
    return any(above.tag in _PAGE_PARTS and above.css_first("h1") is None for above in ancestors(node))


def _only_links(node: LexborNode, links: Sequence[LexborNode]) -> bool:
    """Whether a list holds short links and next to nothing else (a heading such as "Topics")."""
    texts = [text_of(link) for link in links]
    return len(text_of(node)) <= sum(map(len, texts)) + 10 * len(texts) + 30 and all(
        len(t.split()) <= 6 for t in texts
    )
