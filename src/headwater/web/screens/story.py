"""A story: what it says, the river of where it came from, and its articles by origin."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from starlette.requests import Request

from headwater.model import Family
from headwater.model.people import ME
from headwater.model.views import ArticleCard, StoryCard, StoryView
from headwater.model.words import SubjectKind
from headwater.web import addresses
from headwater.web.answering import Reader, Screen
from headwater.web.drawing import river, river_members
from headwater.web.drawing.origin_bar import REST, UNSEEN, origin_bar, tones
from headwater.web.drawing.river_bundles import gathered
from headwater.web.wording import times
from headwater.web.wording import words as wording
from headwater.web.wording.family_rows import family_rows
from headwater.web.wording.outlined import differences_shown, outlined
from headwater.web.wording.translation import _

# A line or two of them.
_HASHTAGS = 12
# Beside a timeline of as many entries; the rest is folded.
_OPEN = 8
# Rows of a family, of all families, and reports of one article: a page of a thousand is slow to write and to read.
_LISTED, _LISTED_IN_ALL = 60, 200
# However many went before, a family has its first rows, where it is listed at all.
_LEAST_LISTED, _FAMILIES_LISTED = 3, 40

_Family = tuple[Family, Sequence[ArticleCard]]


async def screen(reader: Reader, request: Request) -> Screen:
    """`?all=1` lists every article of a story that has very many. Raises NotFoundError."""
    is_whole = request.query_params.get("all") == "1"
    view = await reader.ask(reader.library.story, request.path_params["story_id"])
    now = reader.clock()
    colours = tones(view.card.origins)
    families = sorted(view.families, key=_size, reverse=True)
    streams = [
        river_members.stream(family, cards, _tone(family, colours), now=now) for family, cards in families
    ]
    carried = [(family, cards) for family, cards in families if len(cards) > 1]
    alone = [(family, cards) for family, cards in families if len(cards) == 1]
    lists = [
        family_rows(family, cards, _tone(family, colours), now=now, most=most)
        for (family, cards), most in _shares(carried, alone, is_whole=is_whole)
    ]
    language = _language(view)
    outline = outlined(view.outline, now=now) if view.outline else None
    values = {
        "outline": outline,
        "differences": differences_shown(view.differences),
        "differences_open": _OPEN,
        "hashtags": view.outline.hashtags[:_HASHTAGS] if view.outline else (),
        "can_act": reader.people is not None,
        "is_followed": await _is_followed(reader, view.card.id),
        "here": addresses.story_path(view.card.id),
        "card": view.card,
        "days": _days(view.card, now),
        "bar": origin_bar(view.card, named=6),
        "river": river.lay_out(gathered(streams, now=now)) if view.card.articles > 1 else None,
        "river_width": river.WIDTH,
        "families": [rows for rows in lists if len(rows.rows) > 1],
        "reports": [rows for rows in lists if len(rows.rows) == 1],
        "families_left_out": 0 if is_whole else len(carried[_FAMILIES_LISTED:]),
        "reports_left_out": 0 if is_whole else len(alone[_LISTED:]),
        "summary_outlet": _summary_outlet(view),
        "language": language,
        "direction": wording.direction(language),
        "related": [(card, origin_bar(card)) for card in view.related],
    }
    return Screen("story.html", values, view)


async def _is_followed(reader: Reader, story: str) -> bool:
    if reader.people is None:
        return False
    return await reader.ask(reader.people.is_following, ME, SubjectKind.STORY, story)


def _days(card: StoryCard, now: datetime) -> str:
    """The day of the story, or its first and last."""
    if card.first is None or card.latest is None:
        return _(times.UNKNOWN)
    today = times.local(now).date()
    first, last = times.local(card.first).date(), times.local(card.latest).date()
    words = times.day_words(last, today=today)
    if first == last:
        return words
    return _("%(first)s to %(last)s") % {"first": times.day_words(first, today=today), "last": words}


def _shares(
    carried: Sequence[_Family], alone: Sequence[_Family], *, is_whole: bool
) -> Iterator[tuple[_Family, int | None]]:
    """The families that are listed, each with how many rows it may have; None for all."""
    if is_whole:
        yield from ((each, None) for each in (*carried, *alone))
        return
    left = _LISTED_IN_ALL
    for each in carried[:_FAMILIES_LISTED]:
        most = min(_LISTED, max(left, _LEAST_LISTED))
        left -= min(most, _size(each))
        yield each, most
    yield from ((each, 1) for each in alone[:_LISTED])


def _size(family: _Family) -> int:
    return len(family[1])


def _tone(family: Family, colours: dict[str, str]) -> str:
    """The colour of the family's origin in the bar."""
    return colours.get(family.id, REST if family.origin.is_seen else UNSEEN)


def _summary_outlet(view: StoryView) -> str:
    cards = (card for _, members in view.families for card in members)
    return next((wording.outlet(card) for card in cards if card.article.id == view.card.summary_article), "")


def _language(view: StoryView) -> str | None:
    """The language of the article that the headline and the summary are taken from."""
    cards = (card for _, members in view.families for card in members)
    lead = next((card for card in cards if card.article.id == view.card.summary_article), None)
    return lead.article.language if lead else None
