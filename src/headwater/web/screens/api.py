"""For programs: what can be asked, and in which forms it is answered."""

from starlette.requests import Request

from headwater.web.answering import Reader, Screen
from headwater.web.outside.openapi import by_path, openapi
from headwater.web.pages import Page
from headwater.web.wording.translation import _


async def screen(reader: Reader, request: Request) -> Screen:
    """As JSON it is the OpenAPI description."""
    del reader, request
    endpoints = [(each, _(each.says), [(p, _(p.says)) for p in each.parameters]) for each in by_path()]
    return Screen("api.html", {"endpoints": endpoints}, openapi())


PAGES: tuple[Page, ...] = (Page("/api", screen),)
