"""A family as a list: the river in its vertical form, one row for each article, in order of time.

It is the text alternative of the drawing and, on a phone, stands in its place: rows take the width there is,
wrap their words and can't collide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from headwater.model import Branch, Relation
from headwater.model.glance import StoryFamily, StoryMember
from headwater.model.views import ArticleCard
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import number_of, whole
from headwater.web.wording.site_names import shown_name
from headwater.web.wording.times import Shown, local, month_day, short_words, span_words
from headwater.web.wording.translation import _, ngettext

# Rows shown at once; the rest stand behind a line that says how many they are.
SHOWN = 12

# Deeper branches than this are drawn at this depth: a phone has no room for more.
_DEEPEST = 3

_LONG_PAUSE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Row:
    """An article in its family. `form` is `origin`, `report` or a relation's word; `remarks` what to know of it.

    `pause` is the words of a new day or of a long time since the row before, empty otherwise.
    """

    card: ArticleCard
    outlet: str
    title: str
    time: Shown
    form: str
    depth: int
    remarks: tuple[str, ...]
    uncorrected: bool
    pause: str = ""


@dataclass(frozen=True, slots=True)
class FamilyRows:
    """A family ready to be listed. `summary` says its origin in words, `more` are the rows behind the fold.

    `left_out` is how many there are behind those.
    """

    id: str
    tone: str
    name: str
    seen: bool
    summary: str
    differs: tuple[str, ...]
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    notes: tuple[str, ...]
    left_out: int = 0


def listed_members(family: StoryFamily, most: int | None = None) -> tuple[StoryMember, ...]:
    """The members of a family that are listed, the origin first, then by likely time; no more than `most`."""
    ordered = sorted(family.members, key=lambda member: member.id != family.origin.article)
    return tuple(ordered[:most])


def family_rows(
    family: StoryFamily,
    listed: Sequence[StoryMember],
    cards: Mapping[str, ArticleCard],
    tone: str,
    *,
    now: datetime,
    shown: int = SHOWN,
) -> FamilyRows:
    """The rows of the `listed_members` of a family, by their cards; one without a card was taken away meanwhile."""
    sources = {member.id: member.source for member in family.members}
    rows: list[Row] = []
    before: ArticleCard | None = None
    for card in (cards[member.id] for member in listed if member.id in cards):
        rows.append(_row(family, card, _depth(card.article.id, sources), _pause(before, card), now))
        before = card
    cut = len(rows) if len(rows) <= shown + 3 else shown
    origin = cards.get(family.origin.article or "")
    return FamilyRows(
        id=family.id,
        tone=tone,
        name=shown_name(family.origin.publisher or "")
        or (wording.outlet(origin) if origin else _("Unknown origin")),
        seen=family.origin.is_seen,
        summary=_summary(family),
        differs=differences(family),
        rows=tuple(rows[:cut]),
        more=tuple(rows[cut:]),
        notes=origin.article.notes if origin else (),
        left_out=len(family) - len(listed),
    )


def _leads(family: StoryFamily, card: ArticleCard) -> bool:
    return card.article.id == family.origin.article


def _depth(article: str, sources: Mapping[str, str | None]) -> int:
    """How many members lie between an article and its family's origin, no more than are drawn."""
    path: list[str] = []
    at: str | None = article
    while at is not None and at in sources and at not in path and len(path) <= _DEEPEST:
        path.append(at)
        at = sources[at]
    return max(0, len(path) - 1)


def _row(family: StoryFamily, card: ArticleCard, depth: int, pause: str, now: datetime) -> Row:
    branch = card.branch
    return Row(
        card=card,
        outlet=wording.outlet(card),
        title=wording.headline(card.article),
        time=short_words(card.article.published, now=now),
        form=_form(family, card),
        depth=depth,
        remarks=tuple(filter(None, _remarks(family, card, branch))),
        uncorrected=card.still_wrong,
        pause=pause,
    )


