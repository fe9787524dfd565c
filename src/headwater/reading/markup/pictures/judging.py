"""Whether a picture is the article's own: not an icon, an author's portrait, an advertisement, or another article's.

Judged is the box that it stands in: the elements around it that hold none of the article's text. What a page states as
its article's picture, and what has a caption, is believed before the words of its address.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from headwater.reading.markup.blocks import hints_of
from headwater.reading.markup.document import ancestors
from headwater.reading.markup.pictures.places import Placed, Places

# Smaller ones are icons and portraits: the stored pages' smallest picture of an article was 200 pixels wide.
_LEAST_WIDTH, _LEAST_HEIGHT = 160, 90
_OTHER_PARTS = frozenset(("nav", "aside", "footer", "form", "button", "dialog", "label", "menu"))
_OTHER_WORDS = frozenset(
    "logo logos icon icons avatar avatars gravatar byline bylines author authors bio profile contributor writer "  # noqa: SIM905 (quoted one by one, words fill a screen)
    "promo promos promotion related teaser teasers recommended recommendation recommendations recirc sponsor sponsored "
    "ad ads adv advert advertisement advertising anzeige banner newsletter newsletters subscribe subscription paywall "
    "share sharing social comment comments sidebar footer navigation menu breadcrumb breadcrumbs trending popular "
    "readmore emoji smiley pixel tracking spinner rating cookie consent donate membership toolbar app signup "
    "tags taglist pagination reply quoted user owner".split()
)
_OTHER_IN_ADDRESS = frozenset(
    "logo logos icon icons favicon avatar avatars gravatar sprite sprites pixel spacer blank placeholder loading "  # noqa: SIM905 (quoted one by one, words fill a screen)
    "emoji emojis smiley smileys smilies badge badges button buttons banner banners tracking beacon authors author "
    "autor autoren byline columnist columnists profile profiles headshot headshots ads advert banners noimage".split()
)
# A picture that a site shows for want of one.
_STAND_INS = frozenset(
    "default defaults fallback placeholder noimage nophoto dummy favicon logo logos og ogimage opengraph share sharing "  # noqa: SIM905 (quoted one by one, words fill a screen)
    "icon touch socialshare".split()
)
_WORD = re.compile(r"[a-z]+")
_OF_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[/?&#!:;])", re.IGNORECASE)
_SIZE = re.compile(
    r"(?:[-_.@](?:\d{2,4}x\d{0,4}|x\d{2,4}|w\d{2,4}|h\d{2,4}|\d{2,4}w|\d+x|scaled|large|medium|small|mobile|desktop))+$"
)
_SIZE_IN_PATH = re.compile(r"/(?:\d{2,4}x\d{2,4}|w\d{2,4}|s\d{2,4}[a-z]?)(?=[/.]|$)")
_LAST_NUMBER = re.compile(r"[-_]\d{2,4}(?:\.[a-z]{3,4})?$")


@dataclass(frozen=True, slots=True)
class Box:
    """A picture and the elements around it that hold none of the article's text, innermost first."""

    nodes: tuple[LexborNode, ...]

    @property
    def figure(self) -> LexborNode | None:
        """The figure that holds it."""
        return next((node for node in self.nodes if node.tag == "figure"), None)


def box_of(node: LexborNode, places: Places) -> Box:
    """The picture's box."""
    nodes = [node]
    for outer in ancestors(node):
        if places.holders[outer.mem_id] or outer.mem_id == places.whole.mem_id:
            break
        nodes.append(outer)
    return Box(tuple(nodes))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a picture is to be believed.

    Because it has a caption, because the page states it as its article's, or because it stands above the text of a
    card, where a link leads to the article itself.
    """

    captioned: bool = False
    stated: bool = False
    heads_card: bool = False


def is_in_place(placed: Placed, places: Places, standing: Standing) -> bool:
    """Whether a picture stands where an article's do: from headline to last paragraph; beyond, only with a caption."""
    if standing.stated:
        return placed.offset < places.end
    above = {node.mem_id for node in ancestors(placed.node)}
    if places.whole.mem_id not in above:
        return False
    if placed.offset > places.first:
        return places.text.mem_id in above and (placed.offset < places.end or standing.captioned)
    is_above = places.headline is not None and placed.offset <= places.headline
    return not is_above or standing.captioned or standing.heads_card


