"""How a story is shown in a list: worked out when it changes, so that a list only has to be read."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
class CardFamily:
    """A family as its story's card needs it; `members` in the family's order."""

    id: str
    publisher: str | None
    publisher_id: str | None
    origin: str | None
    members: tuple["CardMember", ...]


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

    @property
    def time(self) -> datetime | None:
        return self.published or self.seen


def lead_of(families: Sequence[CardFamily]) -> str:
    """The id of the article that speaks for a story.

    It is the origin of the largest family, of the most recent among equals; in place of an origin that was
    never seen its family's first member; and, while any article of the story has a title, one that has.
    """

    def rank(family: CardFamily) -> tuple[int, str, str]:
        newest = max((m.time.isoformat() for m in family.members if m.time), default="")
        return len(family.members), newest, family.id

    ranked = sorted(families, key=rank, reverse=True)
    in_order = [
        member
        for family in ranked
        for member in sorted(family.members, key=lambda member: member.id != family.origin)
    ]
    return next((member.id for member in in_order if member.has_title), in_order[0].id)


def story_card(story: str, families: Sequence[CardFamily], lead: Article) -> StoryCard:
    """The card of a story with these families, spoken for by this article."""
    members = [member for family in families for member in family.members]
    times = sorted(member.published for member in members if member.published)
    headline, summary = _headline_and_summary(lead)
    return StoryCard(
        id=story,
        headline=headline,
        summary=summary,
        summary_article=lead.id,
        headline_is_title=bool(lead.title),
        articles=len(members),
        origins=_origins(families),
        first=times[0] if times else None,
        latest=times[-1] if times else None,
        languages=_by_count(member.language for member in members),
        corrections=CorrectionCount(
            # A copy that carries its origin's note repeats a correction; it is not another one.
            corrections=sum(max((m.notes for m in family.members), default=0) for family in families),
            copies_without=sum(member.still_wrong for member in members),
        ),
        labels=_labels(members),
        categories=_by_count(member.category for member in members),
    )


def latest_of(families: Sequence[CardFamily]) -> datetime | None:
    """What the front page sorts by: the latest likely time; of a story without any, when it was seen."""
    members = [member for family in families for member in family.members]
    published = [member.published for member in members if member.published]
    return max(published or [member.seen for member in members if member.seen], default=None)


def _origins(families: Sequence[CardFamily]) -> tuple[OriginShare, ...]:
    # All families whose publisher is unknown are one share: nothing shows that they are independent.
    groups: dict[str, list[CardFamily]] = {}
    for family in families:
        groups.setdefault(family.publisher_id or (family.publisher or "").casefold(), []).append(family)
    shares = [
        OriginShare(
            publisher=group[0].publisher,
            publisher_id=group[0].publisher_id,
            articles=sum(len(family.members) for family in group),
            seen=any(family.origin for family in group),
            uncredited=sum(member.uncredited for family in group for member in family.members),
            families=tuple(family.id for family in group),
        )
        for group in groups.values()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.articles, share.publisher or "\uffff")))


def _labels(members: Sequence[CardMember]) -> tuple[str, ...]:
    """The labels of the newest article, or of several as new: a story develops no longer than its newest does."""
    newest = max((member.published for member in members if member.published), default=None)
    return _by_count(label for member in members if member.published == newest for label in member.labels)


def _by_count(values: Iterable[str | None]) -> tuple[str, ...]:
    counted = Counter(value for value in values if value)
    return tuple(sorted(counted, key=lambda value: (-counted[value], value)))


def _headline_and_summary(lead: Article) -> tuple[str, str]:
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