def _form(family: StoryFamily, card: ArticleCard) -> str:
    if _leads(family, card):
        return "origin" if len(family) > 1 else "report"
    return card.branch.relation.value if card.branch and card.branch.relation else "copy"


def _remarks(family: StoryFamily, card: ArticleCard, branch: Branch | None) -> list[str]:
    if _leads(family, card):
        # "First" is said only of those that we have seen.
        earliest = _("earliest origin that we have seen")
        return [earliest if len(family) > 1 else _alone(family, card)]
    if len(family) == 1:
        return [_alone(family, card)]
    if branch is None:
        return []
    # The share of a whole copy is no news; that of a part is.
    is_part = 0 < branch.share < 0.9
    share = _("%(share)s of it from there") % {"share": wording.percent(branch.share)} if is_part else ""
    uncredited = _("not credited on its page") if card.is_uncredited(family.origin) else ""
    credited = _("credited") if wording.is_credited(card, family.origin) else uncredited
    return [wording.relation_words(branch), share, credited]


def _alone(family: StoryFamily, card: ArticleCard) -> str:
    """What to know of a family's only member."""
    publisher = wording.isolated(family.origin.publisher or "")
    if publisher and not family.origin.is_seen:
        if card.article.site:
            return _("from %(publisher)s, whose own page we have not seen") % {"publisher": publisher}
        told = _("from %(publisher)s, by its credit; who served it is not known")
        return told % {"publisher": publisher}
    return _("others share parts of it") if family.is_shared else _("seen nowhere else by us")


def _pause(before: ArticleCard | None, card: ArticleCard) -> str:
    """Where a new day begins, its date; within a day, a long time without a copy."""
    moment = card.article.published
    day = local(moment.best).date() if moment else None
    last = before.article.published if before else None
    last_day: date | None = local(last.best).date() if last else None
    if day and day != last_day:
        return month_day(day)
    if moment and last and moment.earliest - last.latest > _LONG_PAUSE:
        return _("%(span)s later") % {"span": span_words(moment.best - last.best)}
    return ""


def _summary(family: StoryFamily) -> str:
    articles, origin = len(family), family.origin
    sure = {"sure": wording.confidence_words(origin.confidence)}
    if articles == 1:
        is_told = origin.is_seen or not origin.publisher
        return "" if is_told else _("that it is from there: %(sure)s") % sure
    if origin.is_seen:
        return number_of(
            "%(num)s article from it. That it is the origin is %(sure)s.",
            "%(num)s articles from it. That it is the origin is %(sure)s.",
            articles - 1,
            **sure,
        )
    if origin.publisher:
        return number_of(
            "%(num)s article from a text that we have not seen; the credit is %(sure)s.",
            "%(num)s articles from a text that we have not seen; the credit is %(sure)s.",
            articles,
            **sure,
        )
    return number_of(
        "%(num)s article shares a text; where it began is not known.",
        "%(num)s articles share a text; where it began is not known.",
        articles,
    )


def differences(family: StoryFamily) -> tuple[str, ...]:
    """What differs among a family's copies, as parts of a sentence; empty when nothing does."""
    uncredited = sum(member.uncredited for member in family.members if member.relation)
    excerpts = sum(member.relation is Relation.PARTIAL for member in family.members)
    updates = sum(member.relation is Relation.UPDATE for member in family.members)
    uncorrected = sum(member.still_wrong for member in family.members)
    facts = (
        (
            uncredited,
            ngettext(
                "%(num)s is not credited on its page", "%(num)s are not credited on their pages", uncredited
            ),
        ),
        (excerpts, ngettext("%(num)s is an excerpt", "%(num)s are excerpts", excerpts)),
        (updates, ngettext("%(num)s is an update", "%(num)s are updates", updates)),
        (
            uncorrected,
            ngettext(
                "%(num)s was seen with the old text", "%(num)s were seen with the old text", uncorrected
            ),
        ),
    )
    return tuple(words % {"num": whole(number)} for number, words in facts if number)