def is_own(box: Box, url: str, size: tuple[int | None, int | None], standing: Standing) -> bool:
    """Whether nothing in a picture's box says that it is something else than the article's."""
    width, height = size
    if (width and width < _LEAST_WIDTH) or (height and height < _LEAST_HEIGHT):
        return False
    if standing.stated:
        return not any(node.tag in ("nav", "footer") for node in box.nodes)
    if any(_is_other_part(node, standing) for node in box.nodes) or (
        not standing.heads_card and _is_teaser(box, standing)
    ):
        return False
    if standing.captioned:
        return True
    # What tells neither its size nor that it is a picture is what counts who reads.
    is_picture = width is not None or bool(_OF_PICTURE.search(url)) or box.figure is not None
    return is_picture and not _says_other(box.nodes[0], url)


def _is_other_part(node: LexborNode, standing: Standing) -> bool:
    """Whether an element is no part of a text; a button around a picture with a caption only enlarges it."""
    if node.tag in ("button", "label") and standing.captioned:
        return False
    hints = hints_of(node)
    return node.tag in _OTHER_PARTS or bool(hints & _OTHER_WORDS) or {"link", "preview"} <= hints


def is_stand_in(url: str) -> bool:
    """Whether an address that a page states as its picture is that of the site's own sign."""
    path = unquote(urlsplit(url).path).lower()
    if "gravatar" in url or path.endswith("favicon.ico"):
        return True
    return bool(set(_WORD.findall(path.rpartition("/")[2])) & _STAND_INS)


def same_picture(url: str) -> str:
    """A key that a picture's files of all sizes share: the file's name without its size, or the whole path."""
    path = unquote(urlsplit(url).path).rstrip("/").lower()
    name = path.rpartition("/")[2]
    stem = _SIZE.sub("", name.rpartition(".")[0] or name)
    return stem if len(stem) >= 8 and _WORD.search(stem) else _SIZE_IN_PATH.sub("", path)


def may_be_same(one: str, other: str) -> bool:
    """Whether two addresses look like one picture, also where only a number tells its sizes apart."""
    first, second = same_picture(one), same_picture(other)
    return first == second or _LAST_NUMBER.sub("", first) == _LAST_NUMBER.sub("", second)


def _is_teaser(box: Box, standing: Standing) -> bool:
    """Whether a picture leads to another page: by a link around its figure, or by a headline beside it."""
    figure = box.figure
    is_outside = figure is None
    for node in box.nodes[1:]:
        is_outside = is_outside or (figure is not None and node.mem_id == figure.mem_id)
        if node.tag == "a" and _leads_away(node) and (is_outside or not standing.captioned):
            return True
    outer = box.nodes[-1]
    return (
        outer.css_first("h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4")
        is not None
    )


def _leads_away(link: LexborNode) -> bool:
    """Whether a link leads to a page: not to the picture itself, nor to a place on this page."""
    address = (link.attributes.get("href") or "").strip()
    return bool(address) and not address.startswith(("#", "javascript:")) and not _OF_PICTURE.search(address)


def _says_other(node: LexborNode, url: str) -> bool:
    """Whether a picture's address or alternative text calls it a sign of something."""
    path = _WORD.findall(unquote(urlsplit(url).path).lower())
    alt = _WORD.findall((node.attributes.get("alt") or "").lower())[:4]
    return bool(set(path) & _OTHER_IN_ADDRESS) or bool(set(alt) & {"logo", "icon", "avatar", "emoji"})
