"""A page: the screen that answers at a path, and the paths of its other forms."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request

from headwater.web.answering import Reader, Screen
from headwater.web.outside.feeds import FEED_FORMS

ScreenMaker = Callable[[Reader, Request], Awaitable[Screen]]


@dataclass(frozen=True, slots=True)
class Page:
    """A screen and its path. It answers at `path` and at its JSON twin; a list also as feeds."""

    path: str
    make: ScreenMaker
    is_list: bool = False

    def paths(self) -> tuple[str, ...]:
        """All paths that it answers at, in the order in which they have to be tried."""
        stem = "/index" if self.path == "/" else self.path
        # A feed of JSON ends like the JSON twin: the longer ending has to be asked first.
        endings = [form.ending for form in FEED_FORMS] if self.is_list else []
        longest_first = sorted(endings, key=len, reverse=True)
        return (*(stem + ending for ending in longest_first), f"{stem}.json", self.path)
