"""One card read: its headline, header lines, text, links and tags."""

from collections import Counter
from collections.abc import Iterable, Sequence

from headwater.model import Article, Evidence, Link
from headwater.model.publisher import host_of, name_key
from headwater.reading.body import Body, clean_body, labels_in_title
from headwater.reading.furniture import ENDS_ARTICLE, Role, role_of
from headwater.reading.language import language_code
from headwater.reading.lines import is_prose, word_count
from headwater.reading.markup.blocks import Block
from headwater.reading.markup.body import body_lines
from headwater.reading.markup.cards import Card
from headwater.reading.markup.document import Document, text_of
from headwater.reading.markup.found import Found
from headwater.reading.markup.jsonld import StatedArticle
from headwater.reading.markup.metadata import stated_credit, stated_moment
from headwater.reading.markup.pictures import named_pictures, pictures_in
from headwater.reading.markup.printed import HeaderReader
from headwater.reading.markup.topics import clean_topics, split_topics
from headwater.reading.markup.wording import clean_authors


def read_card(
    card: Card, document: Document, header_reader: HeaderReader, stated: Sequence[StatedArticle]
) -> Found:
    """The article of a card; JSON-LD with the same headline adds what the card doesn't print."""
    title = card.heading.text if card.heading else None
    header = header_reader.read(card.blocks, title)
    text_blocks = without_end(card.blocks[header.length :])
    body = clean_body(lines_of(text_blocks), repeated=header.repeated)
    known = stated_as(stated, title)
    url = _own_address(card, document) or (known.url if known else None)
    evidence = (
        Evidence("card", "one of several elements of the same shape, with a text of its own", title or ""),
    )
    published = header.published or stated_moment(known.published if known else None, "datePublished")
    article = Article(
        title=header.title,
        standfirst=header.standfirst,
        paragraphs=body.paragraphs,
        authors=header.authors or clean_authors(known.authors if known else ()),
        site=host_of(document.base or "") or None,
        credit=header.credit,
        published=published,
        category=header.category or (known.section if known else None),
        hashtags=tuple(dict.fromkeys((*_tag_links(card), *body.hashtags))),
        labels=tuple(dict.fromkeys((*labels_in_title(header.title), *header.labels, *body.labels))),
        notes=body.notes,
        links=_links(text_blocks, body),
        pictures=pictures_in(
            card.node,
            document.base,
            header.title,
            body.paragraphs,
            stated=named_pictures(known, document.base),
        ),
        url=url,
        evidence=evidence,
    )
    return Found(article, body.promos)


def stated_as(stated: Iterable[StatedArticle], title: str | None) -> StatedArticle | None:
    """The JSON-LD that states an article under this headline."""
    key = name_key(title or "")
    return next((s for s in stated if key and name_key(s.headline or s.name or "") == key), None)


def lines_of(blocks: Sequence[Block]) -> list[str]:
    """Blocks as lines, with a blank line between those that stand on their own.

    Boxes inside a text (a promo's marker, label and headline) share a parent that is not the text's own: their
    lines stay together, as they do on the screen.
    """
    parents = [block.node.parent.mem_id if block.node.parent else 0 for block in blocks]
    weights: Counter[int] = Counter()
    for parent, block in zip(parents, blocks, strict=True):
        weights[parent] += word_count(block.text)
    own = weights.most_common(1)[0][0] if weights else 0
    lines: list[str] = []
    for i, block in enumerate(blocks):
        if i and (parents[i] == own or parents[i] != parents[i - 1]):
            lines.append("")
        lines.append(block.text)
    return lines


def without_end(blocks: Sequence[Block]) -> list[Block]:
    """A card's blocks without the buttons, counts and panels after its text."""
    kept = list(blocks)
    for i, block in enumerate(kept):
        if role_of(block.text) in ENDS_ARTICLE - {Role.HASHTAGS}:
            kept = kept[:i]
            break
    while kept and not is_prose(kept[-1].text):
        role = role_of(kept[-1].text)
        if role in (Role.LABEL, Role.TAG_LINE) or kept[-1].node.tag in ("li", "blockquote", "td"):
            break
        kept.pop()
    return kept


def _own_address(card: Card, document: Document) -> str | None:
    """Where the card's headline leads, or its "permalink"."""
    if card.heading and card.heading.links:
        return card.heading.links[0].url
    for selector in (
        "a[rel~=bookmark]",
        "a[itemprop=url]",
        "h1 a, h2 a, h3 a, h4 a",
        "a:has(h1, h2, h3, h4)",
    ):
        node = card.node.css_first(selector)
        if node is not None and (url := document.absolute(node.attributes.get("href"))):
            return url
    return None


def _tag_links(card: Card) -> tuple[str, ...]:
    return clean_topics(text_of(node) for node in card.node.css("a[rel~=tag]"))


def _links(blocks: Sequence[Block], body: Body) -> tuple[Link, ...]:
    """The links in what is kept of the text."""
    kept = set(body.paragraphs)
    return tuple({link.url: link for block in blocks if block.text in kept for link in block.links}.values())


def read_stated(stated: StatedArticle, reader: HeaderReader) -> Found | None:
    """An article that only JSON-LD holds, with its text; None when it has no headline or no text."""
    title = stated.headline or stated.name
    lines = body_lines(stated.body or "")
    if not title or not lines:
        return None
    body = clean_body(lines, repeated=[title])
    publisher = stated.publisher
    article = Article(
        title=title,
        paragraphs=body.paragraphs,
        authors=clean_authors(stated.authors),
        site=reader.host or None,
        credit=stated_credit(publisher.name, "publisher", reader.publishers) if publisher else None,
        published=stated_moment(stated.published, "datePublished"),
        language=language_code(stated.language),
        category=stated.section,
        hashtags=clean_topics(split_topics(stated.keywords)),
        labels=tuple(dict.fromkeys((*labels_in_title(title), *body.labels))),
        notes=body.notes,
        pictures=named_pictures(stated, stated.url),
        url=stated.url,
        evidence=(Evidence("stated-article", "JSON-LD holds its whole text", title),),
    )
    return Found(article, body.promos)
