"""Pages of a list by their number, as addresses ask for them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request

from headwater.web.wording.translation import _


@dataclass(frozen=True, slots=True)
class Pager:
    """Page `number` of `pages` at `path`; `fields` are what else its address asks for."""

    path: str
    number: int
    pages: int
    fields: tuple[tuple[str, str], ...] = ()

    def address(self, number: int) -> str:
        page = (("page", str(number)),) if number > 1 else ()
        query = urlencode((*self.fields, *page))
        return f"{self.path}?{query}" if query else self.path


def page_number(request: Request) -> int:
    """The page that `?page=` asks for, from 1. Raises HTTPException for what is no number."""
    asked = request.query_params.get("page", "1")
    if not asked.isascii() or not asked.isdigit() or not 0 < len(asked) < 10 or int(asked) < 1:
        raise HTTPException(404, _("A list has no page “%(asked)s”.") % {"asked": asked[:20]})
    return int(asked)
