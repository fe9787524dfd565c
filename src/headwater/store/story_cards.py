"""How a story is shown in a list: worked out when it changes, so that a list only has to be read."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.model.article import Article
from headwater.model.views import CorrectionCount, OriginShare, StoryCard

# The end of a sentence: its mark, closing quotes, space, and something that begins one. Full stops after
# initials and short abbreviations don't end one, so a sentence shorter than this is joined with the next.
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[]*[\w—])")
_SHORTEST_SENTENCE = 30

# A summary of two sentences, or of one when that is long already.
_LONG_SENTENCE = 180


@dataclass(frozen=True, slots=True)
class CardMember:
    """A member as its story's card needs it. `seen` is when its page was fetched."""

    id: str
    has_title: bool
    published: datetime | None
    seen: datetime | None
    language: str | None
    category: str | None
    labels: tuple[str, ...]
    notes: int
    uncredited: bool
    still_wrong: bool
    editions: tuple[str, ...] = ()

    @property
    def time(self) -> datetime | None:
        return self.published or self.seen


class Counted:
    """The members of a family counted as its story's card needs it; one more costs the same however many there are."""

    def __init__(self, members: Iterable[CardMember] = ()) -> None:
        self.members: dict[str, CardMember] = {}
        self._begin()
        for member in members:
            self.put(member)

    def _begin(self) -> None:
        self.languages, self.categories, self.labels = Counter[str](), Counter[str](), Counter[str]()
        self.editions = set[str]()
        """`labels` are those of the newest article, or of several as new."""
        self.titled = self.notes = self.uncredited = self.still_wrong = 0
        """`notes` are those of the article that carries most."""
        self.first: datetime | None = None
        self.latest: datetime | None = None
        self.newest: datetime | None = None
        """The latest `time` of a member, where `latest` is the latest that one was published."""
        self.seen: datetime | None = None

    def put(self, member: CardMember) -> None:
        """Take a member in, or what is known of it now in place of what was."""
        known = self.members.get(member.id)
        self.members[member.id] = member
        if known is None:
            self._count(member)
        elif replace(known, uncredited=member.uncredited, still_wrong=member.still_wrong) == member:
            self.uncredited += member.uncredited - known.uncredited
            self.still_wrong += member.still_wrong - known.still_wrong
        else:
            self._begin()
            for each in self.members.values():
                self._count(each)

    def _count(self, member: CardMember) -> None:
        self.languages.update((member.language,) if member.language else ())
        self.categories.update((member.category,) if member.category else ())
        self.editions.update(member.editions)
        self.titled += member.has_title
        self.notes = max(self.notes, member.notes)
        self.uncredited += member.uncredited
        self.still_wrong += member.still_wrong
        self.newest, self.seen = _latest(self.newest, member.time), _latest(self.seen, member.seen)
        if member.published == self.latest:
            self.labels.update(label for label in member.labels if label)
        elif member.published and (self.latest is None or member.published > self.latest):
            self.labels = Counter(label for label in member.labels if label)
        if member.published:
            self.first = min(self.first or member.published, member.published)
            self.latest = _latest(self.latest, member.published)


def _latest(*times: datetime | None) -> datetime | None:
    return max((time for time in times if time), default=None)


@dataclass(frozen=True, slots=True)
class CardFamily:
    """A family as its story's card needs it; `origin` is the member that is its origin, if one is."""

    id: str
    publisher: str | None
    publisher_id: str | None
    origin: str | None
    counted: Counted

    def __len__(self) -> int:
        return len(self.counted.members)


@dataclass(frozen=True, slots=True)
class StoryShape:
    """What a story's card is made of: its families, and the id of the article that speaks for it."""

    lead: str
    families: tuple[CardFamily, ...]


