"""The pictures of a feed's entries: as feeds name them, and in the HTML of what they say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from headwater.model import Picture
from headwater.reading.markup.document import squeeze
from headwater.reading.markup.jsonld import plain
from headwater.reading.markup.nesting import limit_nesting
from headwater.reading.markup.pictures import (
    bare_credit,
    bounded_caption,
    picture_address,
    pictures_in,
    told_pixels,
)

# Of what one entry names; more are a gallery's previews.
_MOST = 20
_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")


@dataclass(frozen=True, slots=True)
class FeedPicture:
    """A picture as a feed's entry names it (Media RSS, enclosures, JSON Feed), as written."""

    url: str
    caption: str = ""
    credit: str = ""
    width: str = ""
    height: str = ""


def named_in_feed(entry: Mapping[str, object]) -> tuple[FeedPicture, ...]:
    """The pictures among what an entry encloses, by either parser's names; others' kinds are left out."""
    found: dict[str, FeedPicture] = {}
    for name in ("media_content", "enclosures", "media_thumbnail"):
        for item in _items(entry.get(name)):
            url = _string(item.get("url")) or _string(item.get("href"))
            if url and len(found) < _MOST and (name == "media_thumbnail" or _is_picture(item, url)):
                caption = _string(item.get("description")) or _string(item.get("text"))
                sizes = (_string(item.get(side)) for side in ("width", "height"))
                found.setdefault(url, FeedPicture(url, caption, _string(item.get("credit")), *sizes))
    return tuple(found.values())


def named_in_json(item: Mapping[str, object]) -> tuple[FeedPicture, ...]:
    """The pictures that an item of a JSON Feed names."""
    urls = [_string(item.get(name)) for name in ("image", "banner_image")]
    for attached in _items(item.get("attachments")):
        if _string(attached.get("mime_type")).startswith("image/"):
            urls.append(_string(attached.get("url")))
    return tuple(FeedPicture(url) for url in dict.fromkeys(urls[:_MOST]) if url)


def pictures_of(
    named: Sequence[FeedPicture], html: str, base: str | None, title: str | None, paragraphs: Sequence[str]
) -> tuple[Picture, ...]:
    """An entry's pictures: those in its HTML, placed in these paragraphs, and one that it names as lead."""
    body = LexborHTMLParser(limit_nesting(html)).body if "<" in html else None
    return pictures_in(body, base, title, paragraphs, stated=tuple(_stated(named, base)))


def _stated(named: Sequence[FeedPicture], base: str | None) -> Iterator[Picture]:
    """The named ones as pictures, the widest first; those of unknown width keep their order behind."""
    known = sorted(named, key=lambda picture: -(told_pixels(picture.width) or 0))
    for picture in known:
        url = picture_address(picture.url, base)
        if url is not None:
            caption = bounded_caption(
                squeeze(plain(picture.caption)), bare_credit(squeeze(plain(picture.credit)))
            )
            yield Picture(
                url=url,
                caption=caption.text,
                credit=caption.credit,
                width=told_pixels(picture.width),
                height=told_pixels(picture.height),
            )


def _is_picture(item: Mapping[str, object], url: str) -> bool:
    kind, medium = _string(item.get("type")).lower(), _string(item.get("medium")).lower()
    if kind or medium:
        return kind.startswith("image/") or medium == "image"
    return url.partition("?")[0].lower().endswith(_PICTURE_ENDINGS)


def _items(value: object) -> list[Mapping[str, object]]:
    return [dict(item) for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _string(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""
