"""How an article's page shows its pictures: which of them, where among the paragraphs, and in what room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import Request

from headwater.model import Article, Picture
from headwater.model.publisher import host_of
from headwater.web.answering import Reader
from headwater.web.screens.picture import may_fetch, picture_path
from headwater.web.wording.changed_text import Block
from headwater.web.wording.words import web_address

# Told sizes beyond are a mistake or a banner's: a room of that shape would be a line or a tower.
_FLATTEST, _TALLEST = 4.0, 0.4


class Showing(StrEnum):
    """How a picture is shown."""

    SHOWN = "shown"
    ASKED = "asked"  # only once it is asked for
    TOLD = "told"  # its caption and a link to the original, which this reader does not fetch


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture on a page. `path` is where it is shown from, `original` its own address, `host` whose that is.

    `width` and `height` are set where the page told a shape that a room can be kept for.
    """

    picture: Picture
    showing: Showing
    path: str
    original: str
    host: str
    width: int | None = None
    height: int | None = None

    @property
    def is_lead(self) -> bool:
        """Whether it stands above the text."""
        return self.picture.after == 0


@dataclass(frozen=True, slots=True)
class ShownPictures:
    """An article's pictures as its page shows them, in their order."""

    all: tuple[ShownPicture, ...] = ()

    @property
    def lead(self) -> tuple[ShownPicture, ...]:
        """Those above the text."""
        return tuple(shown for shown in self.all if shown.is_lead)

    def among(self, blocks: Iterable[Block]) -> Iterator[tuple[Block, tuple[ShownPicture, ...]]]:
        """Each block of the text with the pictures that stand below it; what the origin had here counts as none."""
        waiting = [shown for shown in self.all if not shown.is_lead]
        paragraphs, listed = 0, list(blocks)
        for place, block in enumerate(listed):
            paragraphs += not block.dropped
            is_last = place == len(listed) - 1
            below = [s for s in waiting if is_last or (not block.dropped and s.picture.after <= paragraphs)]
            waiting = waiting[len(below) :]
            yield block, tuple(below)


def shown_pictures(
    reader: Reader, request: Request, article: Article, *, stored: Article | None = None
) -> ShownPictures:
    """The pictures of an article for whoever asks; `stored` is its newest version, where an older one is shown.

    A picture that only an older version had is told of, and not fetched.
    """
    preferences = request.state.preferences
    showing = Showing.ASKED if preferences.reduced_data else Showing.SHOWN
    showing = showing if may_fetch(reader, preferences) else Showing.TOLD
    known = {picture.url: n for n, picture in reversed(list(enumerate((stored or article).pictures)))}
    return ShownPictures(
        tuple(
            _shown(picture, article.id, known.get(picture.url), showing)
            for picture in article.pictures
            if web_address(picture.url)
        )
    )


def _shown(picture: Picture, article: str, number: int | None, showing: Showing) -> ShownPicture:
    path = (
        picture_path(article, number, picture) if number is not None and showing is not Showing.TOLD else ""
    )
    width, height = picture.width, picture.height
    has_shape = bool(width and height) and _TALLEST <= (width or 0) / (height or 1) <= _FLATTEST
    return ShownPicture(
        picture,
        showing if path else Showing.TOLD,
        path,
        web_address(picture.url),
        host_of(picture.url),
        width if has_shape else None,
        height if has_shape else None,
    )
