"""The pictures that a page's markup names as its article's, without showing where."""

from collections.abc import Iterator

from headwater.model import Picture
from headwater.reading.markup.document import Document
from headwater.reading.markup.jsonld import StatedArticle, StatedPicture
from headwater.reading.markup.pictures.addresses import WIDEST, picture_address, told_pixels
from headwater.reading.markup.pictures.captions import bare_credit, bounded_caption

_META = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")


def stated_pictures(document: Document, stated: StatedArticle | None) -> tuple[Picture, ...]:
    """JSON-LD's first, then OpenGraph's: the order in which they are the article's own and not the site's."""
    return (*named_pictures(stated, document.base), *_of_meta(document))


def named_pictures(stated: StatedArticle | None, base: str | None) -> tuple[Picture, ...]:
    """The picture that JSON-LD names, if any: of several, which are crops of one, the largest that a page needs."""
    pictures = [picture for one in stated.pictures if (picture := _picture(one, base))] if stated else []
    fitting = [picture for picture in pictures if (picture.width or 0) <= WIDEST]
    return tuple(sorted(fitting or pictures, key=lambda picture: -(picture.width or 0))[:1])


def _picture(stated: StatedPicture, base: str | None) -> Picture | None:
    url = picture_address(stated.url, base)
    if url is None:
        return None
    caption = bounded_caption(stated.caption, bare_credit(stated.credit))
    return Picture(
        url=url,
        caption=caption.text,
        credit=caption.credit,
        width=told_pixels(stated.width),
        height=told_pixels(stated.height),
    )


def _of_meta(document: Document) -> Iterator[Picture]:
    told: dict[str, str] = {}
    for node in document.css("meta[content]"):
        name = (node.attributes.get("property") or node.attributes.get("name") or "").strip().lower()
        told.setdefault(name, node.attributes.get("content") or "")
    for name in _META:
        if url := picture_address(told.get(name), document.base):
            sized = name.startswith("og:")
            yield Picture(
                url=url,
                alt=told.get("og:image:alt", "")[:500] if sized else "",
                width=told_pixels(told.get("og:image:width")) if sized else None,
                height=told_pixels(told.get("og:image:height")) if sized else None,
            )
            return
