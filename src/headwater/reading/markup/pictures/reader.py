"""An article's pictures on its page, in their order, with captions, credits and places."""

from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from headwater.model import Picture
from headwater.reading.markup.blocks import hints_of
from headwater.reading.markup.document import squeeze
from headwater.reading.markup.pictures.addresses import file_of
from headwater.reading.markup.pictures.captions import Caption, caption_in
from headwater.reading.markup.pictures.judging import (
    Box,
    Standing,
    box_of,
    is_in_place,
    is_own,
    is_stand_in,
    may_be_same,
    same_picture,
)
from headwater.reading.markup.pictures.places import Placed, Places, places_of

# A gallery holds fewer; what has more is no article.
MOST_PICTURES = 100
_LONGEST_ALT = 500
_CAPTIONS = frozenset(("caption", "captions", "figcaption", "legend", "bildunterschrift", "bu"))


def pictures_in(
    root: LexborNode | None,
    base: str | None,
    title: str | None,
    paragraphs: Sequence[str],
    *,
    stated: Sequence[Picture] = (),
    is_whole: bool = True,
) -> tuple[Picture, ...]:
    """The pictures under an element that belong to an article, led by one that is stated where none stands above it.

    `base` is what addresses are relative to. `stated` are the pictures that markup or a feed names as the article's,
    the most trusted first. `is_whole` says that all of the element is this article's: a card, a post, an entry of a
    feed; on a page of its own the article is looked for first.
    """
    places = None
    if root is not None and paragraphs:
        places = places_of(root, title, paragraphs, is_whole=is_whole)
    if places is None:
        return _with_lead((), stated)
    found: dict[str, Picture] = {}
    for placed in places.pictures:
        picture = _picture(placed, places, base, stated)
        if picture is not None:
            key = same_picture(picture.url)
            found[key] = _either(found[key], picture) if key in found else picture
        if len(found) == MOST_PICTURES:
            break
    return _with_lead(tuple(found.values()), stated)


def _with_lead(pictures: Sequence[Picture], stated: Sequence[Picture]) -> tuple[Picture, ...]:
    """The pictures with what is stated of them, or with a stated one as lead where they have none."""
    told = list(pictures)
    for picture in stated:
        for place, shown in enumerate(told):
            if may_be_same(shown.url, picture.url):
                told[place] = _either(shown, picture)
                return tuple(told)
    # A standfirst counts as the first paragraph where nothing tells it apart.
    if any(picture.after <= 1 for picture in told):
        return tuple(told)
    lead = next((picture for picture in stated if not is_stand_in(picture.url)), None)
    return (replace(lead, after=0), *told[: MOST_PICTURES - 1]) if lead else tuple(told)


def _picture(placed: Placed, places: Places, base: str | None, stated: Sequence[Picture]) -> Picture | None:
    file = file_of(placed.node, base)
    if file is None:
        return None
    box = box_of(placed.node, places)
    caption = _caption(box)
    standing = Standing(
        captioned=bool(caption.text or caption.credit),
        stated=any(may_be_same(picture.url, file.url) for picture in stated),
        heads_card=places.is_whole and placed.offset <= places.first,
    )
    if not is_in_place(placed, places, standing):
        return None
    if not is_own(box, file.url, (file.width, file.height), standing):
        return None
    alt = squeeze(placed.node.attributes.get("alt") or "")
    return Picture(
        url=file.url,
        caption=caption.text,
        credit=caption.credit,
        alt=alt if len(alt) <= _LONGEST_ALT else "",
        width=file.width,
        height=file.height,
        after=places.after(placed.offset),
    )


def _caption(box: Box) -> Caption:
    """What the figure around a picture says, else the element of its box that calls itself a caption."""
    figure = box.figure
    if figure is not None and (captions := figure.css("figcaption")):
        # A figure of figures has a caption for each, and one for all.
        own = [c for c in captions if c.parent is not None and c.parent.mem_id == figure.mem_id]
        return caption_in(own or captions[:1])
    for outer in box.nodes[1:4]:
        if len(outer.css("img")) > 1 and outer.tag not in ("figure", "picture"):
            break
        named = [node for node in outer.css("[class]") if hints_of(node) & _CAPTIONS]
        if named and named[0].css_first("img") is None:
            return caption_in(named[:1])
    return Caption()


def _either(one: Picture, other: Picture) -> Picture:
    """A picture that is told twice: what the first leaves out, the second may say."""
    sized, more = (one, other) if (one.width or 0) >= (other.width or 0) else (other, one)
    return Picture(
        url=sized.url,
        caption=one.caption or other.caption,
        credit=one.credit or other.credit,
        alt=one.alt or other.alt,
        width=sized.width or more.width,
        height=sized.height or (more.height if sized.width is None else None),
        after=one.after,
    )
