"""Invented news: stories of one article to hundreds, made of families of an origin and its copies, over two years."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from headwater.model import Article, Branch, Credit, Family, Moment, Origin, Relation
from headwater.model.difference import Change, ChangeKind, ChangeTopic, Difference
from headwater.model.ids import article_id, family_id, page_id, story_id
from million.languages import Language
from million.outlets import Outlet

FIRST_DAY = datetime(2024, 11, 1, tzinfo=UTC)
DAYS = 730

# Shares that news has by rough counts of feeds of agencies' customers: most stories are one article's, few go round.
_LONE_STORIES = 0.55
_LARGEST_STORY = 400
_COPIED = 0.45  # of the articles of a larger story
_NOTED = 0.01
_UNCREDITED = 0.3
# Stories of a thousand articles: one in so many articles.
_HUGE_EVERY, _HUGE = 250_000, 1_000

_TAGS = 6_000


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy has from its source."""

    source: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class NewsFamily:
    """A family with its members, each with the address of its page, and what each copy changed."""

    family: Family
    members: tuple[Article, ...]
    outlets: tuple[Outlet, ...]
    copied: tuple[Copied | None, ...]


@dataclass(frozen=True, slots=True)
class NewsStory:
    """A story: its families, the first of which started it."""

    id: str
    families: tuple[NewsFamily, ...]

    @property
    def articles(self) -> int:
        return sum(len(each.members) for each in self.families)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a story's articles share besides text: its language, hashtags, category's place, and two names."""

    language: Language
    tags: tuple[str, ...]
    section: int
    names: tuple[str, str]


class Newsroom:
    """Invents stories, for one seed always the same."""

    def __init__(self, spoken: dict[str, Language], outlets: Sequence[Outlet], seed: int = 3) -> None:
        self._chance = random.Random(seed)
        self._spoken, self._made = spoken, 0
        self._outlets: dict[str, list[Outlet]] = {}
        for outlet in outlets:
            self._outlets.setdefault(outlet.language, []).append(outlet)
        self._weights = {
            code: list(accumulate(outlet.weight for outlet in group)) for code, group in self._outlets.items()
        }
        self._tags = {
            code: [language.name(self._chance, 1) for _ in range(_TAGS)] for code, language in spoken.items()
        }
        self._tag_weights = list(accumulate((place + 5) ** -0.9 for place in range(_TAGS)))

    def stories(self, first: int, number: int, of: int) -> Iterator[NewsStory]:
        """Stories in order of time with the articles from the number `first` on, so many `of` all there will be."""
        self._chance = random.Random(f"stories from {first}")
        for language in self._spoken.values():
            language.begin(first)
        self._made = first
        while left := first + number - self._made:
            begun = FIRST_DAY + timedelta(days=DAYS * self._made / of)
            yield self._story(min(left, self._size()), begun)

    def _size(self) -> int:
        if self._made % _HUGE_EVERY == 0:
            return _HUGE
        if self._chance.random() < _LONE_STORIES:
            return 1
        return min(_LARGEST_STORY, int(self._chance.paretovariate(1.25)) + 1)

    def _story(self, size: int, begun: datetime) -> NewsStory:
        outlet = self._outlet(self._code())
        language = self._spoken[outlet.language]
        tags = self._chance.choices(
            self._tags[language.code], cum_weights=self._tag_weights, k=self._chance.randint(1, 4)
        )
        names = (language.name(self._chance, 1), language.name(self._chance, 1))
        topic = Topic(language, tuple(dict.fromkeys(tags)), self._chance.randrange(8), names)
        families: list[NewsFamily] = []
        left = size
        while left:
            members = 1
            if left > 1 and self._chance.random() < _COPIED:
                members = min(left, int(self._chance.paretovariate(1.1)) + 1)
            hours = self._chance.expovariate(1 / 20) if families else 0.0
            families.append(self._family(topic, members, begun + timedelta(hours=hours)))
            left -= members
        return NewsStory(story_id(families[0].family.id), tuple(families))

    def _code(self) -> str:
        return self._chance.choices(list(self._outlets), [group[-1] for group in self._weights.values()])[0]

    def _outlet(self, code: str) -> Outlet:
        return self._chance.choices(self._outlets[code], cum_weights=self._weights[code])[0]

    def _family(self, topic: Topic, size: int, begun: datetime) -> NewsFamily:
        outlet = self._outlet(topic.language.code)
        origin = self._origin(topic, outlet, begun)
        members, outlets = [origin], [outlet]
        copied: list[Copied | None] = [None]
        branches: list[Branch] = []
        for _ in range(size - 1):
            taker = self._outlet(topic.language.code)
            at = begun + timedelta(minutes=10 + self._chance.expovariate(1 / 240))
            copy, difference = self._copy(origin, outlet, taker, at)
            credited = copy.credit is not None and copy.credit.key == outlet.publisher.id
            members.append(copy)
            outlets.append(taker)
            copied.append(Copied(origin.id, difference))
            branches.append(Branch(copy.id, None, Relation.COPY, 0.8, credited, 0.95))
        publisher = outlet.publisher
        told = Origin(origin.id, publisher.name, publisher.id, 0.9)
        family = Family(family_id(origin.id), tuple(member.id for member in members), told, tuple(branches))
        return NewsFamily(family, tuple(members), tuple(outlets), tuple(copied))

    def _origin(self, topic: Topic, outlet: Outlet, at: datetime) -> Article:
        language, chance = topic.language, self._chance
        length = min(600, max(150, int(chance.gauss(340, 110))))
        sentences = language.sentences(length)
        # What a story is about is named in each of its articles, as it is in news.
        sentences[0] = f"{topic.names[0]}{language.space}{sentences[0]}"
        title = language.space.join((topic.names[0], *language.sentences(6)[0].rstrip(".。").split(" ")))
        notes = (language.sentences(12)[0],) if chance.random() < _NOTED else ()
        return self._article(
            outlet,
            Credit(outlet.publisher.name, outlet.publisher.id),
            at,
            title=title[:120],
            paragraphs=_paragraphs(sentences, language.space),
            authors=tuple(chance.sample(outlet.reporters, chance.choice((0, 1, 1, 1, 2)))),
            category=outlet.sections[topic.section],
            hashtags=tuple(tag for tag in topic.tags if chance.random() < 0.7),
            notes=notes,
        )

    def _article(self, outlet: Outlet, credit: Credit, at: datetime, **fields: object) -> Article:
        url = f"https://{outlet.site}/news/{self._made}"
        self._made += 1
        values: dict[str, object] = {"language": outlet.language, "site": outlet.site, **fields}
        page = page_id(url, url.encode())
        return Article(
            id=article_id(page, 0),
            url=url,
            credit=credit,
            published=Moment.at(at.replace(microsecond=0)),
            **values,  # type: ignore[arg-type]  # an article's own fields, named by who calls
        )

    def _copy(
        self, origin: Article, giver: Outlet, taker: Outlet, at: datetime
    ) -> tuple[Article, Difference]:
        """A copy that leaves some sentences out and says one otherwise, and what that comes to."""
        chance, language = self._chance, self._spoken[giver.language]
        kept: list[str] = []
        changes: list[Change] = []
        reworded = chance.randrange(len(origin.paragraphs))
        for place, paragraph in enumerate(origin.paragraphs):
            if place and chance.random() < 0.15:
                changes.append(Change(ChangeKind.DROPPED, paragraph, "", paragraph=len(kept) - 1))
            elif place == reworded and chance.random() < 0.5:
                after = paragraph + language.space + language.sentences(9)[0]
                changes.append(
                    Change(
                        ChangeKind.REWORDED,
                        paragraph,
                        after,
                        paragraph=len(kept),
                        topics=(ChangeTopic.WORDING,),
                    )
                )
                kept.append(after)
            else:
                changes.append(Change(ChangeKind.SAME, paragraph, paragraph, paragraph=len(kept)))
                kept.append(paragraph)
        dropped = sum(change.kind is ChangeKind.DROPPED for change in changes)
        credit = taker if chance.random() < _UNCREDITED else giver
        copy = self._article(
            taker,
            Credit(credit.publisher.name, credit.publisher.id),
            at,
            title=origin.title,
            paragraphs=tuple(kept),
            category=chance.choice(taker.sections),
            hashtags=origin.hashtags,
        )
        summary = f"{dropped} of {len(origin.paragraphs)} paragraphs dropped"
        return copy, Difference(tuple(changes), None, summary)


def _paragraphs(sentences: Sequence[str], space: str) -> tuple[str, ...]:
    return tuple(space.join(sentences[start : start + 3]) for start in range(0, len(sentences), 3))
