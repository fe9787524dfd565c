"""The articles behind a link of the network: what one site has from another."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request

from headwater.model.errors import NotFoundError
from headwater.model.exchange import Exchange, ExchangeFilter, PassedArticle
from headwater.store.exchanges import Exchanges
from headwater.web import addresses
from headwater.web.answering import Reader, Screen
from headwater.web.outside.feeds import Feed, FeedEntry
from headwater.web.pages import Page
from headwater.web.paging import Pager, page_number
from headwater.web.screens.network_ask import ARTICLES_PATH, NetworkAsk
from headwater.web.wording import words as wording
from headwater.web.wording.network import link_rows
from headwater.web.wording.translation import _

SIZE = 40

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class PassedLine:
    """An article that was taken, as the list shows it. `source_href` is empty where its source is not stored."""

    passed: PassedArticle
    headline: str
    direction: str
    href: str
    delay: str
    source_href: str
    source_headline: str
    compare_href: str


async def screen(reader: Reader, request: Request) -> Screen:
    """`?giver=` and `?taker=` are the names of two sites, `page` a page of the list."""
    giver, taker, number = _name(request, "giver"), _name(request, "taker"), page_number(request)
    link, found = await reader.read(lambda session: _find(session.exchanges, giver, taker, number))
    ask = NetworkAsk()
    fields = (("giver", giver), ("taker", taker))
    pager = Pager(ARTICLES_PATH, number, max(1, -(-link.articles // SIZE)), fields)
    (row,) = link_rows((link,), ask.credit, {}, site=ask.of_site, link=ask.articles_of)
    values = {"row": row, "lines": tuple(map(_line, found)), "pager": pager, "network": ask.of_site("")}
    record = {"link": link._asdict(), "articles": found, "page": number, "pages": pager.pages}
    return Screen("network_articles.html", values, record, feed=lambda: _feed(link, found))


PAGES = (Page(ARTICLES_PATH, screen, is_list=True),)


def _find(
    exchanges: Exchanges, giver: str, taker: str, number: int
) -> tuple[Exchange, tuple[PassedArticle, ...]]:
    """The link and a page of its articles. Raises NotFoundError."""
    links = exchanges.links(ExchangeFilter(givers=(giver,), takers=(taker,)), limit=1)
    if not links:
        raise NotFoundError(
            _("Nothing that is stored is known to have passed from “{giver}” to “{taker}”.").format(
                giver=giver, taker=taker
            )
        )
    return links[0], exchanges.passed(giver, taker, limit=SIZE, start=SIZE * (number - 1))


def _name(request: Request, field: str) -> str:
    name = request.query_params.get(field, "")
    if not name or len(name) > _LONGEST_NAME:
        raise HTTPException(400, _("“{field}” has to be the name of a site.").format(field=field))
    return name


def _line(passed: PassedArticle) -> PassedLine:
    return PassedLine(
        passed=passed,
        headline=passed.headline or _("Untitled article"),
        direction=wording.direction(passed.language),
        href=addresses.article_path(passed.article),
        delay="" if passed.delay_minutes is None else wording.delay_words(passed.delay_minutes),
        source_href=addresses.article_path(passed.source) if passed.source else "",
        source_headline=passed.source_headline or _("Untitled article"),
        compare_href=f"/compare?{urlencode({'a': passed.source, 'b': passed.article})}"
        if passed.source
        else "",
    )


def _feed(link: Exchange, found: Sequence[PassedArticle]) -> Feed:
    title = _("{taker} from {giver}").format(taker=link.taker, giver=link.giver)
    entries = tuple(
        FeedEntry(
            id=f"passed-{each.article}",
            path=addresses.article_path(each.article),
            title=each.headline or _("Untitled article"),
            text=_("credited") if each.credited else _("not credited"),
            published=each.published.best if each.published else None,
            language=each.language,
        )
        for each in found
    )
    return Feed(title, NetworkAsk().articles_of(link.giver, link.taker), entries)
