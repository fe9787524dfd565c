"""A story: what it says, the river of where it came from, and its articles by origin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from headwater.model.glance import StoryFamily, StoryGlance, StoryMember
from headwater.model.people import ME
from headwater.model.views import ArticleCard, StoryCard
from headwater.model.words import SubjectKind
from headwater.web import addresses
from headwater.web.answering import Reader, Screen, wants_json
from headwater.web.drawing import river
from headwater.web.drawing.origin_bar import REST, UNSEEN, origin_bar, tones
from headwater.web.drawing.river_bundles import gathered
from headwater.web.drawing.river_members import Stream
from headwater.web.drawing.river_words import articles_told_of, told
from headwater.web.wording import times
from headwater.web.wording import words as wording
from headwater.web.wording.family_rows import family_rows, listed_members
from headwater.web.wording.outlined import differences_shown, outlined, unnamed
from headwater.web.wording.translation import _

# A line or two of them.
_HASHTAGS = 12
# Beside a timeline of as many entries; the rest is folded.
_OPEN = 8
# Rows of a family, of all families, and reports of one article: a page of a thousand is slow to write and to read.
_LISTED, _LISTED_IN_ALL, _REPORTS_LISTED = 60, 100, 24
# However many went before, a family has its first rows, where it is listed at all.
_LEAST_LISTED, _FAMILIES_LISTED = 3, 20


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A story as it is written out: `streams` of its river, the members that are listed of each of the `lists`."""

    story: StoryGlance
    streams: Sequence[Stream]
    lists: Sequence[tuple[StoryFamily, tuple[StoryMember, ...]]]
    cards: Mapping[str, ArticleCard]
    is_followed: bool

    @property
    def lead(self) -> ArticleCard | None:
        """The article that the headline and the summary are taken from."""
        return self.cards.get(self.story.card.summary_article)


def _drawn(reader: Reader, story_id: str, *, is_whole: bool) -> _Drawn:
    """Raises NotFoundError."""
    story = reader.library.glance(story_id)
    colours = tones(story.card.origins)
    streams = gathered(story.families, lambda family: _tone(family, colours))
    lists = [
        (family, listed_members(family, most))
        for family, most in _shares(_carried(story), _alone(story), is_whole=is_whole)
    ]
    wanted = {story.card.summary_article, *articles_told_of(streams), *unnamed(story.differences)}
    wanted.update(member.id for _, listed in lists for member in listed)
    return _Drawn(story, streams, lists, reader.library.cards(sorted(wanted)), _is_followed(reader, story_id))


def _is_followed(reader: Reader, story: str) -> bool:
    return reader.people is not None and reader.people.is_following(ME, SubjectKind.STORY, story)


async def screen(reader: Reader, request: Request) -> Screen:
    """`?all=1` lists every article of a story that has very many. Raises NotFoundError."""
    name = request.path_params["story_id"]
    if wants_json(request):
        return Screen("story.html", {}, await reader.ask(reader.library.story, name))
    is_whole = request.query_params.get("all") == "1"
    drawn = await reader.ask(_drawn, reader, name, is_whole=is_whole)
    now = reader.clock()
    return Screen(
        "story.html",
        {
            **_of_story(drawn, now),
            **_of_articles(drawn, now),
            "can_act": reader.people is not None,
            "is_followed": drawn.is_followed,
            "families_left_out": 0 if is_whole else len(_carried(drawn.story)[_FAMILIES_LISTED:]),
            "reports_left_out": 0 if is_whole else len(_alone(drawn.story)[_REPORTS_LISTED:]),
        },
        None,
    )


def _of_story(drawn: _Drawn, now: datetime) -> dict[str, object]:
    """What is told of the whole."""
    story = drawn.story
    return {
        "card": story.card,
        "here": addresses.story_path(story.card.id),
        "days": _days(story.card, now),
        "bar": origin_bar(story.card, named=6),
        "outline": outlined(story.outline, now=now) if story.outline else None,
        "hashtags": story.outline.hashtags[:_HASHTAGS] if story.outline else (),
        "differences": differences_shown(story.differences, drawn.cards),
        "differences_open": _OPEN,
        "related": [(card, origin_bar(card)) for card in story.related],
    }


def _of_articles(drawn: _Drawn, now: datetime) -> dict[str, object]:
    """The river and the lists."""
    colours = tones(drawn.story.card.origins)
    rows = [
        family_rows(family, listed, drawn.cards, _tone(family, colours), now=now)
        for family, listed in drawn.lists
    ]
    carried = sum(len(family) > 1 for family, _ in drawn.lists)
    is_one = drawn.story.card.articles == 1
    language = drawn.lead.article.language if drawn.lead else None
    return {
        "river": None if is_one else river.lay_out(told(drawn.streams, drawn.cards, now=now)),
        "river_width": river.WIDTH,
        "families": rows[:carried],
        "reports": [each for each in rows[carried:] if each.rows],
        "summary_outlet": wording.outlet(drawn.lead) if drawn.lead else "",
        "language": language,
        "direction": wording.direction(language),
    }


def _carried(story: StoryGlance) -> list[StoryFamily]:
    """The families whose text several have, largest first."""
    return [family for family in story.families if len(family) > 1]


def _alone(story: StoryGlance) -> list[StoryFamily]:
    """Those of one article that nobody else has."""
    return [family for family in story.families if len(family) == 1]


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
    carried: Sequence[StoryFamily], alone: Sequence[StoryFamily], *, is_whole: bool
) -> Iterator[tuple[StoryFamily, int | None]]:
    """The families that are listed, each with how many rows it may have; None for all."""
    if is_whole:
        yield from ((each, None) for each in (*carried, *alone))
        return
    left = _LISTED_IN_ALL
    for each in carried[:_FAMILIES_LISTED]:
        most = min(_LISTED, max(left, _LEAST_LISTED))
        left -= min(most, len(each))
        yield each, most
    yield from ((each, 1) for each in alone[:_REPORTS_LISTED])


def _tone(family: StoryFamily, colours: Mapping[str, str]) -> str:
    """The colour of the family's origin in the bar."""
    return colours.get(family.id, REST if family.origin.is_seen else UNSEEN)
