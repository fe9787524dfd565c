"""Which of a picture's files to ask for: the largest that a page needs, behind whatever loads it late.

A page offers one picture in many sizes (`srcset`, `<source>`) and often hides the real address in an attribute of
the script that loads it when it is scrolled to: of 7,655 `<img>` on 347 stored news pages, 2,300 had one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from headwater.reading.markup.blocks import hints_of
from headwater.reading.markup.document import absolute, children

# Wider than any reading column on any screen; what is larger only takes longer to come.
WIDEST = 1600
# Below this a known size is a preview's, and an address of unknown size is the better guess.
_PREVIEW = 400
_LONGEST_ADDRESS = 4_000
_LONGEST_SRCSET = 20_000
_MOST_CANDIDATES = 60
# What a late-loading script keeps the address in, in the order of how often it is right.
_LATE = ("data-src", "data-lazy-src", "data-original", "data-large-file", "data-image", "data-src-large",
         "data-src-medium", "data-original-src", "data-full-src", "data-hi-res-src", "data-url")  # fmt: skip
_LATE_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
_BETWEEN, _RUN = re.compile(r"[\s,]*"), re.compile(r"\S*")
_DESCRIPTOR = re.compile(r"\s*(\d{1,5}(?:\.\d+)?)([wx])\b")
_WIDTH_IN_QUERY = re.compile(r"[?&;](?:w|width|imwidth|imgw)=(\d{2,4})(?:&|$)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*", re.IGNORECASE)
# In the name of a file that only keeps the place until the real one is loaded.
_STAND_IN = re.compile(
    r"(?<![a-z])(?:placeholder|blank|spacer|transparent|loading|loader|lazy|lazyload|1x1|pixel|empty|grey|gray)(?![a-z])",
    re.IGNORECASE,
)
# A background is a picture where its element says so; others are decoration.
_SHOWS = frozenset(("photo", "picture", "image", "thumb", "hero"))
_BACKGROUND = re.compile(
    r"background(?:-image)?\s*:[^;]{0,40}?url\(\s*['\"]?([^'\")]{1,4000})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file of a picture: its absolute address, and its size in pixels where that is told."""

    url: str
    width: int | None = None
    height: int | None = None


def file_of(node: LexborNode, base: str | None) -> PictureFile | None:
    """The file to ask for, of an `<img>` (with the `<source>`s beside it) or of an element with a background."""
    if node.tag not in ("img", "amp-img"):
        shows = hints_of(node) & _SHOWS
        found = _BACKGROUND.search(node.attributes.get("style") or "") if shows else None
        url = picture_address(found[1], base) if found else None
        return PictureFile(url) if url else None
    files = list(_files(node, base))
    best = _best(files)
    if best is None:
        return None
    return _with_shape(best, _size_of(node))


def picture_address(address: str | None, base: str | None) -> str | None:
    """An absolute http(s) address that a picture may be asked for at; None for all others.

    Left out are data: and other schemes, addresses with a name and password, drawings (SVG may hold scripts), and
    what is longer than any picture's.
    """
    # Some attributes hold a list of addresses in JSON, which no address begins like.
    if not address or len(address) > _LONGEST_ADDRESS or address.lstrip().startswith(("{", "[", "<")):
        return None
    url = absolute(address, base)
    if url is None or "@" in url.split("/", 3)[2] or any(ord(letter) < 32 for letter in url):
        return None
    path = url.partition("?")[0].partition("#")[0].lower()
    return None if path.endswith((".svg", ".svgz", ".mp4", ".webm", ".mp3", ".pdf")) else url


def told_pixels(value: object) -> int | None:
    """A number of pixels as attributes and fields write it; None for percentages and nonsense."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if 0 < value < 100_000 else None
    found = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) or None if found else None


def _files(node: LexborNode, base: str | None) -> Iterator[PictureFile]:
    """All files that are offered for one picture, the most trusted of unknown size first."""
    width, height = _size_of(node)
    attributes = node.attributes
    parent = node.parent
    sources = [s for s in children(parent) if s.tag == "source"] if parent and parent.tag == "picture" else []
    for holder in (*sources, node):
        for name in ("srcset", *_LATE_SETS):
            yield from _set(holder.attributes.get(name), width, base)
    for name in _LATE:
        if url := picture_address(attributes.get(name), base):
            yield PictureFile(url, _width_in(url))
    # One pixel is a stand-in's, or what counts who reads.
    is_dot = any(told_pixels(attributes.get(name)) in range(1, 4) for name in ("width", "height"))
    if not is_dot and (url := picture_address(attributes.get("src"), base)):
        yield PictureFile(url, _width_in(url) or (width if not sources else None), height)


def _set(srcset: str | None, width: int | None, base: str | None) -> Iterator[PictureFile]:
    """The candidates of a `srcset`; a density counts as that many times the width that the element has."""
    for address, descriptor in islice(_candidates((srcset or "")[:_LONGEST_SRCSET]), _MOST_CANDIDATES):
        if url := picture_address(address, base):
            told = _DESCRIPTOR.match(descriptor)
            size = float(told[1]) if told else None
            if told and told[2] == "x":
                size = size * width if size and width else None
            yield PictureFile(url, int(size) if size else _width_in(url))


def _candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Addresses with their descriptors, as browsers split them: a comma inside an address does not (HTML, srcset)."""
    at = 0
    while at < len(srcset):
        at = _end(_BETWEEN, srcset, at)
        end = _end(_RUN, srcset, at)
        address, at = srcset[at:end], end
        descriptor = ""
        if not address.endswith(","):
            comma = srcset.find(",", at)
            end = len(srcset) if comma < 0 else comma
            descriptor, at = srcset[at:end], end
        if address:
            yield address.rstrip(","), descriptor


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _best(files: list[PictureFile]) -> PictureFile | None:
    """The widest up to `WIDEST`, else the least wide above it; a preview only where there is nothing else."""
    real = [file for file in files if not _STAND_IN.search(file.url.rpartition("/")[2])]
    known = [file for file in real if file.width]
    fitting = [file for file in known if file.width and file.width <= WIDEST]
    best = max(fitting, key=lambda f: f.width or 0, default=None) or min(
        known, key=lambda f: f.width or 0, default=None
    )
    unknown = next((file for file in real if not file.width), None)
    if best is None or (unknown is not None and (best.width or 0) < _PREVIEW):
        return unknown or best
    return best


def _with_shape(file: PictureFile, told: tuple[int | None, int | None]) -> PictureFile:
    """The file with its size: its own width where that is known, and a height by the shape that the element has."""
    width, height = told
    if not width or not height:
        return PictureFile(file.url, file.width, None)
    if file.width and file.width != width:
        return PictureFile(file.url, file.width, max(1, round(file.width * height / width)))
    return PictureFile(file.url, width, height)


def _size_of(node: LexborNode) -> tuple[int | None, int | None]:
    """Width and height as the element tells them; both None where they are a stand-in's."""
    width, height = (told_pixels(node.attributes.get(name)) for name in ("width", "height"))
    return (None, None) if 1 in (width, height) else (width, height)


def _width_in(url: str) -> int | None:
    found = _WIDTH_IN_QUERY.search(url)
    return int(found[1]) if found else None