def speaker_of(families: Sequence[CardFamily]) -> tuple[CardFamily, bool]:
    """The family whose origin, or else whose first member, speaks for a story; and whether one with a title has to.

    It is the largest family, of the most recent among equals; and, while any article of the story has a title, the
    first one that holds such an article.
    """

    def rank(family: CardFamily) -> tuple[str, str]:
        newest = family.counted.newest
        return newest.isoformat() if newest else "", family.id

    titled = [family for family in families if family.counted.titled]
    most = max(map(len, titled or families))
    return max((family for family in titled or families if len(family) == most), key=rank), bool(titled)


def story_card(story: str, families: Sequence[CardFamily], lead: Article) -> StoryCard:
    """The card of a story with these families, spoken for by this article."""
    counted = [family.counted for family in families]
    headline, summary = headline_and_summary(lead)
    latest = _latest(*(each.latest for each in counted))
    return StoryCard(
        id=story,
        headline=headline,
        summary=summary,
        summary_article=lead.id,
        headline_is_title=bool(lead.title),
        articles=sum(map(len, families)),
        origins=_origins(families),
        first=min((each.first for each in counted if each.first), default=None),
        latest=latest,
        languages=_by_count(each.languages for each in counted),
        corrections=CorrectionCount(
            # A copy that carries its origin's note repeats a correction; it is not another one.
            corrections=sum(each.notes for each in counted),
            copies_without=sum(each.still_wrong for each in counted),
        ),
        # A story develops no longer than its newest article does.
        labels=_by_count(each.labels for each in counted if each.latest == latest),
        categories=_by_count(each.categories for each in counted),
    )


def latest_of(families: Sequence[CardFamily]) -> datetime | None:
    """What the front page sorts by: the latest likely time; of a story without any, when it was seen."""
    counted = [family.counted for family in families]
    return _latest(*(each.latest for each in counted)) or _latest(*(each.seen for each in counted))


def editions_of_families(families: Sequence[CardFamily]) -> set[str]:
    """The keys of the editions that a story with these families is in."""
    return {edition for family in families for edition in family.counted.editions}


def _origins(families: Sequence[CardFamily]) -> tuple[OriginShare, ...]:
    # All families whose publisher is unknown are one share: nothing shows that they are independent.
    groups: dict[str, list[CardFamily]] = {}
    for family in families:
        groups.setdefault(family.publisher_id or (family.publisher or "").casefold(), []).append(family)
    shares = [
        OriginShare(
            publisher=group[0].publisher,
            publisher_id=group[0].publisher_id,
            articles=sum(map(len, group)),
            seen=any(family.origin for family in group),
            uncredited=sum(family.counted.uncredited for family in group),
            families=tuple(family.id for family in group),
        )
        for group in groups.values()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.articles, share.publisher or "\uffff")))


def _by_count(counted: Iterable[Counter[str]]) -> tuple[str, ...]:
    total = Counter[str]()
    for each in counted:
        total.update(each)
    return tuple(sorted(total, key=lambda value: (-total[value], value)))


def headline_and_summary(lead: Article) -> tuple[str, str]:
    """What stands over an article, and what it says in short; without a title its own first words stand over it."""
    opening = lead.paragraphs[0] if lead.paragraphs else ""
    sentences = sentences_of(opening)
    if lead.title:
        return lead.title, lead.standfirst or _first_two(sentences)
    if lead.standfirst:
        return lead.standfirst, _first_two(sentences)
    return (sentences[0] if sentences else ""), _first_two(sentences[1:])


def _first_two(sentences: list[str]) -> str:
    if not sentences or len(sentences[0]) > _LONG_SENTENCE:
        return sentences[0] if sentences else ""
    return " ".join(sentences[:2])


def sentences_of(paragraph: str) -> list[str]:
    """The paragraph cut after its sentences, nothing changed or left out but the space between them."""
    sentences: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        if end.start() - start >= _SHORTEST_SENTENCE:
            closing = end[0].rstrip()
            sentences.append(paragraph[start : end.start() + len(closing)])
            start = end.end()
    return [*sentences, paragraph[start:]] if paragraph[start:] else sentences
